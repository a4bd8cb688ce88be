"""The prose in a stretch of HTML inside another format, with its places; no parser of whole pages."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from mtqa.blocks import OBJECT, BlockBuilder
from mtqa.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.types import Block

_TOKEN = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[!?][^>]*>)"
    r"|(?P<code><(?P<element>code|kbd|samp|pre|script|style|textarea)\b[^>]*>.*?(?:</(?P=element)\s*>|\Z))"
    r"|(?P<tag></?[a-z][^<>]*>)"
    r"|(?P<entity>&(?:\#\d{1,7}|\#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});)"
    r"|(?P<blank>[ \t\r\n\f]+)"
    r"|(?P<text>[^<& \t\r\n\f]+|[<&])",
    re.IGNORECASE | re.DOTALL,
)
_NAME = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)
# These stand within a sentence; any other tag ends it.
_INLINE = frozenset(
    (
        "a", "abbr", "b", "bdi", "bdo", "cite", "data", "del", "dfn", "em", "font", "i", "ins", "label", "mark", "q",
        "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "wbr",
    )
)  # fmt: skip
_KINDS = {"li": BlockKind.LIST_ITEM, "td": BlockKind.TABLE_CELL, "th": BlockKind.TABLE_CELL} | {
    f"h{level}": BlockKind.HEADING for level in range(1, 7)
}


def html_blocks(content: str, places: Sequence[int]) -> Iterator[Block]:
    """The blocks of prose in `content`, whose characters (and its end) stand at `places` of the file."""
    builder = BlockBuilder()
    kind: BlockKind | None = None
    for match in _TOKEN.finditer(content):
        start, length = places[match.start()], places[match.end()] - places[match.start()]
        what, text = match.lastgroup, match.group()
        if what == "text":
            builder.add(text, start)
        elif what == "blank":
            _add_blank(builder, text, start, length)
        elif what == "entity":
            builder.add_decoded(html.unescape(text).replace("\n", " "), start, length)
        elif match["code"]:
            builder.add_decoded(OBJECT, start, length)
        elif match["tag"]:
            name = _name(text)
            if name == "br":
                builder.add_decoded(" ", start, length)
            elif name == "img":
                builder.add_decoded(OBJECT, start, length)
            elif name not in _INLINE:
                yield from builder.build(kind)
                builder = BlockBuilder()
                kind = _KINDS.get(name) if not text.startswith("</") else None
    yield from builder.build(kind)


def _name(tag: str) -> str:
    found = _NAME.match(tag)
    return found[1].lower() if found else ""


def _add_blank(builder: BlockBuilder, text: str, start: int, length: int) -> None:
    if text == " ":
        builder.add(text, start)
    else:
        builder.add_decoded(" ", start, length)
