"""Corrects a draft to where nothing is left to correct: the sure corrections, checked again, round after round."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mtqa.decoding import decode
from mtqa.errors import ReadError
from mtqa.rewriting import Places, expected_words, rewritten, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mtqa.registry import Reader
    from mtqa.rewriting import Correction, Edit
    from mtqa.types import Document, DocumentReport, Suggestion

    Check = Callable[[bytes], DocumentReport]

# Corrections make room for others; real drafts settle in two or three rounds.
MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """The bytes of a draft, how to read them, and how text goes back into them."""

    path: str
    data: bytes
    reader: Reader

    @property
    def text(self) -> str:
        return self.document.text

    @property
    def document(self) -> Document:
        """The draft as read. Raises ReadError."""
        return self.reader.read(self.data, self.path)

    def escaped(self, text: str) -> str:
        """Text as the format writes it. Raises ReadError for a format that corrections cannot be written into."""
        escape = getattr(self.reader, "escaped", None)
        if escape is None:
            raise ReadError(self.path, f"corrections cannot be written into the format '{self.reader.name}'")
        result: str = escape(text)
        return result

    def with_text(self, text: str) -> Draft:
        """The draft with other text, in the encoding and with the byte-order mark that it has.

        Raises UnicodeEncodeError for characters that the encoding lacks, and ReadError where the format refuses.
        """
        encode = getattr(self.reader, "encoded", None)
        if encode is not None:
            return Draft(self.path, encode(text, self.data, self.path), self.reader)
        decoded = decode(self.data, self.path)
        return Draft(self.path, decoded.mark + text.encode(decoded.encoding), self.reader)


@dataclass(slots=True)
class Fixed:
    """A draft, what it became, the reports on both, and what was put in or could not be."""

    before: Draft
    after: Draft
    first: DocumentReport
    last: DocumentReport
    applied: list[Suggestion] = field(default_factory=list)
    refused: list[Suggestion] = field(default_factory=list)


def fixed(draft: Draft, check: Check, bound: float) -> Fixed:
    """The draft with every correction of at least that confidence, none of which makes its score worse.

    Raises ReadError, and what `check` raises.
    """
    draft.escaped("")
    report = check(draft.data)
    result = Fixed(draft, draft, report, report)
    seen = [(result.after, report)]
    for _ in range(MOST_ROUNDS):
        step = _round(result, check, bound)
        if step is None:
            break
        result.after, result.last = step
        texts = [known.data for known, _ in seen]
        if result.after.data in texts:
            # Corrections that undo each other: whichever of their texts a run begins with, it ends with the same one.
            cycle = seen[texts.index(result.after.data) :]
            result.after, result.last = min(cycle, key=lambda one: (-one[1].score, one[0].data))
            break
        seen.append(step)
    return result


def _round(result: Fixed, check: Check, bound: float) -> tuple[Draft, DocumentReport] | None:
    """One round of corrections: all that are sure, or one a segment where together they make things worse."""
    known = set(result.refused)
    every = [one for one in sure(result.last, bound) if one not in known]
    for suggestions in (every, one_a_segment(every, result.last)):
        done, corrections = written(result.after, suggestions)
        taken = {one.suggestion for one in corrections}
        result.refused += [one for one in suggestions if one not in taken and one not in result.refused]
        if done.data == result.after.data:
            return None
        report = check(done.data)
        if report.score >= result.last.score:
            result.applied += [one.suggestion for one in corrections]
            return done, report
    return None


def sure(report: DocumentReport, bound: float) -> list[Suggestion]:
    """The best suggestion of each finding if it is sure enough; of those that overlap, the surest."""
    best = [finding.suggestions[0] for finding in report.findings if finding.suggestions]
    return without_overlaps(one for one in best if one.confidence >= bound)


def without_overlaps(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """Of suggestions that overlap or touch, the surest; in the order of the text."""
    kept: list[Suggestion] = []
    for one in sorted(suggestions, key=lambda one: (-one.confidence, one.start, one.end, one.text)):
        place = bisect.bisect_left(kept, one.start, key=lambda other: other.end)
        if place == len(kept) or one.end < kept[place].start:
            kept.insert(place, one)
    return kept


def one_a_segment(suggestions: Sequence[Suggestion], report: DocumentReport) -> list[Suggestion]:
    """The surest suggestion of each segment."""
    kept: dict[str, Suggestion] = {}
    spans = iter(report.segments)
    segment = next(spans, None)
    for one in suggestions:
        while segment is not None and segment.end < one.start:
            segment = next(spans, None)
        name = "" if segment is None else segment.id
        if name not in kept or kept[name].confidence < one.confidence:
            kept[name] = one
    return list(kept.values())


def written(
    draft: Draft, suggestions: Sequence[Suggestion], comments: Sequence[Edit] = ()
) -> tuple[Draft, list[Correction]]:
    """The draft with those of the suggestions in place that can be written, and the edits that did it.

    What is written is read back: a reader must find the corrected prose and nothing else. `comments` are edits
    that change no prose; one that the file cannot hold where it is to stand is left out.
    """
    document = draft.document
    places = Places(document)
    found = (places.located(one, draft.escaped) for one in suggestions)
    corrections = _writable(draft, document, [one for one in found if one is not None])
    edits = [edit for one in corrections for edit in one.edits]
    kept = [one for one in comments if _reads_back(draft, document, [], [one])]
    return draft.with_text(rewritten(document.text, [*edits, *kept])), corrections


def _writable(draft: Draft, document: Document, corrections: list[Correction]) -> list[Correction]:
    if not corrections or _reads_back(draft, document, corrections):
        return corrections
    if len(corrections) == 1:
        return []
    middle = len(corrections) // 2
    first = _writable(draft, document, corrections[:middle])
    second = _writable(draft, document, corrections[middle:])
    return [*first, *second] if _reads_back(draft, document, [*first, *second]) else first


def _reads_back(draft: Draft, document: Document, corrections: list[Correction], comments: Sequence[Edit] = ()) -> bool:
    try:
        edits = [*(edit for one in corrections for edit in one.edits), *comments]
        again = draft.with_text(rewritten(document.text, edits)).document
    except (UnicodeEncodeError, ReadError):
        return False
    return words(block.text for block in again.blocks) == expected_words(document, corrections)
