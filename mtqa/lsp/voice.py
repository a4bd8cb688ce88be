"""What the server says to the person at the editor: messages, each once, and what takes a while."""

from __future__ import annotations

import contextlib
import itertools
import logging
from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pygls.lsp.server import LanguageServer

logger = logging.getLogger("mtqa.lsp")


class Voice:
    """Speaks through a server that is initialized."""

    def __init__(self, server: LanguageServer) -> None:
        self._server = server
        self._said: set[str] = set()
        self._numbers = itertools.count(1)

    def forget(self) -> None:
        """What was said once may be said again."""
        self._said.clear()

    def tell(self, message: str) -> None:
        """A message that the editor shows."""
        self._server.window_show_message(types.ShowMessageParams(types.MessageType.Info, message))

    def complain(self, message: str) -> None:
        """A message on what a person should mend."""
        self._server.window_show_message(types.ShowMessageParams(types.MessageType.Error, message))

    def complain_once(self, message: str) -> None:
        if message not in self._said:
            self._said.add(message)
            self.complain(message)

    def fault(self, error: Exception) -> None:
        """What went wrong is mtqa's own fault; where, is for --debug."""
        logger.debug("a fault", exc_info=error)
        kind = type(error).__name__
        self.complain_once(
            f"a fault in mtqa itself ({kind}: {error}); `mtqa lsp --debug` says more in the editor's log"
        )

    def log(self, message: str) -> None:
        """A line in the editor's log."""
        self._server.window_log_message(types.LogMessageParams(types.MessageType.Info, message))

    def log_once(self, message: str) -> None:
        if message not in self._said:
            self._said.add(message)
            self.log(message)

    @contextlib.asynccontextmanager
    async def working(self, what: str) -> AsyncIterator[None]:
        """Shows that something is under way; in the log, for an editor without a place for that."""
        window = self._server.client_capabilities.window
        if window is None or not window.work_done_progress:
            self.log(f"{what} …")
            yield
            return
        progress, token = self._server.work_done_progress, f"mtqa-{next(self._numbers)}"
        await progress.create_async(token)
        progress.begin(token, types.WorkDoneProgressBegin(what))
        try:
            yield
        finally:
            progress.end(token, types.WorkDoneProgressEnd())
