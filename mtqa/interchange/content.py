"""The content of a <source>, <target> or <seg>: text, inline codes, and the segments that it may be cut into."""

from __future__ import annotations

import enum
import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from mtqa.interchange.errors import FormatError
from mtqa.interchange.unit_text import TextBuilder

if TYPE_CHECKING:
    from collections.abc import Callable

# Native code longer than this says less than its number.
LONGEST_NATIVE = 80
_TAG = re.compile(r"<[^>]*>")


class Inline(enum.Enum):
    """How an inline element counts: what is in it, and whether it takes room in the sentence."""

    PLAIN = "its content is text, and it is no code"
    PAIR = "its content is text between two codes"
    POINT = "a code, one of a pair of tags"
    HIDDEN = "a code, one of a pair of tags, with native code in it"
    OBJECT = "a code that stands for something in the sentence"
    GONE = "nothing of it counts"
    SEGMENT = "its content is a segment"


@dataclass(frozen=True, slots=True)
class Treatment:
    """What to make of an element: `name` of the code, or of the segment; `native`: what is in it names it better."""

    inline: Inline
    name: str = ""
    native: bool = False


PLAIN = Treatment(Inline.PLAIN)
# Of the name and the attributes of an element.
Judge: TypeAlias = "Callable[[str, dict[str, str]], Treatment]"


class Content:
    """Is told of everything in its element. `whole` gets all of it, `segments` what is in each, in their order."""

    def __init__(self, file: str, place: int, judge: Judge, *, preserve: bool) -> None:
        self.whole = TextBuilder(file, place, preserve)
        self.segments: dict[str, TextBuilder] = {}
        # Where its element ends, once it does.
        self.end_place = place
        self._file = file
        self._judge = judge
        self._preserve = preserve
        self._segment: TextBuilder | None = None
        self._open: list[tuple[Treatment, int, int]] = []
        # How deep in an element whose content does not count.
        self._hidden = 0

    def start(self, name: str, attributes: dict[str, str], start: int, end: int) -> None:
        if self._hidden:
            self._hidden += 1
            return
        treatment = self._judge(name, attributes)
        self._open.append((treatment, start, end))
        if treatment.inline in (Inline.HIDDEN, Inline.OBJECT, Inline.GONE):
            self._hidden = 1
        elif treatment.inline is Inline.SEGMENT:
            if treatment.name in self.segments:
                raise FormatError(start, f"the segment '{treatment.name}' stands twice in one unit")
            self._segment = self.segments[treatment.name] = TextBuilder(self._file, end, self._preserve)
        elif treatment.inline is not Inline.PLAIN:
            self._code(f"<{treatment.name}>" if treatment.inline is Inline.PAIR else treatment.name, start, end)

    def end(self, name: str, start: int, end: int) -> bool:
        """Whether the element that ends is this one."""
        if self._hidden > 1:
            self._hidden -= 1
            return False
        if not self._open:
            self.end_place = end
            return True
        treatment, opened, inside = self._open.pop()
        if self._hidden:
            self._hidden = 0
            if treatment.inline is not Inline.GONE:
                code = self._native(inside, start) if treatment.native else ""
                self._code(code or treatment.name, opened, end, shown=treatment.inline is Inline.OBJECT)
        elif treatment.inline is Inline.PAIR:
            self._code(f"</{name.rpartition(' ')[2]}>", start, end)
        elif treatment.inline is Inline.SEGMENT:
            self._segment = None
        return False

    def text(self, start: int, end: int, *, cdata: bool) -> None:
        if self._hidden:
            return
        self.whole.run(start, end, cdata=cdata)
        if self._segment is not None:
            self._segment.run(start, end, cdata=cdata)

    def _code(self, name: str, start: int, end: int, *, shown: bool = False) -> None:
        self.whole.code(name, start, end, shown=shown)
        if self._segment is not None:
            self._segment.code(name, start, end, shown=shown)

    def _native(self, start: int, end: int) -> str:
        """The native code in an element, where it is short enough to show."""
        written = self._file[start:end]
        return "" if len(written) > LONGEST_NATIVE else html.unescape(_TAG.sub("", written)).strip()
