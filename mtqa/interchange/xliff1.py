"""XLIFF 1.0 to 1.2 (OASIS), as SDLXLIFF, MXLIFF and MQXLIFF extend it: a unit for each <trans-unit> or <mrk> in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mtqa.interchange.content import PLAIN, Inline, Treatment
from mtqa.interchange.errors import FormatError
from mtqa.interchange.unit_text import UnitText
from mtqa.interchange.unit_visitor import UnitVisitor
from mtqa.interchange.units import Unit
from mtqa.interchange.xml_pass import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.interchange.content import Content
    from mtqa.interchange.unit_visitor import Element

SIDES = ("source", "seg-source", "target")
_INLINE = {
    "g": Inline.PAIR, "x": Inline.OBJECT, "ph": Inline.OBJECT, "bx": Inline.POINT, "ex": Inline.POINT,
    "bpt": Inline.HIDDEN, "ept": Inline.HIDDEN, "it": Inline.HIDDEN,
}  # fmt: skip
_MARKED = {"protected": Inline.OBJECT, "x-sdl-deleted": Inline.GONE}
_SDL_SEGMENT = "http://sdl.com/FileTypes/SdlXliff/1.0 seg"
_LOCKED = ("true", "True", "yes", "locked", "1")


def treatment(name: str, attributes: dict[str, str]) -> Treatment:
    """How an inline element of XLIFF 1 counts."""
    if name == "mrk":
        kind = attributes.get("mtype", "")
        if kind == "seg":
            return Treatment(Inline.SEGMENT, attributes.get("mid", ""))
        return Treatment(_MARKED.get(kind, Inline.PLAIN), "protected", native=True)
    inline = _INLINE.get(name)
    return PLAIN if inline is None else Treatment(inline, f'{name} id="{attributes.get("id", "")}"')


@dataclass(slots=True)
class _Unit:
    """A <trans-unit> as far as it was read."""

    id: str
    place: int
    sides: dict[str, Content] = field(default_factory=dict)
    locked: set[str] = field(default_factory=set)
    left_out: bool = False


class Xliff1(UnitVisitor):
    """Collects the units of a file. With `short_ids`, segments go by their number alone."""

    def __init__(self, file: str, namespace: str, *, short_ids: bool) -> None:
        super().__init__(file, namespace, treatment)
        self._short_ids = short_ids
        self._scope = ""
        self._unit: _Unit | None = None

    def opened(self, element: Element, attributes: dict[str, str], start: int, end: int) -> Content | None:
        if element.name == "file":
            self._scope = attributes.get("original", "")
            self._ids = {}
            self.languages.append(attributes.get("target-language"))
            self.source_languages.append(attributes.get("source-language"))
        elif element.name == "trans-unit":
            self._start_unit(attributes, start, translate=element.translate)
        elif self._unit is not None and element.name in SIDES and self.parent.name == "trans-unit":
            if element.name in self._unit.sides:
                raise FormatError(start, f"the unit '{self._unit.id}' has a second <{element.name}>")
            content = self._unit.sides[element.name] = self.content(element, end)
            return content
        elif self._unit is not None and element.name == _SDL_SEGMENT and attributes.get("locked") in _LOCKED:
            self._unit.locked.add(attributes.get("id", ""))
        return None

    def closed(self, element: Element) -> None:
        if element.name == "trans-unit" and self._unit is not None:
            if "source" not in self._unit.sides:
                raise FormatError(self._unit.place, f"the unit '{self._unit.id}' has no <source>")
            if not self._unit.left_out:
                self.units += _units(self._unit, self._scope, short_ids=self._short_ids)
            self._unit = None

    def _start_unit(self, attributes: dict[str, str], start: int, *, translate: bool) -> None:
        if "id" in attributes:
            self.claim(attributes["id"], start)
        name = attributes.get("id") or attributes.get("resname") or f"unit {len(self.units) + 1}"
        # Programs that extend XLIFF have an attribute of this name, each in a namespace of its own.
        locked = any(key.endswith(f"{SEPARATOR}locked") and value in _LOCKED for key, value in attributes.items())
        self._unit = _Unit(name, start, left_out=locked or not translate)


def _units(unit: _Unit, scope: str, *, short_ids: bool) -> Iterator[Unit]:
    """The segments of a unit where both sides were cut alike, else the unit as a whole."""
    source, target = unit.sides["source"], unit.sides.get("target")
    cut = unit.sides.get("seg-source", source).segments
    parts = target.segments if target is not None else {}
    after = max(side.end_place for side in unit.sides.values())
    whole = UnitText.missing(after) if target is None else target.whole.built()
    if not cut or not parts.keys() <= cut.keys() or (not parts and not whole.blank):
        if not (unit.locked and unit.locked >= cut.keys() | parts.keys()):
            yield Unit(unit.id, scope, whole, source.whole.built())
        return
    for number, text in cut.items():
        if number not in unit.locked:
            built = parts[number].built() if number in parts else UnitText.missing(whole.place)
            name = number if short_ids else f"{unit.id}/{number}"
            yield Unit(name, f"{scope}/{unit.id}" if short_ids else scope, built, text.built())
