"""A place to be worded otherwise, and a wording for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.types import Span

WORD = re.compile(r"\w+(?:['’-]\w+)*")


@dataclass(frozen=True, slots=True)
class Place:
    """A segment's text, the span in it that a rule marked, and what the segment translates, if that is there."""

    text: str
    span: Span
    source: str | None = None

    @property
    def words(self) -> list[re.Match[str]]:
        """The words of the text, in order."""
        return list(WORD.finditer(self.text))

    def inside(self, start: int, end: int) -> bool:
        """Whether a range shares something with the marked span."""
        return start < self.span.end and self.span.start < end


@dataclass(frozen=True, slots=True)
class Candidate:
    """Put `text` in place of `span` of the segment's text. `source` says where it comes from."""

    span: Span
    text: str
    source: str

    def applied(self, text: str) -> str:
        """The whole text with the candidate in place."""
        return text[: self.span.start] + self.text + text[self.span.end :]
