"""The rule `do-not-translate`: names of products and the like that a translation must keep. It needs the source."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mtqa.registry import detector
from mtqa.terms.brands import BRANDS
from mtqa.types import Category, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.config import Config
    from mtqa.context import Context
    from mtqa.types import Hit, Segment


@detector(
    "do-not-translate", category=Category.TERMINOLOGY, severity=Severity.MAJOR, its="terminology", needs_source=True
)
def do_not_translate(segment: Segment, context: Context) -> Iterator[Hit]:
    """A term that is never translated stands in the source, and not as it is in the translation.

    The terms are those of `do_not_translate` in the configuration, those that a termbase marks so, and brands with a
    capital inside. A translation system takes apart what looks like words: it renders `Insights` and levels `GitHub`.

    Bad: Der Code liegt auf GitHub. => The code is on Git Hub.
    Bad: La vidéo est sur YouTube. => The video is on the tube.
    Good: Der Code liegt auf GitHub. => The code is on GitHub.
    Good: Код доступен на GitHub. => GitHub’s page has the code.
    """
    from mtqa.terms.untouched import changed

    yield from changed(segment, _terms(context.config))


def _terms(config: Config) -> tuple[str, ...]:
    if not config.termbase:
        return _sorted((*config.do_not_translate, *BRANDS))
    from mtqa.terms.load import load

    concepts = load(config.termbase).within(config.term_domains).concepts
    kept = [term.text for concept in concepts if concept.keep for term in concept.terms]
    return _sorted((*config.do_not_translate, *kept, *BRANDS))


@lru_cache(maxsize=8)
def _sorted(terms: tuple[str, ...]) -> tuple[str, ...]:
    """The longest first, so that a term within another one is not asked for by itself."""
    return tuple(sorted({term for term in terms if term.strip()}, key=lambda term: (-len(term), term)))
