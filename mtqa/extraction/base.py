"""The values of an extraction: the units of a corpus, the terms in them, and what varies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or a unit of translation with its source, and where it begins."""

    path: str
    line: int
    text: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A wording, in how many units it stands, and one of them."""

    text: str
    count: int
    example: Unit


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that may be a term.

    `count` is its occurrences, `files` in how many files they stand, `score` its C-value. `source` is what it most
    likely renders, and `dice` how much the two stand together (0 to 1); without sources they are None and 0.
    """

    term: str
    count: int
    files: int
    score: float
    example: Unit
    source: str | None = None
    dice: float = 0.0


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing in several wordings, the most frequent first.

    `source` is what they render; None where a name or a word is spelt in several ways. `units` counts those with the
    source, and `unexplained` those in which none of the forms stands, with one of them as `example`.
    """

    forms: tuple[Form, ...]
    source: str | None = None
    units: int = 0
    unexplained: int = 0
    example: Unit | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a corpus holds: `candidates` and `conflicts`, the weightiest first, and the languages of its two sides."""

    candidates: tuple[Candidate, ...]
    conflicts: tuple[Conflict, ...]
    language: str = "en"
    source_language: str | None = None
    units: int = 0
    words: int = 0
