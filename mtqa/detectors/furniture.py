"""The rule `furniture`: what a web page puts around its article and a scraper carries along."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from mtqa.registry import document_detector
from mtqa.types import BlockKind, Category, Hit, Severity, Span
from mtqa.webpage import Furniture, furniture, is_person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.context import Context
    from mtqa.types import Document, Segment

# A paragraph with as many words is prose that a byline can belong to.
PROSE_WORDS = 12

_BYLINE = Furniture("a byline", sure=True)
_LINK = Furniture("a link to another page", sure=True)
_LETTER_END = re.compile(
    r"(?i).*(?:regards|sincerely|faithfully|yours|truly|wishes|thanks|love|cheers|respectfully)\W*$"
)


@document_detector(
    "furniture",
    category=Category.DESIGN_AND_MARKUP,
    severity=Severity.NEUTRAL,
    its="other",
    excludes=True,
)
def furniture_lines(document: Document, context: Context) -> Iterator[Hit]:
    """Lines that a web page puts around its article: comment forms, share buttons, bylines, links to other pages.

    A draft that was scraped brings them along. They are nobody's translation, so they are named once, as
    neutral, and left out of the words, the score and all other rules. Only whole lines count; words such as
    "Comments" or "See also", which are honest headings too, count beside such a line alone.

    Bad: Your email address will not be published. Required fields are marked *
    Bad: Share on the Facebook
    Good: Read more carefully and you will find the error on the last page.
    Good: See also
    """
    del context
    groups = [list(items) for _, items in groupby(document.segments, key=lambda segment: segment.block)]
    kinds = [_kind(group) for group in groups]
    _spread(kinds)
    _close(groups, kinds)
    _people(groups, kinds)
    for group, kind in zip(groups, kinds, strict=True):
        if kind is None or not kind.sure:
            continue
        message = f"looks like {kind.what}, left over from a web page; it is not counted"
        for segment in group:
            yield Hit(Span(0, len(segment.text)), message, segment=segment)


def _kind(group: list[Segment]) -> Furniture | None:
    """What a block is: the whole of it is furniture, or each of its sentences is."""
    if group[0].source is not None or group[0].kind is BlockKind.TABLE_CELL:
        return None
    whole = furniture(" ".join(segment.text for segment in group))
    if whole is not None or len(group) == 1:
        return whole
    parts = [furniture(segment.text) for segment in group if any(map(str.isalnum, segment.text))]
    first = parts[0] if parts else None
    return first if all(part is not None and part.sure for part in parts) else None


def _spread(kinds: list[Furniture | None]) -> None:
    """Make the unsure lines sure that touch a sure one, directly or through each other."""
    for order in (range(1, len(kinds)), range(len(kinds) - 2, -1, -1)):
        step = order.step
        for index in order:
            here, beside = kinds[index], kinds[index - step]
            if here is not None and not here.sure and beside is not None and beside.sure:
                kinds[index] = Furniture(here.what, sure=True, closes=here.closes)


def _is_prose(group: list[Segment]) -> bool:
    return group[0].kind is BlockKind.PROSE and sum(len(segment.text.split()) for segment in group) >= PROSE_WORDS


def _close(groups: Sequence[list[Segment]], kinds: list[Furniture | None]) -> None:
    """After the last paragraph, headings and list items below a line such as 'Related posts' are links."""
    last = max((index for index, group in enumerate(groups) if kinds[index] is None and _is_prose(group)), default=-1)
    links = False
    for index in range(last + 1, len(groups)):
        kind = kinds[index]
        if kind is not None and kind.sure:
            links = kind.closes
        elif links and groups[index][0].kind in (BlockKind.HEADING, BlockKind.LIST_ITEM):
            kinds[index] = _LINK


def _people(groups: Sequence[list[Segment]], kinds: list[Furniture | None]) -> None:
    """A name straight below the title or straight after the last paragraph, of someone whom the text never names."""
    content = [index for index, kind in enumerate(kinds) if kind is None or not kind.sure]
    prose = [index for index in content if _is_prose(groups[index])]
    if not prose:
        return
    below = [index for index in content if 0 < index < prose[0] and _is_line(groups[index])][-1:]
    after = [index for index in content if index > prose[-1]]
    places = below + (after if len(after) == 1 and not _ends_letter(groups[prose[-1]]) else [])
    names = [index for index in places if is_person(groups[index][0].text)]
    if not names:
        return
    said = {word for index in content if index not in names for segment in groups[index] for word in _words(segment)}
    for index in names:
        if not any(word in said for word in _words(groups[index][0]) if len(word) > 1):
            kinds[index] = _BYLINE


def _is_line(group: list[Segment]) -> bool:
    return len(group) == 1 and group[0].kind in (BlockKind.HEADING, BlockKind.PROSE)


def _ends_letter(group: list[Segment]) -> bool:
    return bool(_LETTER_END.match(group[-1].text[-60:]))


def _words(segment: Segment) -> list[str]:
    return re.findall(r"[^\W\d_]+", segment.text)
