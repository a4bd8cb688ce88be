"""Entries of a gettext catalogue (GNU gettext manual, "The Format of PO Files"), each string where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mtqa.interchange.errors import FormatError
from mtqa.interchange.unit_text import UnitText
from mtqa.types import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

# Possessive, so that a quotation mark that is never closed costs its line once.
_TOKEN = re.compile(
    r"[ \t\r\n\f\v]++|(?P<comment>#[^\r\n]*+)|\"(?P<string>(?:[^\"\\\r\n]|\\[^\r\n])*+)\""
    r"|(?P<keyword>msgctxt|msgid_plural|msgid|msgstr)(?:\[(?P<index>\d{1,3})\])?(?=[ \t\r\n\"])|(?P<other>[^ \t\r\n]++)"
)
_ESCAPES = re.compile(r"(?:\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}))+|\\.|[^\\]+")
_BYTE = re.compile(r"\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3}))")
_CONTROLS = dict(zip("abfnrtv\\\"'?", "\a\b\f\n\r\t\v\\\"'?", strict=True))


@dataclass(slots=True)
class String:
    """A string that may be written in several parts, one a line. `place` is behind its first quotation mark."""

    place: int
    texts: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def built(self) -> UnitText:
        if not self.pieces:
            return UnitText.missing(self.place)
        return UnitText(self.text, tuple(self.pieces), (), self.place)

    def add(self, written: str, start: int, encoding: str) -> None:
        """A part, without its quotation marks."""
        for match in _ESCAPES.finditer(written):
            part = match.group()
            text = part if part[0] != "\\" else _unescaped(part, start + match.start(), encoding)
            self.pieces.append(Piece(self.length, start + match.start(), len(text), len(part)))
            self.texts.append(text)
            self.length += len(text)


@dataclass(slots=True)
class Entry:
    """A message: `strings` by keyword, and its translations by the number of their plural form (0 without one)."""

    place: int
    strings: dict[str, String] = field(default_factory=dict)
    translations: dict[int, String] = field(default_factory=dict)

    @property
    def is_header(self) -> bool:
        return "msgctxt" not in self.strings and not self.strings["msgid"].text

    @property
    def key(self) -> tuple[str | None, str]:
        """What tells it from all others: context and message."""
        context = self.strings.get("msgctxt")
        return None if context is None else context.text, self.strings["msgid"].text


def entries(text: str, encoding: str) -> Iterator[Entry]:
    """The entries in use, in their order; obsolete ones (#~) are comments. Raises FormatError.

    `encoding` is that of characters written by the number of their bytes.
    """
    entry: Entry | None = None
    string: String | None = None
    for match in _TOKEN.finditer(text):
        kind, start = match.lastgroup, match.start()
        if kind == "other":
            raise _stray(match.group(), start)
        if kind == "string":
            if string is None:
                raise FormatError(start, "a string follows no msgid or msgstr")
            string.place = string.place if string.place >= 0 else start + 1
            string.add(match["string"], start + 1, encoding)
        elif kind is not None:
            string = None
            keyword = match["keyword"]
            if entry is not None and entry.translations and keyword != "msgstr":
                yield _complete(entry)
                entry = None
            if keyword is not None:
                entry = entry or Entry(start)
                string = _opened(entry, keyword, match["index"], start)
    if entry is not None:
        yield _complete(entry)


def _opened(entry: Entry, keyword: str, index: str | None, start: int) -> String:
    """A new string of the entry."""
    string = String(-1)
    if keyword == "msgstr":
        number = int(index or 0)
        if "msgid" not in entry.strings:
            raise FormatError(start, "a msgstr follows no msgid")
        if ("msgid_plural" in entry.strings) != (index is not None):
            raise FormatError(start, "with a msgid_plural a message has msgstr[0], msgstr[1], …, without it msgstr")
        if number in entry.translations:
            raise FormatError(start, "a message has the same msgstr twice; the msgid between them may be missing")
        entry.translations[number] = string
    else:
        if keyword in entry.strings or (keyword == "msgid_plural" and "msgid" not in entry.strings):
            raise FormatError(start, f"a {keyword} stands where the msgstr of the message above is missing")
        if keyword == "msgctxt" and "msgid" in entry.strings:
            raise FormatError(start, "a msgctxt stands where the msgstr of the message above is missing")
        entry.strings[keyword] = string
    return string


def _complete(entry: Entry) -> Entry:
    """The entry. Raises FormatError where something of it is missing."""
    if "msgid" not in entry.strings:
        raise FormatError(entry.place, "a msgctxt is not followed by a msgid")
    if not entry.translations:
        raise FormatError(entry.place, "a msgid has no msgstr; the file may be cut off")
    for name, string in (*entry.strings.items(), *(("msgstr", one) for one in entry.translations.values())):
        if string.place < 0:
            raise FormatError(entry.place, f'a {name} is followed by no string; write "" for an empty one')
    return entry


def _stray(written: str, start: int) -> FormatError:
    if written.startswith('"'):
        return FormatError(start, 'a string is not closed: a " is missing at its end, or a \\ before a " in it')
    return FormatError(start, f"'{written[:20]}' is nothing that a PO file knows; comments begin with #")


def _unescaped(written: str, place: int, encoding: str) -> str:
    known = _CONTROLS.get(written[1:])
    if known is not None:
        return known
    numbers = [int(x, 16) if x else int(octal, 8) & 0xFF for x, octal in _BYTE.findall(written)]
    if not numbers:
        raise FormatError(place, f"{written} is no escape that a PO file knows; a backslash itself is written \\\\")
    return bytes(numbers).decode(encoding, "replace")
