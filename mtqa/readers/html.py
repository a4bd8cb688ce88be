"""HTML pages: the prose between their tags. Scripts, styles, code, navigation and attributes are none.

Entities and blanks that run over lines are decoded, each with its place in the file.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from mtqa.blocks import OBJECT, BlockBuilder
from mtqa.decoding import decode
from mtqa.html_tokens import tokens
from mtqa.registry import reader
from mtqa.types import BlockKind, Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.html_tokens import Token
    from mtqa.types import Block

# What is in them is nothing to read, or not the draft's own prose.
SKIPPED = frozenset(
    (
        "audio", "button", "canvas", "datalist", "iframe", "math", "nav", "noscript", "object", "pre", "script",
        "select", "style", "svg", "template", "textarea", "video",
    )
)  # fmt: skip
# These have a place in a sentence, but what they show is no prose.
OBJECTS = frozenset(("code", "img", "kbd", "samp"))
# These stand within a sentence; any other tag ends it.
INLINE = frozenset(
    (
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "ins",
        "label", "mark", "q", "rp", "rt", "ruby", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
        "u", "var", "wbr",
    )
)  # fmt: skip
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
KINDS = {"li": BlockKind.LIST_ITEM, "td": BlockKind.TABLE_CELL, "th": BlockKind.TABLE_CELL} | dict.fromkeys(
    ("h1", "h2", "h3", "h4", "h5", "h6", "title", "caption"), BlockKind.HEADING
)
# Runs of what HTML calls white space; a no-break space is none.
_RUNS = re.compile(r"[ \t\n\r\f]+|[^ \t\n\r\f]+")
_UNTRANSLATED = re.compile(r"\btranslate\s*=\s*[\"']?no\b", re.IGNORECASE)


@reader
class HtmlReader:
    """Pages and fragments; what no browser would refuse is not refused."""

    name = "html"
    extensions = (".html", ".htm", ".xhtml")

    def read(self, data: bytes, path: str) -> Document:
        decoded = decode(data, path)
        return Document(path, self.name, decoded.text, tuple(blocks(decoded.text)), encoding=decoded.encoding)

    def escaped(self, text: str) -> str:
        return html.escape(text, quote=False)


def blocks(text: str) -> list[Block]:
    """The blocks of prose of a page, in its order."""
    found = list(tokens(text))
    skipped = _skipped(found)
    page = _Page(text)
    until = 0
    for token in found:
        if token.start >= until:
            page.add(token)
            until = skipped.get(token.start, until)
    return page.finished()


def _skipped(found: Sequence[Token]) -> dict[int, int]:
    """Where each element without prose begins, and where its end tag does; one that is never closed is none of them.

    A browser would show what follows an unclosed <nav>, and nobody wants a draft passed over for a missing tag.
    """
    open_: dict[str, list[Token]] = defaultdict(list)
    result = {}
    for token in found:
        if token.kind == "start" and token.name not in VOID:
            open_[token.name].append(token)
        elif token.kind == "end" and open_[token.name]:
            start = open_[token.name].pop()
            no_prose = start.name in SKIPPED or start.name in OBJECTS or _UNTRANSLATED.search(start.attributes)
            if no_prose:
                result[start.start] = token.start
    return result


class _Page:
    """Collects blocks from tokens."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._blocks: list[Block] = []
        self._builder = BlockBuilder()
        self._kind: BlockKind | None = None

    def add(self, token: Token) -> None:
        length = token.end - token.start
        written = self._text[token.start : token.end]
        if token.kind == "text":
            self._text_run(written, token.start)
        elif token.kind == "entity":
            decoded = html.unescape(written)
            if decoded == written:
                self._builder.add(written, token.start)
            else:
                self._builder.add_decoded(" " if decoded in "\n\t\r" else decoded, token.start, length)
        elif token.name == "br":
            self._builder.add_decoded(" ", token.start, length)
        elif token.name in OBJECTS:
            if token.kind == "start":
                self._builder.add_decoded(OBJECT, token.start, length)
        elif token.name not in INLINE:
            self._break(KINDS.get(token.name) if token.kind == "start" else None)

    def finished(self) -> list[Block]:
        self._break(None)
        return self._blocks

    def _text_run(self, written: str, start: int) -> None:
        for match in _RUNS.finditer(written):
            run, place = match.group(), start + match.start()
            if run[0] in " \t\n\r\f" and run != " ":
                self._builder.add_decoded(" ", place, len(run))
            else:
                self._builder.add(run, place)

    def _break(self, kind: BlockKind | None) -> None:
        self._blocks += self._builder.build(self._kind)
        self._builder = BlockBuilder()
        self._kind = kind
