"""What a termbase holds: concepts, each with its terms in one or more languages."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mtqa.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable

# In place of a language tag: whatever the draft was translated from, and the language that it is to be in.
SOURCE, TARGET = "source", "target"

_REGION = re.compile(r"[a-z]{2}|\d{3}")


class TermbaseError(ConfigError):
    """A termbase cannot be read: its file, the line where there is one, what is wrong, what to do."""

    def __init__(self, path: str, message: str, line: int | None = None) -> None:
        super().__init__(f"{path}: {'' if line is None else f'line {line}: '}{message}")
        self.path = path
        self.line = line


class Status(enum.StrEnum):
    """Whether a term is to be used (the administrative status of ISO 30042)."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Term:
    """A term as the termbase writes it. `language` is a tag in lower case such as `en` or `en-gb`."""

    text: str
    language: str
    status: Status = Status.ADMITTED
    part_of_speech: str | None = None
    line: int = 0

    @property
    def usable(self) -> bool:
        return self.status is not Status.FORBIDDEN


@dataclass(frozen=True, slots=True)
class Concept:
    """An entry of a termbase. `domains` are its subject fields; with `keep`, its terms are never translated."""

    terms: tuple[Term, ...]
    domains: tuple[str, ...] = ()
    keep: bool = False
    id: str | None = None
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """What is odd in a termbase and does not keep it from being read; a contradiction is worse than odd."""

    path: str
    line: int
    message: str
    contradiction: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Termbase:
    """The concepts of one or more files, and what is odd in them. Compared by identity, as the key of a cache."""

    concepts: tuple[Concept, ...] = ()
    problems: tuple[Problem, ...] = ()

    def within(self, domains: Iterable[str]) -> Termbase:
        """The concepts of these subject fields, and those that name none; all of them where no field is asked for."""
        wanted = {domain.casefold() for domain in domains}
        if not wanted:
            return self
        kept = (one for one in self.concepts if not one.domains or wanted & {name.casefold() for name in one.domains})
        return replace(self, concepts=tuple(kept))


def tag(text: str) -> str:
    """A language tag as terms carry it: `en_GB` becomes `en-gb`."""
    return text.strip().replace("_", "-").lower()


def primary(language: str) -> str:
    """The language of a tag, without script and region."""
    return language.partition("-")[0]


def serves(language: str, wanted: str) -> bool:
    """Whether a term of a language may stand in text of another tag: `en` in `en-gb` and the other way round."""
    if primary(language) != primary(wanted):
        return False
    one, other = _region(language), _region(wanted)
    return one is None or other is None or one == other


def _region(language: str) -> str | None:
    return next((part for part in language.split("-")[1:] if _REGION.fullmatch(part)), None)
