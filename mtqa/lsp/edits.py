"""Changes of a text as an editor takes them: only what differs, so that cursors and marks stay where they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from mtqa.rewriting import Edit, differences, replacements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtqa.lsp.places import Places

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")


def changes(old: str, new: str) -> Iterator[Edit]:
    """The edits that make `old` into `new`: whole lines first, and the words that differ in them."""
    for lines, other in replacements(_LINE.findall(old), _LINE.findall(new)):
        for span, text in differences(old[lines.start : lines.end], other):
            yield Edit(lines.start + span.start, lines.start + span.end, text)


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
