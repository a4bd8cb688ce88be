"""What the visitors of all XML formats of units share: open elements, what they hand down, and the content of texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.interchange.content import Content
from mtqa.interchange.errors import FormatError
from mtqa.interchange.xml_pass import XML

if TYPE_CHECKING:
    from mtqa.interchange.content import Judge
    from mtqa.interchange.units import Unit


@dataclass(frozen=True, slots=True)
class Element:
    """An open element, with what holds for all in it: whether it is to be translated, and its blanks to be kept."""

    name: str
    translate: bool = True
    preserve: bool = False

    def inner(self, name: str, attributes: dict[str, str]) -> Element:
        """An element in this one."""
        translate, space = attributes.get("translate"), attributes.get(f"{XML}space")
        return Element(
            name,
            self.translate if translate is None else translate != "no",
            self.preserve if space is None else space == "preserve",
        )


class UnitVisitor:
    """Collects `units`, and the languages that the file names. `namespace` is cut off the names of elements.

    A format says in `opened` which elements hold a text, and in `closed` what makes a unit.
    """

    def __init__(self, file: str, namespace: str, judge: Judge) -> None:
        self.units: list[Unit] = []
        self.languages: list[str | None] = []
        self.source_languages: list[str | None] = []
        self._file = file
        self._namespace = namespace
        self._judge = judge
        self._open = [Element("")]
        self._content: Content | None = None
        self._ids: dict[str, int] = {}

    def opened(self, element: Element, attributes: dict[str, str], start: int, end: int) -> Content | None:
        """The content to be read, where the element holds a text. Its parent is `self.parent`."""
        raise NotImplementedError

    def closed(self, element: Element) -> None:
        raise NotImplementedError

    @property
    def parent(self) -> Element:
        """The innermost element that is open."""
        return self._open[-1]

    def start(self, name: str, attributes: dict[str, str], start: int, end: int) -> None:
        name = name.removeprefix(self._namespace)
        if self._content is not None:
            self._content.start(name, attributes, start, end)
            return
        element = self.parent.inner(name, attributes)
        self._content = self.opened(element, attributes, start, end)
        if self._content is None:
            self._open.append(element)

    def end(self, name: str, start: int, end: int) -> None:
        if self._content is None:
            self.closed(self._open.pop())
        elif self._content.end(name, start, end):
            self._content = None

    def text(self, start: int, end: int, *, cdata: bool) -> None:
        if self._content is not None:
            self._content.text(start, end, cdata=cdata)

    def content(self, element: Element, place: int) -> Content:
        """What is to be read of an element that holds a text, from `place` on."""
        return Content(self._file, place, self._judge, preserve=element.preserve)

    def claim(self, name: str, start: int) -> None:
        """Refuse a second unit of the same id."""
        if name in self._ids:
            message = f"the id '{name}' is that of another unit of this file, in line {{line}}; give each its own"
            raise FormatError(start, message, self._ids[name])
        self._ids[name] = start
