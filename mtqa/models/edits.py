"""The tags of an edit tagger, and what they do to a text (GECToR: Omelianchuk et al. 2020, arXiv:2005.12592).

Each word of `pieces.word_spans` has one tag, and so has START before the first word. Index 0 is START, index i + 1 is
word i. KEEP changes nothing, DELETE leaves the word out, APPEND_x puts x behind it, REPLACE_x puts x in its place,
SWAP exchanges it with the next word, MERGE_SPACE and MERGE_HYPHEN join it to the next word; the others are the
transforms of one word (`mtqa.grammar.transforms`). `a` stands for `an` too. x is in lower case unless it is a name.
Spaces, the capital at the start of a sentence and the form of an article follow by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mtqa.models.edited_words import Edited, Sentence
from mtqa.models.pieces import word_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

KEEP = "KEEP"


def applied(text: str, tags: Mapping[int, str]) -> str:
    """The text after all edits together; START is 0, word i is i + 1. Tags that do not apply change nothing."""
    spans = word_spans(text)
    if not spans:
        return text
    return text[: spans[0][0]] + str(Edited(Sentence(text, spans), tags)) + text[spans[-1][1] :]


@dataclass(frozen=True)
class EditVocabulary:
    """The tags that a tagger knows, in the order of its outputs, KEEP first. Raises ValueError for other lists."""

    tags: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.tags[:1] != (KEEP,) or len(set(self.tags)) != len(self.tags):
            msg = f"a list of edit tags begins with {KEEP} and has each tag once"
            raise ValueError(msg)

    @classmethod
    def commonest(cls, counts: Mapping[str, int], size: int) -> EditVocabulary:
        """KEEP and the commonest of the other tags, `size` in all."""
        others: Iterable[str] = (tag for tag in counts if tag != KEEP)
        return cls((KEEP, *sorted(others, key=lambda tag: (-counts[tag], tag))[: size - 1]))

    @classmethod
    def read(cls, path: Path) -> EditVocabulary:
        """Read a file of one tag a line. Raises OSError, and ValueError for a list that is none."""
        return cls(tuple(path.read_text(encoding="utf-8").split()))

    def write(self, path: Path) -> None:
        path.write_text("".join(f"{tag}\n" for tag in self.tags), encoding="utf-8")

    def index(self, tag: str) -> int | None:
        """The place of a tag; None where the vocabulary lacks it."""
        return self._places.get(tag)

    def __len__(self) -> int:
        return len(self.tags)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {tag: place for place, tag in enumerate(self.tags)}
