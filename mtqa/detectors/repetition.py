"""The rule `repetition`: what is given twice, and phrases in a loop."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from mtqa.loops import loops
from mtqa.registry import document_detector
from mtqa.types import BlockKind, Category, Hit, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.context import Context
    from mtqa.loops import Loop
    from mtqa.types import Document, Segment

# Shorter sentences come again in honest texts: "He nodded.", "See below."
ADJACENT_WORDS = 6
DISTANT_WORDS = 10
HEADING_WORDS = 4
NEAR_WORDS = 10
# From so many times on, a sentence is a refrain or a formula, unless the copies stand in a row.
REFRAIN = 3
# A title repeats within so many blocks: page title, headline, caption.
TITLE_BLOCKS = 4
# Where a copy is as sure, taking it out is proposed.
CERTAIN = 0.9
# Manuals repeat sentences on purpose from section to section (0.3 per 1,000 words of software documentation).
CLOSE_BLOCKS, CLOSE, FAR = 3, 0.6, 0.4
# Near-duplicates differ in so many words, in one place.
NEAR_DIFFERENCE = 2

TWICE = 2
# Of loops in MLQE-PE train, post-editors took out nearly all; only a sentence that begins with its first words twice
# is often rhetoric (`There would be boos, there would be boos`): nearer to the post-edit, as near, farther
# are 22, 5, 9 of these, 105, 16, 14 of other phrases given twice, 176, 15, 1 of those given more often
# (benchmarks/rule_changes.py).
LOOPING, BEGUN_TWICE = 0.9, 0.8
# Titles of shops are lists of keywords: `Pocket Magnifier Reading Magnifier Reading Aid`.
KEYWORDS = 0.4

_WORD = re.compile(r"\w+")
_SMALL = re.compile(r"\b[a-z]")

LOOP = "“{unit}” comes {times} in a row; translation systems loop like this when they lose the thread"


@document_detector(
    "repetition",
    category=Category.STYLE,
    severity=Severity.MINOR,
    its="duplication",
)
def repetition(document: Document, context: Context) -> Iterator[Hit]:
    """A sentence or title given twice, and phrases that go round in a loop.

    Translation systems repeat a phrase over and over when they lose the thread, and drafts put together by a
    script carry a title or a sentence twice. Refrains, lists, tables and repetition for effect are left alone. A title
    given twice is furniture of the page, so it is neutral.

    Bad: He went back to the to the station before noon.
    Bad: The office of the president of the president of the president announced it.
    Good: Never, never, never give up, whatever they say.
    Good: Government of the people, by the people, for the people shall not perish.
    """
    del context
    segments = [segment for segment in document.segments if segment.kind is not BlockKind.TABLE_CELL]
    for segment in segments:
        yield from _loops(segment)
    plain = [segment for segment in segments if segment.source is None]
    yield from _copies(plain)


def _loops(segment: Segment) -> Iterator[Hit]:
    for loop in loops(segment.text):
        unit = segment.text[loop.unit.start : loop.unit.end]
        extra = segment.text[loop.extra.start : loop.extra.end]
        start = loop.extra.start + len(extra) - len(extra.lstrip(" ,;"))
        message = LOOP.format(unit=unit.strip(" ,;"), times="twice" if loop.times == TWICE else f"{loop.times} times")
        confidence = BEGUN_TWICE if begun_twice(segment.text, loop) else LOOPING
        if loop.times == TWICE and not _SMALL.search(segment.text):
            confidence = KEYWORDS
        yield Hit(
            Span(start, loop.extra.end), message, ("",), confidence, Severity.MAJOR, edit=loop.extra, segment=segment
        )  # fmt: skip


def begun_twice(text: str, loop: Loop) -> bool:
    """Whether a loop is a sentence that begins with its first words twice."""
    return loop.times == TWICE and not _WORD.search(text[: loop.unit.start])


def _copies(segments: Sequence[Segment]) -> Iterator[Hit]:
    keys = [tuple(_WORD.findall(segment.text.casefold())) for segment in segments]
    times = Counter(keys)
    first: dict[tuple[str, ...], int] = {}
    for index, key in enumerate(keys):
        segment = segments[index]
        if key in first:
            yield from _copy(segments, first[key], index, times[key])
        elif index and _near(segments[index - 1], segment, keys[index - 1], key):
            yield _hit(segment, "says nearly the same as the sentence before it", 0.6, None)
        first.setdefault(key, index)


def _copy(segments: Sequence[Segment], earlier: int, index: int, times: int) -> Iterator[Hit]:
    one, two = segments[earlier], segments[index]
    words = len(_WORD.findall(two.text))
    if BlockKind.LIST_ITEM in (one.kind, two.kind):
        return
    if BlockKind.HEADING in (one.kind, two.kind):
        near = two.block - one.block <= TITLE_BLOCKS and (one.block == 0 or index == earlier + 1)
        if near and words >= HEADING_WORDS:
            yield _hit(two, "is given twice; the first time stands above", 0.9, Severity.NEUTRAL)
        return
    in_a_row = segments[index - 1].text == two.text
    if words >= ADJACENT_WORDS and in_a_row:
        yield _hit(two, "is given twice in a row", 0.9, None)
    elif words >= DISTANT_WORDS and times < REFRAIN:
        confidence = CLOSE if two.block - one.block <= CLOSE_BLOCKS else FAR
        yield _hit(two, "is given twice; the same sentence stands further up", confidence, None)


def _hit(segment: Segment, message: str, confidence: float, severity: Severity | None) -> Hit:
    span = Span(0, len(segment.text))
    what = "this title" if segment.kind is BlockKind.HEADING else "this sentence"
    return Hit(span, f"{what} {message}", ("",) if confidence >= CERTAIN else (), confidence, severity, segment=segment)


def _near(before: Segment, segment: Segment, one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether two neighbouring sentences differ in a word or two that carry no fact: no number, no name."""
    if min(len(one), len(two)) < NEAR_WORDS or abs(len(one) - len(two)) > NEAR_DIFFERENCE:
        return False
    if before.kind is not BlockKind.PROSE or segment.kind is not BlockKind.PROSE:
        return False
    start = next((index for index, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    end = 0
    while end < min(len(one), len(two)) - start and one[-1 - end] == two[-1 - end]:
        end += 1
    if max(len(one), len(two)) - start - end > NEAR_DIFFERENCE:
        return False
    words = [_WORD.findall(text)[start : len(key) - end] for text, key in ((before.text, one), (segment.text, two))]
    return not any(word[0].isupper() or not word.isalpha() for changed in words for word in changed)
