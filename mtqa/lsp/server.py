"""Speaks the protocol: what the editor says goes to the drafts, the desk and the actions."""

from __future__ import annotations

import functools
import inspect
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from mtqa import __version__
from mtqa.errors import MtqaError
from mtqa.lsp import actions, work
from mtqa.lsp.desk import Desk
from mtqa.lsp.drafts import PAUSE, Drafts
from mtqa.lsp.edits import changes, text_edits
from mtqa.lsp.formats import path_of, whole
from mtqa.lsp.hover import hover
from mtqa.lsp.places import Places
from mtqa.lsp.project import CONFIG_FILES, Project, settings_for_mtqa
from mtqa.lsp.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtqa.lsp.drafts import Version

LOADING = "mtqa is still loading its models; try again in a moment"
# Looking for corrections takes a while; an editor that asks for a whole page gets them for its first findings.
MOST_FINDINGS = 10


class Server(LanguageServer):
    """A language server that shows errors as plain messages."""

    def report_server_error(self, error: Exception, source: Any) -> None:
        del source
        logging.getLogger("mtqa.lsp").debug("a message could not be handled", exc_info=error)


class Front:
    """The handlers of one editor's messages."""

    def __init__(self, explicit: Path | None) -> None:
        # pygls's own incremental changes end lines at form feeds and U+2028 too, so editors send whole texts.
        self.server = Server("mtqa", __version__, types.TextDocumentSyncKind.Full)
        self.voice = Voice(self.server)
        self._explicit = explicit
        self.desk: Desk
        self.drafts: Drafts
        self._register()

    def _register(self) -> None:
        kinds = types.CodeActionOptions([*actions.KINDS])
        handlers: dict[str, tuple[Callable[..., Any], Any]] = {
            types.INITIALIZE: (self.initialize, None),
            types.INITIALIZED: (self.initialized, None),
            types.SHUTDOWN: (self.shutdown, None),
            types.TEXT_DOCUMENT_DID_OPEN: (self.did_open, None),
            types.TEXT_DOCUMENT_DID_CHANGE: (self.did_change, None),
            types.TEXT_DOCUMENT_DID_CLOSE: (self.did_close, None),
            types.TEXT_DOCUMENT_HOVER: (self.hover, None),
            types.TEXT_DOCUMENT_CODE_ACTION: (self.code_action, kinds),
            types.WORKSPACE_DID_CHANGE_CONFIGURATION: (self.did_change_configuration, None),
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES: (self.did_change_watched_files, None),
        }
        for name, (handler, options) in handlers.items():
            self.server.feature(name, options)(self._plainly(handler))
        self.server.command(actions.FIX_ALL_COMMAND)(self._plainly(self.fix_all))
        self.server.command(actions.IGNORE_NAME_COMMAND)(self._plainly(self.ignore_name))

    def _plainly(self, handler: Callable[..., Any]) -> Callable[..., Any]:
        """The handler with errors as messages for a person, not as tracebacks."""

        @functools.wraps(handler)
        async def later(*arguments: Any) -> Any:
            try:
                return await handler(*arguments)
            except MtqaError as error:
                raise JsonRpcException(str(error), types.LSPErrorCodes.RequestFailed) from None
            except Exception as error:  # noqa: BLE001 - whatever it is, the editor gets one line
                self.voice.fault(error)
                raise JsonRpcException(str(error), types.LSPErrorCodes.RequestFailed) from None

        @functools.wraps(handler)
        def at_once(*arguments: Any) -> Any:
            try:
                return handler(*arguments)
            except Exception as error:  # noqa: BLE001 - as above
                self.voice.fault(error)
                return None

        return later if inspect.iscoroutinefunction(handler) else at_once

    def initialize(self, params: types.InitializeParams) -> None:
        folders = [path_of(folder.uri) for folder in params.workspace_folders or []]
        root = folders[0] if folders else self.server.workspace.root_path
        self.desk = Desk(Project(Path(root or Path.cwd()), self._explicit), self.voice)
        self.drafts = Drafts(self.desk, self._publish)
        options = params.initialization_options
        if isinstance(options, dict):
            self.desk.project.settings = options.get("mtqa", options)

    async def initialized(self, params: types.InitializedParams) -> None:
        del params
        self.desk.load(self.drafts.check_again)
        workspace = self.server.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        if watching is not None and watching.dynamic_registration:
            watchers = [types.FileSystemWatcher(f"**/{name}") for name in CONFIG_FILES]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            wanted = types.Registration("mtqa-config", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await self.server.client_register_capability_async(types.RegistrationParams([wanted]))

    def shutdown(self, *_: Any) -> None:
        """Gives up what is under way, since nobody waits for it."""
        if not hasattr(self, "drafts"):  # an editor that left before it began
            return
        self.drafts.stop()
        self.desk.stop()

    def did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        opened = params.text_document
        self.drafts.put(opened.uri, opened.version, str(opened.language_id), self._places(opened.text))

    def did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        uri, number = params.text_document.uri, params.text_document.version
        old = self.drafts.get(uri)
        if old is not None and params.content_changes:
            self.drafts.put(uri, number, old.language, self._places(params.content_changes[-1].text), PAUSE)

    def did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        self.drafts.close(params.text_document.uri)

    def _places(self, text: str) -> Places:
        return Places(whole(text), self.server.workspace.position_encoding)

    def _publish(self, version: Version, diagnostics: list[types.Diagnostic]) -> None:
        self.server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(version.uri, diagnostics, version.number)
        )

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        """The reasons and the corrections of the findings at a place."""
        version = await self.drafts.checked(params.text_document.uri)
        if version is None:
            return None
        place = version.places.offset(params.position)
        found = [(one, await self.drafts.offers(version, one)) for one in version.findings(place, place)]
        return hover(version.places, found)

    async def code_action(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """Corrections and silence for the findings of a range, and one action for all that is sure."""
        version = await self.drafts.checked(params.text_document.uri)
        if version is None or version.checked is None:
            return []
        offered = actions.Actions(self.server.client_capabilities, version, version.checked)
        only = [str(getattr(kind, "value", kind)) for kind in params.context.only] if params.context.only else None
        result: list[types.CodeAction] = []
        if actions.asked(only, types.CodeActionKind.QuickFix.value):
            first, last = version.places.offset(params.range.start), version.places.offset(params.range.end)
            for finding in version.findings(first, last)[:MOST_FINDINGS]:
                result += offered.on(finding, await self.drafts.offers(version, finding))
        if only is not None and actions.asked(only, actions.FIX_ALL):
            edits = await self._all_sure(version)
            result += [offered.all_sure(edits)] if edits else []
        elif only is None and version.checked.report.findings:
            result.append(offered.all_sure(None))
        return [] if version.give_up.is_set() else result

    async def fix_all(self, uri: str) -> None:
        """Corrects all that is sure in a draft, by an edit that the editor makes."""
        version = await self.drafts.checked(uri)
        if version is None or version.checked is None:
            self.voice.tell(LOADING if not self.desk.ready else "this draft is not checked")
            return
        async with self.voice.working("mtqa is correcting"):
            edits = await self._all_sure(version)
        if not edits:
            self.voice.tell("nothing is sure enough to be corrected at once")
            return
        offered = actions.Actions(self.server.client_capabilities, version, version.checked)
        label = "Correct everything that is sure"
        params = types.ApplyWorkspaceEditParams(offered.edit(edits), label)
        await self.server.workspace_apply_edit_async(params)

    async def _all_sure(self, version: Version) -> list[types.TextEdit]:
        after = await self.desk.run(version.give_up, work.corrected, version.checked)
        if after is None or version.give_up.is_set():
            return []
        return text_edits(version.places, changes(version.text, after))

    async def ignore_name(self, name: str, uri: str) -> None:
        """Puts a name into the configuration of the project."""
        if not self.desk.ready:
            self.voice.tell(LOADING)
            return
        self.voice.tell(await self.desk.never_flag(name, path_of(uri)))

    async def did_change_configuration(self, params: types.DidChangeConfigurationParams) -> None:
        settings = params.settings
        workspace = self.server.client_capabilities.workspace
        if not settings and workspace is not None and workspace.configuration:
            items = [types.ConfigurationItem(section="mtqa")]
            (settings,) = await self.server.workspace_configuration_async(types.ConfigurationParams(items))
        given = settings_for_mtqa(settings)
        if given is not None and given != self.desk.project.settings:
            self.desk.project.settings = given
            self.desk.load(self.drafts.check_again)

    async def did_change_watched_files(self, params: types.DidChangeWatchedFilesParams) -> None:
        del params
        await self.desk.refresh()
