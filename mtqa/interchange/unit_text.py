"""The text of one side of a unit of translation, put together from runs of an XML file and the codes between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mtqa.blocks import OBJECT
from mtqa.types import Code, Piece, Span

_PREDEFINED = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&apos;": "'"}
# A reference, a line break with the blanks around it, or what stands for itself. Possessive: linear in any text.
_PARTS = re.compile(r"&[^;&]*+;|[ \t]*+[\r\n][ \t\r\n]*+|(?:[^&\r\n \t]++|[ \t]++(?![\r\n]))+|.")
_PRESERVED_PARTS = re.compile(r"&[^;&]*+;|\r\n?|\n|[^&\r\n]++|.")


@dataclass(frozen=True, slots=True)
class UnitText:
    """Decoded text, where its runs stand in the file, and the codes in it. `place` is where it begins or would."""

    text: str
    pieces: tuple[Piece, ...]
    codes: tuple[Code, ...]
    place: int

    @classmethod
    def missing(cls, place: int) -> UnitText:
        """No text, at a place of the file."""
        return cls("", (Piece(0, place, 0, 0),), (), place)

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(slots=True)
class TextBuilder:
    """Collects runs and codes in the order of the file.

    Without `preserve` (xml:space), a line break and the blanks around it, which a program put there to lay out the
    file, count as one blank, and as none at the ends.
    """

    file: str
    place: int
    preserve: bool = False
    _texts: list[str] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list)
    _codes: list[Code] = field(default_factory=list)
    _length: int = 0
    # Where a blank of the file's layout would end the text, the offset of that blank.
    _layout: int = -1

    def run(self, start: int, end: int, *, cdata: bool) -> None:
        """Text of the file, in a CDATA section or not."""
        pattern = _PRESERVED_PARTS if self.preserve else _PARTS
        for match in pattern.finditer(self.file, start, end):
            written = match.group()
            if written[0] == "&" and not cdata:
                self._append(_reference(written), match.start(), len(written))
            elif written[-1] not in " \t\r\n" or not ("\n" in written or "\r" in written):
                self._append(written, match.start(), len(written))
            elif self.preserve:
                self._append("\n", match.start(), len(written))
            elif self._length and self._layout < 0:
                at = self._length
                self._append(" ", match.start(), len(written), alone=True)
                self._layout = at

    def code(self, name: str, start: int, end: int, *, shown: bool) -> None:
        """An inline code; one that is `shown` has a place in the sentence."""
        before = self._length
        if shown:
            self._append(OBJECT, start, end - start)
        self._codes.append(Code(Span(before, self._length), name))

    def built(self) -> UnitText:
        """The text so far, without a blank of the layout at its end."""
        text, pieces, codes = "".join(self._texts), self._pieces, self._codes
        if self._layout >= 0:
            text, pieces = text[: self._layout], [piece for piece in pieces if piece.start < self._layout]
            codes = [Code(Span(min(c.span.start, len(text)), min(c.span.end, len(text))), c.name) for c in codes]
        if not pieces:
            return UnitText("", (Piece(0, self.place, 0, 0),), tuple(codes), self.place)
        return UnitText(text, tuple(pieces), tuple(codes), self.place)

    def _append(self, text: str, at: int, length: int, *, alone: bool = False) -> None:
        last = self._pieces[-1] if self._pieces and not alone else None
        literal = len(text) == length
        if last is not None and literal and last.linear and last.file_start + last.file_length == at:
            whole = last.length + length
            self._pieces[-1] = Piece(last.start, last.file_start, whole, whole)
        else:
            self._pieces.append(Piece(self._length, at, len(text), length))
        self._texts.append(text)
        self._length += len(text)
        self._layout = -1


def _reference(written: str) -> str:
    known = _PREDEFINED.get(written)
    if known is not None:
        return known
    # expat has refused what is no reference.
    digits = written[2:-1]
    return chr(int(digits[1:], 16) if digits[0] == "x" else int(digits))
