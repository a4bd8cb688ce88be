"""What the checking thread does for an editor: checks a draft, looks for corrections, corrects all that is sure."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.checking import MEGABYTE, reader_for
from mtqa.errors import ReadError
from mtqa.fixing import Draft, fixed, written
from mtqa.lsp.formats import content

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtqa.incremental import Session
    from mtqa.lsp.project import Project
    from mtqa.rewriting import Edit
    from mtqa.types import Document, DocumentReport, Finding, Suggestion

    Cancel = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft in one of its versions, and the report on it, without corrections."""

    draft: Draft
    document: Document
    report: DocumentReport
    session: Session


@dataclass(frozen=True, slots=True)
class Offer:
    """A correction, and the edits of the file that put it in; none where it cannot be written there."""

    suggestion: Suggestion
    edits: tuple[Edit, ...]


def check(project: Project, path: str, name: str, text: str, cancelled: Cancel) -> Checked | None:
    """The report on a draft as it stands in the editor; None where it is not to be checked.

    `name` tells the format, `path` the settings. Raises MtqaError.
    """
    session = project.session(path)
    if session is None:
        return None
    config = session.checker.config
    data = content(text)
    if len(data) > config.max_megabytes * MEGABYTE:
        raise ReadError(path, f"has more than {config.max_megabytes:g} MB; raise 'max_megabytes' to check it")
    draft = Draft(name, data, reader_for(name, config))
    document = draft.document
    return Checked(draft, document, session.check(document, suggest=False, cancelled=cancelled), session)


def offers(checked: Checked, finding: Finding, cancelled: Cancel) -> tuple[Offer, ...]:
    """The corrections of a finding, best first. Raises MtqaError."""
    found = checked.session.suggestions(checked.document, finding.rule, finding.start, finding.end, cancelled)
    return tuple(Offer(one, _edits(checked.draft, one)) for one in found)


def _edits(draft: Draft, suggestion: Suggestion) -> tuple[Edit, ...]:
    try:
        _, corrections = written(draft, [suggestion])
    except ReadError:  # the format takes none
        return ()
    return corrections[0].edits if corrections else ()


def corrected(checked: Checked, cancelled: Cancel) -> str:
    """The text with every sure correction in it. Raises MtqaError; ReadError for a format that takes none."""

    def again(data: bytes) -> DocumentReport:
        document = checked.draft.reader.read(data, checked.draft.path)
        return checked.session.check(document, suggest=True, cancelled=cancelled)

    return fixed(checked.draft, functools.cache(again), checked.session.checker.config.fix_confidence).after.text
