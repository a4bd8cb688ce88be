"""Changes of a text as an editor takes them: only what differs, so that cursors and marks stay where they are."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from lsprotocol import types

from mtqa.rewriting import Edit, differences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtqa.lsp.places import Places

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")


def changes(old: str, new: str) -> Iterator[Edit]:
    """The edits that make `old` into `new`: whole lines first, and the words that differ in them."""
    before, after = _LINE.findall(old), _LINE.findall(new)
    starts = [0]
    for line in before:
        starts.append(starts[-1] + len(line))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            for span, text in differences("".join(before[a:b]), "".join(after[c:d])):
                yield Edit(starts[a] + span.start, starts[a] + span.end, text)


def text_edits(places: Places, edits: Iterable[Edit]) -> list[types.TextEdit]:
    return [types.TextEdit(places.edited(edit), edit.text) for edit in edits]


def workspace_edit(
    capabilities: types.ClientCapabilities, uri: str, version: int, edits: list[types.TextEdit]
) -> types.WorkspaceEdit:
    """The edit of one draft; an editor that knows versions refuses it where the draft has another by then."""
    workspace = capabilities.workspace
    if workspace is None or workspace.workspace_edit is None or not workspace.workspace_edit.document_changes:
        return types.WorkspaceEdit(changes={uri: edits})
    document = types.OptionalVersionedTextDocumentIdentifier(uri, version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, [*edits])])
