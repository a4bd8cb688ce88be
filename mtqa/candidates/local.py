"""Small edits inside a marked span: articles, prepositions, number, tense, the order of two words, doubled matter.

They are the kinds of changes that post-editors make most often.
"""

from __future__ import annotations

import itertools
import re
from functools import cache
from typing import TYPE_CHECKING

from mtqa.candidates.base import Candidate
from mtqa.grammar.function_words import FUNCTION_WORDS
from mtqa.grammar.inflection import article, forms, plural, possible_bases, with_capital_of
from mtqa.types import Span
from mtqa.vocabulary import common_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.candidates.base import Place

SOURCE = "small edits"
PREPOSITIONS = ("of", "in", "to", "for", "on", "with", "by", "at", "from")
ARTICLES = ("the", "a", "an")
_AUXILIARIES = ("is", "are", "was", "were", "has", "have", "had")
# Longer spans are broken beyond small edits, and have too many of them.
LONGEST = 9


def local(place: Place) -> Iterator[Candidate]:
    """Candidates inside the span."""
    words = [word for word in place.words if place.inside(*word.span())]
    if not words or len(words) > LONGEST:
        return
    kinds = [
        list(make(place, words)) for make in (_doubled, _compounds, _articles, _inflected, _prepositions, _swapped)
    ]
    # One of each kind in turn, so that a limit on their number leaves out no kind.
    for span, text in filter(None, itertools.chain.from_iterable(itertools.zip_longest(*kinds))):
        new = Candidate(span, text, SOURCE)
        if new.applied(place.text) != place.text:
            yield new


def _between(one: re.Match[str], other: re.Match[str]) -> Span:
    return Span(one.start(), other.end())


def _doubled(_: Place, words: list[re.Match[str]]) -> Iterator[tuple[Span, str]]:
    """One of two equal words or pairs of words that follow each other, without what stands between them."""
    for size in (1, 2):
        for index in range(len(words) - 2 * size + 1):
            one, other = words[index : index + size], words[index + size : index + 2 * size]
            if [word[0].lower() for word in one] == [word[0].lower() for word in other]:
                yield Span(one[0].start(), other[0].start()), ""


def _articles(place: Place, words: list[re.Match[str]]) -> Iterator[tuple[Span, str]]:
    """Each article left out or changed for another, and one put before each word that has none."""
    before = place.text[: words[0].start()].split()[-1:]
    previous = before[0].lower() if before else ""
    for word, following in zip(words, [*words[1:], None], strict=True):
        low = word[0].lower()
        if low in ARTICLES and following is not None:
            if word[0].islower():
                yield Span(word.start(), following.start()), ""
            yield Span(*word.span()), with_capital_of(word[0], "the" if low != "the" else article(following[0]))
        elif low not in FUNCTION_WORDS and word[0].islower() and previous in (*PREPOSITIONS, ""):
            yield Span(*word.span()), f"the {word[0]}"
            if not low.endswith("s"):
                yield Span(*word.span()), f"{article(word[0])} {word[0]}"
        previous = low


def _prepositions(_: Place, words: list[re.Match[str]]) -> Iterator[tuple[Span, str]]:
    for word in words:
        if word[0] in PREPOSITIONS:
            yield from ((Span(*word.span()), other) for other in PREPOSITIONS[:6] if other != word[0])


def _inflected(_: Place, words: list[re.Match[str]]) -> Iterator[tuple[Span, str]]:
    """Every other form of the common words in the span."""
    for word in words:
        low = word[0].lower()
        if low in FUNCTION_WORDS and low not in _AUXILIARIES:
            continue
        for other in _lemma_forms(low):
            yield Span(*word.span()), with_capital_of(word[0], other)


@cache
def _lemma_forms(word: str) -> tuple[str, ...]:
    """The other forms of a common word, as a noun and as a verb."""
    if word in _AUXILIARIES:
        return tuple(form for form in _AUXILIARIES if form != word and (form[0] == "h") == (word[0] == "h"))
    common = common_words()
    found: list[str] = []
    for base in possible_bases(word):
        if base not in common:
            continue
        as_verb = forms(base)
        if word in as_verb:
            found += [form for form in as_verb if form in common]
        if plural(base) == word or base == word:
            found += [form for form in (base, plural(base)) if form in common]
    return tuple(form for form in dict.fromkeys(found) if form != word)


def _compounds(place: Place, words: list[re.Match[str]]) -> Iterator[tuple[Span, str]]:
    """`withdrawal of (the) troops` as `troop withdrawal`, and `the decision of the court` as `the court's decision`."""
    for index in range(len(words) - 2):
        one, of, *rest = words[index : index + 4]
        if of[0] != "of" or not one[0].islower():
            continue
        noun = rest[1] if rest[0][0] in ARTICLES and len(rest) > 1 else rest[0]
        if noun[0].lower() in FUNCTION_WORDS or place.text[one.end() : of.start()] != " ":
            continue
        single = re.sub(r"s$", "", noun[0]) if noun[0].islower() else noun[0]
        yield _between(one, noun), f"{single} {one[0]}"
        owner = noun[0] + ("’" if noun[0].endswith("s") else "’s")
        yield _between(one, noun), f"{rest[0][0]} {owner} {one[0]}" if noun is not rest[0] else f"{owner} {one[0]}"


def _swapped(place: Place, words: list[re.Match[str]]) -> Iterator[tuple[Span, str]]:
    for one, other in itertools.pairwise(words):
        if place.text[one.end() : other.start()] == " " and one[0].islower() and other[0].islower():
            yield _between(one, other), f"{other[0]} {one[0]}"
