"""Which terms of a termbase are in force for a draft: by its two languages, their variants, and the domains."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mtqa.terms.base import SOURCE, TARGET, Status, Termbase, primary, serves, tag
from mtqa.terms.find import Finder
from mtqa.terms.load import load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.config import Config
    from mtqa.terms.base import Concept, Term
    from mtqa.terms.find import Match
    from mtqa.types import Document

_ORDER = {Status.PREFERRED: 0, Status.ADMITTED: 1, Status.FORBIDDEN: 2}


@dataclass(frozen=True)
class Scope:
    """The terms for drafts in `target` that were translated from `source`, or from any language where that is None."""

    termbase: Termbase
    target: str
    source: str | None

    def __post_init__(self) -> None:
        here = [(term, concept) for concept in self.termbase.concepts for term in self._target_terms(concept)]
        there = [(term, concept) for concept in self.termbase.concepts for term in self.source_terms(concept)]
        object.__setattr__(self, "_target_finder", Finder(self.target, here))
        object.__setattr__(self, "_source_finders", _finders(there, self.source))

    def in_target(self, text: str) -> list[Match]:
        """Every term of the target language in a text, forbidden ones and those of other variants too."""
        finder: Finder = self._target_finder  # type: ignore[attr-defined]
        return finder.find(text)

    def in_source(self, text: str) -> list[Match]:
        """Every term of the source language in a text."""
        finders: tuple[Finder, ...] = self._source_finders  # type: ignore[attr-defined]
        return [match for finder in finders for match in finder.find(text)]

    def usable(self, concept: Concept) -> list[Term]:
        """What may stand for a concept in the target, the preferred terms first."""
        found = [term for term in self._target_terms(concept) if term.usable and self.is_own(term)]
        return sorted(found, key=lambda term: _ORDER[term.status])

    def is_own(self, term: Term) -> bool:
        """Whether a term is of the variant of the target language that is asked for: `en` and `en-GB` are in en-GB."""
        return term.language == TARGET or serves(term.language, self.target)

    def source_terms(self, concept: Concept) -> list[Term]:
        return [term for term in concept.terms if self._is_source(term)]

    def _target_terms(self, concept: Concept) -> list[Term]:
        return [term for term in concept.terms if term.language in (TARGET, "") or self._is_target(term)]

    def _is_target(self, term: Term) -> bool:
        return primary(term.language) == primary(self.target)

    def _is_source(self, term: Term) -> bool:
        if term.language in (SOURCE, TARGET):
            return term.language == SOURCE
        return serves(term.language, self.source) if self.source else not self._is_target(term)


def _finders(terms: Iterable[tuple[Term, Concept]], source: str | None) -> tuple[Finder, ...]:
    by_language: dict[str, list[tuple[Term, Concept]]] = defaultdict(list)
    for term, concept in terms:
        language = (source or "") if term.language == SOURCE else term.language
        by_language[primary(language)].append((term, concept))
    return tuple(Finder(language, found) for language, found in by_language.items())


def scope(config: Config, document: Document) -> Scope:
    """The terms in force for a document. Raises TermbaseError."""
    source = document.source_language or config.source_language
    return _scope(load(config.termbase), config.term_domains, target_language(config, document), source and tag(source))


def target_language(config: Config, document: Document) -> str:
    """The tag of the language that a draft is to be in: the document's own where it says the variant."""
    wanted, own = tag(config.language), tag(document.language or "")
    return own if primary(own) == primary(wanted) and "-" not in wanted else wanted


@lru_cache(maxsize=16)
def _scope(termbase: Termbase, domains: tuple[str, ...], target: str, source: str | None) -> Scope:
    return Scope(termbase.within(domains), target, source)
