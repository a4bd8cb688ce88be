"""SDLXLIFF, the files of Trados Studio: XLIFF 1.2 whose segments are counted through and may be locked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from mtqa.interchange.encodings import encode_xml
from mtqa.readers.xliff import read_xliff
from mtqa.registry import reader

if TYPE_CHECKING:
    from mtqa.types import Document


@reader
class SdlxliffReader:
    """A unit of translation is a segment, by the number that Studio shows. Locked ones are left out."""

    name = "sdlxliff"
    extensions = (".sdlxliff",)

    def read(self, data: bytes, path: str) -> Document:
        return read_xliff(data, path, self.name, short_ids=True)

    def escaped(self, text: str) -> str:
        return escape(text)

    def encoded(self, text: str, data: bytes, path: str) -> bytes:
        return encode_xml(text, data, path)
