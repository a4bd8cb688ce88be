"""The rule `house-terms`: words that this house writes otherwise."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mtqa.registry import detector
from mtqa.terms.brands import BRANDS
from mtqa.types import Category, Hit, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mtqa.context import Context
    from mtqa.types import Segment


@detector("house-terms", category=Category.TERMINOLOGY, severity=Severity.MINOR, its="terminology")
def house_terms(segment: Segment, context: Context) -> Iterator[Hit]:
    """A word that the house writes otherwise: in the table `terms` or forbidden by a termbase; brands too.

    Glossaries are what translation systems heed least: each sentence gets the rendering that is likeliest by itself.
    The table `terms` of the configuration maps what is not to be written to what is, or to "" where nothing is
    offered; a term in lower case is found in any case. Of the files that `termbase` names, forbidden terms are found
    in any form. Brands are those with a capital inside.

    Bad: The minister answered in a video on Youtube.
    Bad: They met through a group on Linkedin.
    Good: The minister answered in a video on YouTube.
    Good: See linkedin.com/in/minister or write to him@github.com.
    """
    yield from _listed(segment, context.config.terms)
    if context.config.termbase:
        from mtqa.terms.scope import scope
        from mtqa.terms.usage import forbidden

        yield from forbidden(segment, scope(context.config, context.document))


def _listed(segment: Segment, terms: Mapping[str, str]) -> Iterator[Hit]:
    pattern = _pattern(tuple(terms))
    for match in pattern.finditer(segment.text):
        span, written = Span(*match.span()), match.group()
        preferred = _preferred(written, terms)
        if preferred is None or written == preferred or _stands_in(preferred, segment.text, span):
            continue
        if preferred:
            message = f"“{written}” is written “{preferred}” here"
            yield Hit(span, message, (_cased(preferred, written),), confidence=0.95)
        else:
            yield Hit(span, f"“{written}” is not used here", confidence=0.95)


@lru_cache(maxsize=8)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Finds every term and wrongly cased brand as a whole word, the longest first; not in addresses."""
    brands = {form for brand in BRANDS for form in (brand.capitalize(), brand.lower()) if form != brand}
    plain = "|".join(re.escape(form) for form in sorted(brands, key=len, reverse=True))
    house = "|".join(
        re.escape(term) if term != term.lower() else f"(?i:{re.escape(term)})"
        for term in sorted(terms, key=len, reverse=True)
        if term.strip()
    )
    either = f"(?:{house}|{plain})" if house else f"(?:{plain})"
    return re.compile(rf"(?<![\w@/.-]){either}(?![\w@/-])(?!\.\w)")


def _preferred(written: str, terms: Mapping[str, str]) -> str | None:
    for term in (written, written.lower()):
        if term in terms:
            return terms[term]
    return next((brand for brand in BRANDS if brand.lower() == written.lower()), None)


def _stands_in(preferred: str, text: str, span: Span) -> bool:
    """Whether the term is part of the preferred wording already: `email` in `email address`."""
    return any(
        match.start() <= span.start and span.end <= match.end()
        for match in re.finditer(re.escape(preferred), text, re.IGNORECASE)
        if preferred and preferred.lower() != text[span.start : span.end].lower()
    )


def _cased(preferred: str, written: str) -> str:
    """The preferred wording with a capital where the term had one that its own letters do not ask for."""
    if written[:1].isupper() and preferred[:1].islower() and preferred == preferred.lower():
        return preferred[:1].upper() + preferred[1:]
    return preferred
