"""A place to be worded otherwise, and a wording for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.types import Span

WORD = re.compile(r"\w+(?:['’-]\w+)*")
# A content word has at least this many letters; its stem is what it begins with.
CONTENT, STEM = 4, 4


def stems(text: str) -> set[str]:
    """The first letters of the words that carry the content."""
    return {word.lower()[:STEM] for word in WORD.findall(text) if len(word) >= CONTENT}


@dataclass(frozen=True, slots=True)
class Place:
    """A segment's text, the span in it that a rule marked, and what the segment translates, if that is there.

    `before` and `after` are what stands beside the segment in its document; `broken` says that the rule calls the
    whole sentence broken, and not the marked words.
    """

    text: str
    span: Span
    source: str | None = None
    before: str = ""
    after: str = ""
    broken: bool = False

    @property
    def marked(self) -> str:
        """The marked words."""
        return self.text[self.span.start : self.span.end]

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
