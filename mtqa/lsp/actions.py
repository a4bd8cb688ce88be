"""What an editor offers at a finding: corrections, silence here, silence for a name; and all that is sure at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from mtqa.ignoring import comments, has_comments
from mtqa.lsp.diagnostics import diagnostic
from mtqa.lsp.edits import text_edits, workspace_edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtqa.lsp.drafts import Version
    from mtqa.lsp.work import Checked, Offer
    from mtqa.types import Finding

FIX_ALL = "source.fixAll.mtqa"
FIX_ALL_COMMAND = "mtqa.fixAll"
IGNORE_NAME_COMMAND = "mtqa.ignoreName"
KINDS = (types.CodeActionKind.QuickFix, FIX_ALL)
# A few words; one of them must have a capital letter, in whatever script.
_NAME = re.compile(r"\w[\w'’.&/-]*(?: [\w'’.&/-]+){0,9}")


def asked(only: Iterable[str] | None, kind: str) -> bool:
    """Whether an editor wants actions of a kind: it asks for all, or for kinds, which stand for those below them."""
    return only is None or any(kind == one or kind.startswith(f"{one}.") or one == "" for one in only)


class Actions:
    """The actions on one version of a draft, for an editor that can do some things."""

    def __init__(self, capabilities: types.ClientCapabilities, version: Version, checked: Checked) -> None:
        self._capabilities = capabilities
        self._version = version
        self._checked = checked

    def on(self, finding: Finding, offers: Iterable[Offer]) -> Iterator[types.CodeAction]:
        """The actions on a finding: its corrections first."""
        bound = self._checked.session.checker.config.fix_confidence
        for number, offer in enumerate(offers):
            if offer.edits:
                preferred = number == 0 and offer.suggestion.confidence >= bound
                yield self._fix(finding, offer, preferred=preferred)
        report = self._checked.report
        if has_comments(report.format):
            edits = text_edits(self._version.places, comments(report.text, report.format, [finding]))
            yield self._action(f"Ignore ‘{finding.rule}’ here", finding, edits)
        if _NAME.fullmatch(finding.text) and finding.text != finding.text.lower():
            title = f"Never flag “{finding.text}” in this project"
            command = types.Command(title, IGNORE_NAME_COMMAND, arguments=[finding.text, self._version.uri])
            yield types.CodeAction(title, types.CodeActionKind.QuickFix, self._marks(finding), command=command)

    def all_sure(self, edits: list[types.TextEdit] | None) -> types.CodeAction:
        """The action that corrects all that is sure; without edits, they are looked for when it is chosen."""
        title = "Correct everything that is sure"
        if edits is not None:
            return types.CodeAction(title, FIX_ALL, edit=self.edit(edits))
        command = types.Command(title, FIX_ALL_COMMAND, arguments=[self._version.uri])
        return types.CodeAction(title, FIX_ALL, command=command)

    def edit(self, edits: list[types.TextEdit]) -> types.WorkspaceEdit:
        """Edits of this version of the draft."""
        return workspace_edit(self._capabilities, self._version.uri, self._version.number, edits)

    def _fix(self, finding: Finding, offer: Offer, *, preferred: bool) -> types.CodeAction:
        one = offer.suggestion
        instead = self._version.text[one.start : one.end]
        title = f"Replace “{instead}” with “{one.text}”" if one.text else f"Leave out “{instead}”"
        if not instead:
            title = f"Insert “{one.text}”"
        action = self._action(title, finding, text_edits(self._version.places, offer.edits))
        action.is_preferred = preferred or None
        return action

    def _action(self, title: str, finding: Finding, edits: list[types.TextEdit]) -> types.CodeAction:
        return types.CodeAction(title, types.CodeActionKind.QuickFix, self._marks(finding), edit=self.edit(edits))

    def _marks(self, finding: Finding) -> list[types.Diagnostic]:
        return [diagnostic(finding, self._version.places)]
