"""The one thread that checks, and the models it needs: they load while the editor goes on, and it is told so."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from mtqa.errors import Cancelled, MtqaError, ReadError
from mtqa.lsp import work

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from mtqa.lsp.project import Project
    from mtqa.lsp.voice import Voice
    from mtqa.lsp.work import Checked

P = ParamSpec("P")
T = TypeVar("T")


class Desk:
    """Runs work for the editor, one piece after another. Its methods are called in the event loop."""

    def __init__(self, project: Project, voice: Voice) -> None:
        self.project = project
        self._voice = voice
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="mtqa-check")
        self._loading: asyncio.Task[None] | None = None
        self._changed: Callable[[], None] = lambda: None

    @property
    def ready(self) -> bool:
        """Whether the models are there, or their loading failed."""
        return self._loading is not None and self._loading.done()

    def say_once(self, message: str) -> None:
        self._voice.log_once(message)

    def load(self, changed: Callable[[], None]) -> None:
        """Reads the configuration and loads the models; `changed` is called when other settings are in force."""
        self._changed = changed
        self._loading = asyncio.create_task(self._load(self._loading))

    async def loaded(self) -> None:
        """Waits until the configuration is read and the models are loaded."""
        while self._loading is not None and not self._loading.done():
            await asyncio.wait({self._loading})

    async def run(self, give_up: threading.Event, job: Callable[Concatenate[Any, ...], T], *arguments: Any) -> T | None:
        """What `job(*arguments, cancelled)` gives; None where it was given up. Raises what the job raises."""
        try:
            return await self._in_thread(job, *arguments, give_up.is_set)
        except Cancelled:
            return None

    async def check(self, give_up: threading.Event, path: str, name: str, text: str) -> Checked | None:
        """The report on a draft; None where it is given up, not to be checked, or cannot be checked, which is said.

        Raises ReadError.
        """
        try:
            await self.refresh()
            await self.loaded()
            return await self.run(give_up, work.check, self.project, path, name, text)
        except ReadError:
            raise
        except MtqaError as error:
            self._voice.complain_once(str(error))
        except Exception as error:  # noqa: BLE001 - whatever it is, the server goes on
            self._voice.fault(error)
        return None

    async def refresh(self) -> None:
        """Reads the configuration again where its files changed."""
        if await self._in_thread(lambda: self.project.stale):
            self.load(self._changed)

    async def never_flag(self, name: str, path: str) -> str:
        """Puts a name into the configuration, and says what happened. Raises MtqaError."""
        said = await self._in_thread(self.project.never_flag, name, path)
        self._changed()
        return said

    def stop(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _load(self, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait({before})
        self._voice.forget()
        try:
            await self._in_thread(self.project.load)
        except MtqaError as error:
            kept = "; the settings from before stay in force" if self.project.loaded else "; nothing is checked"
            self._voice.complain_once(f"{error}{kept}")
            return
        async with self._voice.working("mtqa is loading its models"):
            try:
                await self._in_thread(self.project.prepare)
            except MtqaError as error:
                self._voice.complain_once(str(error))
            except Exception as error:  # noqa: BLE001 - drafts whose rules do without the model are checked
                self._voice.fault(error)
        self._changed()

    async def _in_thread(self, job: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, lambda: job(*arguments, **named))
