"""PO, the catalogues of gettext: a unit of translation for each message, or for each plural form of it."""

from __future__ import annotations

import gettext
import re
from typing import TYPE_CHECKING

from mtqa.interchange.catalogue import entries
from mtqa.interchange.encodings import decode_catalogue, encode_catalogue
from mtqa.interchange.errors import FormatError
from mtqa.interchange.units import Unit, blocks
from mtqa.registry import reader
from mtqa.types import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtqa.interchange.catalogue import Entry

_FIELD = re.compile(r"^([\w-]+):[ \t]*(.*)$", re.MULTILINE)
_PLURAL = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+)")
_ESCAPED = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t", "\r": r"\r"})


@reader
class PoReader:
    """Fuzzy messages are read like others, since drafts of machines are marked so; obsolete ones are not."""

    name = "po"
    extensions = (".po",)

    def read(self, data: bytes, path: str) -> Document:
        decoded = decode_catalogue(data, path)
        catalogue = _Catalogue()
        try:
            units = [unit for entry in entries(decoded.text, decoded.encoding) for unit in catalogue.units(entry)]
        except FormatError as error:
            raise error.located(decoded.text, path) from error
        header = catalogue.header
        return Document(
            path, self.name, decoded.text, tuple(blocks(units)), (),
            _language(header.get("Language")), _language(header.get("X-Source-Language")), decoded.encoding,
        )  # fmt: skip

    def escaped(self, text: str) -> str:
        return text.translate(_ESCAPED)

    def encoded(self, text: str, data: bytes, path: str) -> bytes:
        return encode_catalogue(text, data, path)


class _Catalogue:
    """Turns entries into units; the header, which comes first, says which plural form is for one thing."""

    def __init__(self) -> None:
        self.header: dict[str, str] = {}
        self._places: dict[tuple[str | None, str], int] = {}
        self._singular = 0
        self._count = 0

    def units(self, entry: Entry) -> Iterator[Unit]:
        """The units of an entry. Raises FormatError for a message that was there before."""
        if entry.key in self._places:
            message = "this msgid stands in line {line} already; remove one, or tell them apart by a msgctxt"
            raise FormatError(entry.place, message, self._places[entry.key])
        self._places[entry.key] = entry.place
        if entry.is_header:
            self.header = dict(_FIELD.findall(entry.translations[0].text))
            self._singular = _singular_form(self.header.get("Plural-Forms", ""))
            return
        self._count += 1
        one, many = entry.strings["msgid"], entry.strings.get("msgid_plural")
        for form, translation in sorted(entry.translations.items()):
            name = str(self._count) if many is None else f"{self._count}[{form}]"
            source = one if many is None or form == self._singular else many
            yield Unit(name, "", translation.built(), source.built())


def _singular_form(plural_forms: str) -> int:
    """The plural form for the number 1; -1 in a language that has one form for all numbers."""
    found = _PLURAL.search(plural_forms)
    if found is None:
        return 0
    if found[1] == "1":
        return -1
    try:
        form: Callable[[int], int] = gettext.c2py(found[2])
        return form(1)
    except (ValueError, ZeroDivisionError, RecursionError):
        return 0


def _language(name: str | None) -> str | None:
    """A language as BCP 47 writes it: `en-GB` for `en_GB`."""
    plain = (name or "").strip().partition("@")[0].replace("_", "-")
    return plain or None
