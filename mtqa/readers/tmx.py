"""TMX, translation memories (LISA; ETSI GS LIS 002): a unit of translation for each text that is not the source."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from mtqa.interchange.content import PLAIN, Inline, Treatment
from mtqa.interchange.encodings import decode_xml, encode_xml
from mtqa.interchange.errors import FormatError
from mtqa.interchange.unit_text import UnitText
from mtqa.interchange.unit_visitor import UnitVisitor
from mtqa.interchange.units import Unit, blocks, only
from mtqa.interchange.xml_pass import SEPARATOR, XML, visit
from mtqa.registry import reader
from mtqa.types import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.interchange.content import Content
    from mtqa.interchange.unit_visitor import Element

# A memory whose units each have a source of their own says so; then the first text of a unit is taken for it.
ANY = "*all*"
_INLINE = {
    "bpt": Inline.HIDDEN, "ept": Inline.HIDDEN, "it": Inline.HIDDEN, "ph": Inline.OBJECT, "ut": Inline.OBJECT,
}  # fmt: skip
# The attributes that tell one code from another, the first that is there.
_IDENTITY = ("x", "i", "type")


@reader
class TmxReader:
    """The source is the text in the language that the memory names as such; the others are translations of it."""

    name = "tmx"
    extensions = (".tmx",)

    def read(self, data: bytes, path: str) -> Document:
        decoded = decode_xml(data, path)
        memory = _Memory(decoded.text)
        visit(decoded.text, path, memory)
        return Document(
            path, self.name, decoded.text, tuple(blocks(memory.units)), (),
            only(memory.languages), only(memory.source_languages), decoded.encoding,
        )  # fmt: skip

    def escaped(self, text: str) -> str:
        return escape(text)

    def encoded(self, text: str, data: bytes, path: str) -> bytes:
        return encode_xml(text, data, path)


def treatment(name: str, attributes: dict[str, str]) -> Treatment:
    """How an inline element of TMX counts."""
    inline = _INLINE.get(name)
    if inline is None:
        return PLAIN
    key = next((key for key in _IDENTITY if key in attributes), None)
    code = name if key is None else f'{name} {key}="{attributes[key]}"'
    return Treatment(inline, code, native="x" not in attributes)


@dataclass(slots=True)
class _Unit:
    """A <tu> as far as it was read: its texts in their order, each with its language."""

    id: str
    place: int
    source_language: str
    texts: list[tuple[str, Content]] = field(default_factory=list)


class _Memory(UnitVisitor):
    """Collects the units of a memory."""

    def __init__(self, file: str) -> None:
        super().__init__(file, "", treatment)
        self._source_language = ANY
        self._language = ""
        self._unit: _Unit | None = None
        self._number = 0

    def opened(self, element: Element, attributes: dict[str, str], start: int, end: int) -> Content | None:
        if not self.parent.name and element.name != "tmx":
            raise FormatError(start, f"is no TMX: its first element is <{element.name.rpartition(SEPARATOR)[2]}>")
        if element.name == "header":
            self._source_language = attributes.get("srclang", ANY)
        elif element.name == "tu":
            self._number += 1
            language = attributes.get("srclang", self._source_language)
            self._unit = _Unit(attributes.get("tuid", str(self._number)), start, language)
        elif element.name == "tuv":
            self._language = attributes.get(f"{XML}lang", attributes.get("lang", ""))
            if not self._language:
                raise FormatError(start, "a text does not say its language (xml:lang)")
        elif element.name == "seg" and self.parent.name == "tuv" and self._unit is not None:
            content = self.content(element, end)
            self._unit.texts.append((self._language, content))
            return content
        return None

    def closed(self, element: Element) -> None:
        if element.name == "tu" and self._unit is not None:
            self.units += self._finished(self._unit)
            self._unit = None

    def _finished(self, unit: _Unit) -> Iterator[Unit]:
        if not unit.texts:
            raise FormatError(unit.place, "a unit holds no text; export the file again")
        number = _source(unit)
        language, source = unit.texts[number]
        self.source_languages.append(language)
        others = [text for index, text in enumerate(unit.texts) if index != number]
        if not others:
            place = source.end_place
            yield Unit(unit.id, str(self._number), UnitText.missing(place), source.whole.built())
        for language, content in others:
            self.languages.append(language)
            name = unit.id if len(others) == 1 else f"{unit.id}/{language}"
            yield Unit(name, str(self._number), content.whole.built(), source.whole.built())


def _source(unit: _Unit) -> int:
    """Which text of a unit is the source: in its language, or else in another variety of it."""
    wanted = unit.source_language.lower()
    if wanted == ANY:
        return 0
    languages = [language.lower() for language, _ in unit.texts]
    if wanted in languages:
        return languages.index(wanted)
    plain = [_plain(language) for language in languages]
    if _plain(wanted) in plain:
        return plain.index(_plain(wanted))
    there = ", ".join(language for language, _ in unit.texts)
    message = f"a unit has no text in the source language '{unit.source_language}' (srclang), but in {there}"
    raise FormatError(unit.place, message)


def _plain(language: str) -> str:
    return language.replace("_", "-").partition("-")[0]
