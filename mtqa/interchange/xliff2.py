"""XLIFF 2.0 to 2.2 (OASIS; ISO 21720): a unit of translation for each <segment>."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mtqa.interchange.content import PLAIN, Inline, Treatment
from mtqa.interchange.errors import FormatError
from mtqa.interchange.unit_text import UnitText
from mtqa.interchange.unit_visitor import Element, UnitVisitor
from mtqa.interchange.units import Unit

if TYPE_CHECKING:
    from mtqa.interchange.content import Content

SIDES = ("source", "target")
# What stands between segments is an <ignorable>: blanks, or codes.
SEGMENTS = ("segment", "ignorable")
_INLINE = {"pc": Inline.PAIR, "ph": Inline.OBJECT, "cp": Inline.OBJECT, "sc": Inline.POINT, "ec": Inline.POINT}
# The attributes that tell one code from another, the first that is there.
_IDENTITY = ("startRef", "id", "hex")


def treatment(name: str, attributes: dict[str, str]) -> Treatment:
    """How an inline element of XLIFF 2 counts."""
    if name == "mrk" and attributes.get("translate") == "no":
        return Treatment(Inline.OBJECT, "protected", native=True)
    inline = _INLINE.get(name)
    if inline is None:
        return PLAIN
    key = next((key for key in _IDENTITY if key in attributes), "id")
    return Treatment(inline, f'{name} {key}="{attributes.get(key, "")}"')


@dataclass(slots=True)
class _Segment:
    """A <segment> or <ignorable> as far as it was read; `number` counts the segments of its unit."""

    id: str | None
    place: int
    number: int
    sides: dict[str, Content] = field(default_factory=dict)


class Xliff2(UnitVisitor):
    """Collects the units of a file. `attributes` are those of its first element."""

    def __init__(self, file: str, namespace: str, attributes: dict[str, str]) -> None:
        super().__init__(file, namespace, treatment)
        self._open = [Element("").inner("", attributes)]
        self.languages.append(attributes.get("trgLang"))
        self.source_languages.append(attributes.get("srcLang"))
        self._scope = self._unit = ""
        self._segments: list[_Segment] = []

    def opened(self, element: Element, attributes: dict[str, str], start: int, end: int) -> Content | None:
        if element.name == "file":
            self._scope, self._ids = attributes.get("id", ""), {}
        elif element.name == "unit":
            self._segments, self._unit = [], attributes.get("id", "")
            self.claim(self._unit, start)
        elif element.name in SEGMENTS and self.parent.name == "unit":
            if "id" in attributes:
                self.claim(f"{self._unit}/{attributes['id']}", start)
            self._segments.append(_Segment(attributes.get("id"), start, len(self._segments) + 1))
        elif element.name in SIDES and self.parent.name in SEGMENTS and self._segments:
            sides = self._segments[-1].sides
            if element.name in sides:
                raise FormatError(start, f"a segment of the unit '{self._unit}' has a second <{element.name}>")
            sides[element.name] = self.content(element, end)
            return sides[element.name]
        return None

    def closed(self, element: Element) -> None:
        if element.name in SEGMENTS and self._segments and "source" not in self._segments[-1].sides:
            raise FormatError(self._segments[-1].place, f"a segment of the unit '{self._unit}' has no <source>")
        if element.name == "ignorable" and self._segments:
            self._segments.pop()
        elif element.name == "unit" and element.translate:
            self.units += map(self._finished, self._segments)

    def _finished(self, segment: _Segment) -> Unit:
        source, target = segment.sides["source"], segment.sides.get("target")
        text = UnitText.missing(source.end_place) if target is None else target.whole.built()
        several = len(self._segments) > 1
        name = f"{self._unit}/{segment.id or segment.number}" if several else self._unit
        return Unit(name, self._scope, text, source.whole.built())
