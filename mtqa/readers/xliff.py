"""XLIFF, the files in which translation tools exchange a text with its translation, in versions 1.0 to 2.2."""

from __future__ import annotations

from xml.sax.saxutils import escape

from mtqa.interchange.encodings import decode_xml, encode_xml
from mtqa.interchange.errors import FormatError
from mtqa.interchange.units import blocks, only
from mtqa.interchange.xliff1 import Xliff1
from mtqa.interchange.xliff2 import Xliff2
from mtqa.interchange.xml_pass import SEPARATOR, visit
from mtqa.registry import reader
from mtqa.types import Document


@reader
class XliffReader:
    """A unit of translation is a <trans-unit>, or each <mrk mtype="seg"> in it, or a <segment> of XLIFF 2.

    Left out: what is marked translate="no" or locked, and alternatives (alt-trans, matches).
    """

    name = "xliff"
    # Those of Phrase and memoQ are XLIFF 1.2 with some attributes more.
    extensions = (".xlf", ".xliff", ".mxliff", ".mqxliff")

    def read(self, data: bytes, path: str) -> Document:
        return read_xliff(data, path, self.name)

    def escaped(self, text: str) -> str:
        return escape(text)

    def encoded(self, text: str, data: bytes, path: str) -> bytes:
        return encode_xml(text, data, path)


def read_xliff(data: bytes, path: str, name: str, *, short_ids: bool = False) -> Document:
    """The document in an XLIFF file. With `short_ids`, segments go by their number alone. Raises ReadError."""
    decoded = decode_xml(data, path)
    root = _Root(decoded.text, short_ids=short_ids)
    visit(decoded.text, path, root)
    return Document(
        path, name, decoded.text, tuple(blocks(root.body.units)), (),
        only(root.body.languages), only(root.body.source_languages), decoded.encoding,
    )  # fmt: skip


class _Root:
    """Looks at the first element, and leaves the rest to what reads its version."""

    def __init__(self, file: str, *, short_ids: bool) -> None:
        self._file = file
        self._short_ids = short_ids
        self._depth = 0
        self.body: Xliff1 | Xliff2

    def start(self, name: str, attributes: dict[str, str], start: int, end: int) -> None:
        self._depth += 1
        if self._depth > 1:
            self.body.start(name, attributes, start, end)
            return
        namespace, separator, local = name.rpartition(SEPARATOR)
        if local != "xliff":
            raise FormatError(start, f"is no XLIFF: its first element is <{local}>")
        version = attributes.get("version", "1.2")
        if version.startswith("1."):
            self.body = Xliff1(self._file, namespace + separator, short_ids=self._short_ids)
        elif version.startswith("2."):
            self.body = Xliff2(self._file, namespace + separator, attributes)
        else:
            raise FormatError(start, f"is XLIFF {version}, which is not known here; export it as XLIFF 1.2 or 2.1")

    def end(self, name: str, start: int, end: int) -> None:
        self._depth -= 1
        if self._depth:
            self.body.end(name, start, end)

    def text(self, start: int, end: int, *, cdata: bool) -> None:
        if self._depth > 1:
            self.body.text(start, end, cdata=cdata)
