"""What is odd in a termbase: terms that are there twice, and terms that are both to be used and forbidden."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mtqa.terms.base import Problem, primary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.terms.base import Concept, Term


def problems(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """Duplicates and contradictions, within an entry and between entries of one meaning."""
    for concept in concepts:
        yield from _within(concept)
    yield from _between(concepts)


def _key(term: Term) -> tuple[str, str]:
    # Terms that differ in their capitals alone may be the wrong and the right way to write a name.
    return term.language, term.text


def _within(concept: Concept) -> Iterator[Problem]:
    by_text: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in concept.terms:
        by_text[_key(term)].append(term)
    for first, *others in by_text.values():
        for other in others:
            if other.usable != first.usable:
                yield _contradiction(concept.path, other, first)
            else:
                message = f"“{other.text}” is in this entry twice{_see(first.line, other.line)}"
                yield Problem(concept.path, other.line, message)


def _between(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """A term that one entry forbids and another of the same meaning wants; entries of one list that are the same."""
    seen: dict[tuple[str, str], list[tuple[Concept, Term]]] = defaultdict(list)
    for concept in concepts:
        for term in {_key(term): term for term in concept.terms}.values():
            for other, before in seen[_key(term)]:
                if not _same_meaning(concept, other):
                    continue
                if before.usable != term.usable:
                    yield _contradiction(concept.path, term, before, other.path)
                elif _key(concept.terms[0]) == _key(term) and _keys(concept) == _keys(other):
                    where = _see(before.line, term.line, other.path if other.path != concept.path else "")
                    yield Problem(concept.path, term.line, f"the entry of “{term.text}” is there twice{where}")
            seen[_key(term)].append((concept, term))


def _keys(concept: Concept) -> set[tuple[str, str]]:
    return {_key(term) for term in concept.terms}


def _same_meaning(one: Concept, other: Concept) -> bool:
    """Whether two entries share a term of another language too, or have one language alone; else they are homonyms."""
    languages = {primary(term.language) for term in (*one.terms, *other.terms)}
    if len(languages) == 1:
        return True
    shared = _keys(one) & _keys(other)
    return len({primary(language) for language, _ in shared}) > 1


def _contradiction(path: str, term: Term, before: Term, other: str = "") -> Problem:
    one, two = ("to be used", "forbidden") if term.usable else ("forbidden", "to be used")
    where = f" ({other}, line {before.line})" if other and other != path else _see(before.line, term.line)
    return Problem(path, term.line, f"“{term.text}” is {one} here and {two} elsewhere{where}", contradiction=True)


def _see(line: int, here: int, path: str = "") -> str:
    if path:
        return f" ({path}, line {line})"
    return "" if line == here else f" (line {line})"
