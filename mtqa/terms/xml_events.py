"""A safe stream of XML elements: no entity is expanded, nothing outside the file is read, lines are known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from mtqa.terms.base import TermbaseError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

CHUNK = 1 << 16
# No format of terms nests so deep.
DEEPEST = 200


@dataclass(slots=True)
class Element:
    """An element: its name in lower case without prefix, attributes, line, children, and the text inside of it."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside, runs of blanks as one."""
        return " ".join("".join(self.parts).split())

    @property
    def kind(self) -> str:
        """What the element says: its attribute `type`, or its name where it has none, in lower case."""
        return self.attributes.get("type", self.name).lower()

    def below(self) -> Iterator[Element]:
        """Every element inside, in the order of the file."""
        for child in self.children:
            yield child
            yield from child.below()


def elements(data: bytes, path: str, wanted: Collection[str]) -> Iterator[Element]:
    """The outermost elements of these names, each whole, one at a time. Raises TermbaseError."""
    stream = _Stream(path, frozenset(wanted))
    try:
        for start in range(0, len(data), CHUNK):
            stream.parser.Parse(data[start : start + CHUNK])
            yield from stream.take()
        stream.parser.Parse(b"", True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        message = f"is not well-formed XML ({reason}); mend it there, or export the termbase again"
        raise TermbaseError(path, message, error.lineno) from error
    yield from stream.take()


class _Stream:
    def __init__(self, path: str, wanted: frozenset[str]) -> None:
        self.path = path
        self.wanted = wanted
        self.open: list[Element] = []
        self.depth = 0
        self.done: list[Element] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._refuse_declaration
        self.parser.SkippedEntityHandler = self._refuse_entity
        self.parser.ExternalEntityRefHandler = self._refuse_entity

    def take(self) -> Iterator[Element]:
        done, self.done = self.done, []
        yield from done

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise TermbaseError(self.path, f"has elements {DEEPEST} deep, as no termbase has", self._line)
        local = name.rpartition(":")[2].lower()
        if not self.open and local not in self.wanted:
            return
        element = Element(
            local, {key.rpartition(":")[2].lower(): value for key, value in attributes.items()}, self._line
        )
        if self.open:
            self.open[-1].children.append(element)
        self.open.append(element)

    def _end(self, _: str) -> None:
        self.depth -= 1
        if self.open:
            element = self.open.pop()
            if not self.open:
                self.done.append(element)

    def _text(self, text: str) -> None:
        for element in self.open:
            element.parts.append(text)

    @property
    def _line(self) -> int:
        return self.parser.CurrentLineNumber

    def _refuse_declaration(self, name: str, *_: Any) -> None:
        message = f"declares the entity '{name}', which is not expanded; replace it by what it stands for"
        raise TermbaseError(self.path, message, self._line)

    def _refuse_entity(self, name: str | None, *_: Any) -> int:
        message = f"uses the entity '{name}', which nothing defines; replace it by what it stands for"
        raise TermbaseError(self.path, message, self._line)
