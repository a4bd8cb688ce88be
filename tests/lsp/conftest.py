"""An editor: a real client of `mtqa lsp`, which runs as its own process."""

from __future__ import annotations

import ast
import asyncio
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("pygls", reason="the language server's extra is not installed: pip install 'mtqa[lsp]'")

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from mtqa.lsp.places import Places

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

# Rules that need no model, so that a server is there at once.
SETTINGS = 'select = ["names", "typography", "doubled-words", "repetition"]\n'
# Seconds after which a test gives up waiting for its server.
LONGEST = 30
ALL = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        apply_edit=True,
        configuration=True,
        workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
    ),
    window=types.WindowClientCapabilities(work_done_progress=True),
)


class Editor:
    """A client that keeps drafts as an editor does, and remembers what the server says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.client = LanguageClient("editor", "1")
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.published: list[types.PublishDiagnosticsParams] = []
        self.messages: list[str] = []
        self.logged: list[str] = []
        self.progress: list[Any] = []
        self.registered: list[types.Registration] = []
        self.settings: Any = None
        self._news = asyncio.Event()
        self._listen()

    def _listen(self) -> None:
        def noted(name: str, note: Callable[[Any], Any]) -> None:
            def hear(params: Any) -> Any:
                result = note(params)
                self._news.set()
                return result

            self.client.feature(name)(hear)

        noted(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, self.published.append)
        noted(types.WINDOW_SHOW_MESSAGE, lambda params: self.messages.append(params.message))
        noted(types.WINDOW_LOG_MESSAGE, lambda params: self.logged.append(params.message))
        noted(types.WINDOW_WORK_DONE_PROGRESS_CREATE, lambda _: None)
        noted(types.PROGRESS, lambda params: self.progress.append(params.value))
        noted(types.CLIENT_REGISTER_CAPABILITY, lambda params: self.registered.extend(params.registrations))
        noted(types.WORKSPACE_CONFIGURATION, lambda params: [self.settings for _ in params.items])
        noted(types.WORKSPACE_APPLY_EDIT, self._applied)

    async def start(self, capabilities: types.ClientCapabilities, options: Any, *arguments: str) -> None:
        await self.client.start_io(sys.executable, "-m", "mtqa", "lsp", *arguments, cwd=self.folder)
        folders = [types.WorkspaceFolder(self.folder.as_uri(), "project")]
        params = types.InitializeParams(capabilities, workspace_folders=folders, initialization_options=options)
        self.server = (await self.client.initialize_async(params)).capabilities
        self.client.initialized(types.InitializedParams())

    async def until(self, true: Callable[[], bool]) -> None:
        """Waits until what the server said makes something true."""
        while not true():
            self._news.clear()
            await self._news.wait()

    def uri(self, name: str) -> str:
        return name if ":" in name else (self.folder / name).as_uri()

    def open(self, name: str, text: str, language: str = "plaintext") -> None:
        self.texts[name], self.versions[name] = text, 1
        item = types.TextDocumentItem(self.uri(name), language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def edit(self, name: str, text: str) -> None:
        self.texts[name] = text
        self.versions[name] += 1
        document = types.VersionedTextDocumentIdentifier(self.versions[name], self.uri(name))
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def close(self, name: str) -> None:
        document = types.TextDocumentIdentifier(self.uri(name))
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(document))

    async def findings(self, name: str) -> list[types.Diagnostic]:
        """What the server says next of a draft in the version that it has now."""
        uri, version = self.uri(name), self.versions[name]
        before = len(self.published)

        def said() -> list[types.PublishDiagnosticsParams]:
            return [one for one in self.published[before:] if one.uri == uri and one.version == version]

        await self.until(lambda: bool(said()))
        return list(said()[-1].diagnostics)

    async def actions(self, name: str, place: types.Range, only: list[str] | None = None) -> list[types.CodeAction]:
        context = types.CodeActionContext([], only=only)
        params = types.CodeActionParams(types.TextDocumentIdentifier(self.uri(name)), place, context)
        return [_action(one) for one in await self.client.text_document_code_action_async(params) or []]

    async def hover(self, name: str, place: types.Position) -> str | None:
        params = types.HoverParams(types.TextDocumentIdentifier(self.uri(name)), place)
        answer = await self.client.text_document_hover_async(params)
        return None if answer is None else answer.contents.value

    async def execute(self, command: types.Command) -> None:
        await self.client.workspace_execute_command_async(
            types.ExecuteCommandParams(command.command, command.arguments)
        )

    def apply(self, edit: types.WorkspaceEdit) -> None:
        """Makes the changes, each at the place that it had before all of them, and tells the server."""
        for change in edit.document_changes or []:
            name = next(name for name in self.texts if self.uri(name) == change.text_document.uri)
            assert change.text_document.version == self.versions[name]
            self._change(name, change.edits)
        for uri, edits in (edit.changes or {}).items():
            self._change(next(name for name in self.texts if self.uri(name) == uri), edits)

    def _change(self, name: str, edits: Any) -> None:
        text = self.texts[name]
        places = Places(text, self.server.position_encoding)
        spans = [(places.offset(one.range.start), places.offset(one.range.end), one.new_text) for one in edits]
        for start, end, new in sorted(spans, reverse=True):
            text = text[:start] + new + text[end:]
        self.edit(name, text)

    def _applied(self, params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        self.apply(params.edit)
        return types.ApplyWorkspaceEditResult(applied=True)

    async def leave(self) -> int:
        """Ends the server as an editor does, and gives its exit code."""
        await self.client.shutdown_async(None)
        self.client.exit(None)
        return await self.client._server.wait()

    async def end(self) -> None:
        """Ends the server whatever it is doing."""
        server = self.client._server
        if server is not None and server.returncode is None:
            server.kill()
            await server.wait()
        await self.client.stop()


def _action(answered: Any) -> types.CodeAction:
    """An action; one with a command is taken for a command by the client's library, and its command for text."""
    if isinstance(answered, types.CodeAction):
        return answered
    return types.CodeAction(answered.title, command=types.Command(**ast.literal_eval(answered.command)))


@asynccontextmanager
async def editing(
    folder: Path,
    settings: str | None = SETTINGS,
    capabilities: types.ClientCapabilities = ALL,
    options: Any = None,
    arguments: tuple[str, ...] = (),
) -> AsyncIterator[Editor]:
    """An editor with a folder open, in which mtqa.toml says `settings`."""
    if settings is not None:
        (folder / "mtqa.toml").write_text(settings, encoding="utf-8")
    editor = Editor(folder)
    try:
        async with asyncio.timeout(LONGEST):
            await editor.start(capabilities, options, *arguments)
            yield editor
            assert await editor.leave() == 0
    finally:
        await editor.end()
