"""The values that the parts of mtqa pass to one another. Pure: this module imports nothing of mtqa.

Offsets are Unicode code points, half-open. Two coordinate systems exist: *segment offsets* count in
`Segment.text` (prose, markup decoded); *file offsets* count in `Document.text`, the decoded file as it
stands on disk. Detectors see segment offsets only; `Segment.to_file` is the one way across.
"""

from __future__ import annotations

import bisect
import dataclasses
import enum
from dataclasses import dataclass, field


class Severity(enum.StrEnum):
    """MQM severity levels, mildest first."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def weight(self) -> int:
        """Penalty points of one error: the MQM-Core weights 0, 1, 5, 25 (themqm.org)."""
        return {"neutral": 0, "minor": 1, "major": 5, "critical": 25}[self.value]


class Category(enum.StrEnum):
    """The dimensions of the MQM error typology (themqm.org)."""

    TERMINOLOGY = "terminology"
    ACCURACY = "accuracy"
    LINGUISTIC_CONVENTIONS = "linguistic-conventions"
    STYLE = "style"
    LOCALE_CONVENTIONS = "locale-conventions"
    AUDIENCE = "audience"
    DESIGN_AND_MARKUP = "design-and-markup"


class Side(enum.StrEnum):
    """Which text of a bilingual segment a finding is in."""

    TARGET = "target"
    SOURCE = "source"


class BlockKind(enum.StrEnum):
    """What a block of text is in its document; only prose must consist of whole sentences."""

    PROSE = "prose"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            msg = f"not a span: {self.start}..{self.end}"
            raise ValueError(msg)

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of decoded text and where it stands in the file.

    `length` code points of decoded text from `start` correspond to `file_length` code points of the file
    from `file_start`. Where the lengths differ (an entity), the piece is atomic.
    """

    start: int
    file_start: int
    length: int
    file_length: int

    @property
    def linear(self) -> bool:
        return self.length == self.file_length


@dataclass(frozen=True, slots=True)
class Code:
    """An inline tag or placeholder of the format: where it stands in the decoded text, and what it is.

    `span` covers the U+FFFC that stands for it, or is empty where the code takes no room (one of a pair of tags).
    `name` is the same on both sides of a translation for the same code: `x id="1"`, `<b>`, `</b>`.
    """

    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or cell, as a reader found it: prose with its map to the file.

    With a `source` it is one unit of translation, which is not cut into sentences. `codes` are the inline codes of
    its own text, `source_codes` those of the source (in offsets of `source`).
    """

    text: str
    pieces: tuple[Piece, ...]
    kind: BlockKind = BlockKind.PROSE
    id: str | None = None
    source: str | None = None
    codes: tuple[Code, ...] = ()
    source_codes: tuple[Code, ...] = ()

    @classmethod
    def plain(cls, text: str, file_start: int, kind: BlockKind = BlockKind.PROSE, source: str | None = None) -> Block:
        """A block whose text stands in the file as it is, from `file_start` on."""
        return cls(text, (Piece(0, file_start, len(text), len(text)),), kind, None, source)


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence (or a line, with `segment_by="line"`): the unit that is checked and scored.

    `codes` are kept of blocks with a source alone.
    """

    id: str
    block: int
    text: str
    pieces: tuple[Piece, ...]
    kind: BlockKind = BlockKind.PROSE
    source: str | None = None
    codes: tuple[Code, ...] = ()
    source_codes: tuple[Code, ...] = ()

    def to_file(self, span: Span) -> Span:
        """The file range of a range of this segment's text.

        An empty span maps to an empty one. Part of an atomic piece maps to the whole piece.
        """
        if span.end > len(self.text):
            msg = f"span {span.start}..{span.end} reaches past the segment's {len(self.text)} code points"
            raise ValueError(msg)
        start = self._file_position(span.start, end=False)
        if not span:
            return Span(start, start)
        return Span(start, self._file_position(span.end, end=True))

    def _file_position(self, position: int, *, end: bool) -> int:
        inside = position - 1 if end else position
        index = bisect.bisect_right(self.pieces, inside, key=lambda piece: piece.start) - 1
        piece = self.pieces[max(index, 0)]
        if piece.linear:
            return piece.file_start + min(position - piece.start, piece.length)
        return piece.file_start + (piece.file_length if end or inside >= piece.start + piece.length else 0)

    @property
    def span(self) -> Span:
        """The segment's range in the file."""
        return self.to_file(Span(0, len(self.text)))

    def with_text(self, text: str) -> Segment:
        """The same segment with other text in place, for checking a correction; its offsets mean nothing."""
        return dataclasses.replace(self, text=text, pieces=(Piece(0, self.span.start, len(text), len(text)),))


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its text as on disk, the blocks of prose in it, and the segments made from them."""

    path: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    segments: tuple[Segment, ...] = ()
    language: str | None = None
    source_language: str | None = None
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Hit:
    """What a detector yields: the least it knows. The engine adds rule, category, segment and severity.

    `span` is in the segment's text. `candidates` replace `edit` (or `span`, when `edit` is None), best
    first. With `margin`, the hit stands only if the language model finds some candidate likelier in place
    than the text by at least that many nats (difference of summed token log-probabilities); otherwise its
    confidence falls below every default threshold. `sure` gives the confidence of each candidate, from a rule that
    has weighed them by itself; the language model is not asked again.
    `segment` is needed from document detectors alone.
    """

    span: Span
    message: str
    candidates: tuple[str, ...] = ()
    confidence: float = 0.9
    severity: Severity | None = None
    margin: float | None = None
    sure: tuple[float, ...] = ()
    edit: Span | None = None
    segment: Segment | None = None
    side: Side = Side.TARGET


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A correction that was checked: put `text` in place of `start`..`end` (file offsets)."""

    text: str
    start: int
    end: int
    source: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault shown to people: a hit with everything known about it. Offsets are file offsets."""

    rule: str
    category: Category
    severity: Severity
    confidence: float
    start: int
    end: int
    line: int
    column: int
    segment: str
    text: str
    message: str
    side: Side = Side.TARGET
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class HiddenBy(enum.StrEnum):
    """Why a finding is not shown: a comment in the draft, the baseline, or a line that did not change."""

    COMMENT = "comment"
    BASELINE = "baseline"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Hidden:
    """A finding that is left out of a report's findings, and why."""

    finding: Finding
    by: HiddenBy


@dataclass(frozen=True, slots=True)
class SegmentScore:
    """A segment in a report: where it stands (file offsets), its words and its MQM score, 0 to 100."""

    id: str
    start: int
    end: int
    words: int
    score: float


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """Everything mtqa says of one document.

    `score` is the MQM overall quality score, 0 to 100. `machine_translated` is a probability, or None where
    no model ran; `reasons` says what spoke for it. `notes` are remarks on the result itself, in plain words.
    `hidden` are findings that someone chose not to see; `compared` says that a baseline was taken into account.
    """

    path: str
    format: str
    language: str | None
    source_language: str | None
    words: int
    score: float
    machine_translated: float | None
    segments: tuple[SegmentScore, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    text: str = field(default="", repr=False)
    hidden: tuple[Hidden, ...] = ()
    compared: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be checked, and why."""

    path: str
    message: str
