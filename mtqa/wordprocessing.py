"""Paragraphs of a part of a Word document: what they say, and where in the part's XML each run of it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mtqa.blocks import OBJECT
from mtqa.packages import parse, xml_parser
from mtqa.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORDS = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_PRESERVED = "http://www.w3.org/XML/1998/namespace space"
# Deleted and moved-away text, the copy for old programs, the reading beside a character.
_SKIPPED = frozenset(("del", "moveFrom", "Fallback", "rt"))
_BETWEEN = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "\u2011", "sym": OBJECT, "oMath": OBJECT}
_OFF = ("0", "false", "off")
_BLANKS = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text of one run: `start` and `end` are bytes of the part, `tag` where its start tag begins.

    What is not `preserved` has no blanks at its edges.
    """

    text: str
    tag: int
    start: int
    end: int
    preserved: bool


@dataclass(slots=True)
class Paragraph:
    """What a paragraph holds in order: text, and what stands for tabs, line breaks and formulas."""

    cell: bool = False
    style: str | None = None
    listed: bool = False
    heading: bool = False
    items: list[Stretch | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(item if isinstance(item, str) else item.text for item in self.items)

    def kind(self, styles: Mapping[str, str]) -> BlockKind | None:
        """What kind of block it is, by its own marks and by the name of its style; None where text must tell."""
        name = styles.get(self.style or "", self.style or "").lower()
        if self.heading or name.startswith(("heading", "title", "subtitle", "caption", "toc ")):
            return BlockKind.HEADING
        if self.cell:
            return BlockKind.TABLE_CELL
        return BlockKind.LIST_ITEM if self.listed or name.startswith("list") else None


class Paragraphs:
    """Parses a part of UTF-8 into paragraphs, in the order of their ends. Raises ReadError."""

    def __init__(self, data: bytes, path: str, part: str) -> None:
        self.found: list[Paragraph] = []
        self._data = data
        self._open: list[Paragraph] = []
        self._cells = self._skipped = 0
        self._hidden = False
        self._text: list[str] | None = None
        self._tag, self._keep = 0, False
        self._parser = xml_parser(path, part)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        parse(self._parser, data, path, part)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, name = name.rpartition(" ")
        if self._skipped or name in _SKIPPED:
            self._skipped += 1
            return
        if name == "oMath" and self._open:
            self._open[-1].items.append(OBJECT)
        if space not in _WORDS:
            return
        value = attributes.get(f"{space} val", "")
        if name == "tc":
            self._cells += 1
        elif name == "p":
            self._open.append(Paragraph(cell=self._cells > 0))
        elif name == "r":
            self._hidden = False
        elif name == "vanish":
            self._hidden = value not in _OFF
        elif name == "t" and self._open and not self._hidden:
            self._text = []
            self._tag, self._keep = self._parser.CurrentByteIndex, attributes.get(_PRESERVED) == "preserve"
        elif self._open:
            self._mark(name, value)

    def _mark(self, name: str, value: str) -> None:
        paragraph = self._open[-1]
        if name == "pStyle":
            paragraph.style = value
        elif name == "numPr":
            paragraph.listed = True
        elif name == "outlineLvl":
            paragraph.heading = value != "9"
        elif name in _BETWEEN and not self._hidden and not value:
            # Tab stops of the paragraph's properties are called `tab` too, and have a value.
            paragraph.items.append(_BETWEEN[name])

    def _characters(self, text: str) -> None:
        if self._text is not None and not self._skipped:
            self._text.append(text)

    def _end(self, name: str) -> None:
        space, _, name = name.rpartition(" ")
        if self._skipped:
            self._skipped -= 1
        elif space in _WORDS and name == "t" and self._text is not None:
            self._run()
        elif space in _WORDS and name == "tc":
            self._cells -= 1
        elif space in _WORDS and name == "p" and self._open:
            self.found.append(self._open.pop())

    def _run(self) -> None:
        text = re.sub(r"[\t\r\n]", " ", "".join(self._text or ()))
        self._text = None
        if not self._keep:
            text = text.strip(_BLANKS)
        if text:
            start = self._data.index(b">", self._tag) + 1
            self._open[-1].items.append(Stretch(text, self._tag, start, self._parser.CurrentByteIndex, self._keep))
