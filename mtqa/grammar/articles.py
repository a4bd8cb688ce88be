"""`a` and `an`: by sound, before plurals, before nouns that are not counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.grammar.harper import harper_hits
from mtqa.grammar.numbers import MASS_NOUNS, singular
from mtqa.grammar.parsed import following, span, word
from mtqa.types import Hit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from mtqa.context import Context
    from mtqa.types import Segment

# Nouns with the form of a plural that take `a`, and words that begin a number or a quantity.
_SINGULAR_S = frozenset(
    "means series species headquarters crossroads barracks works news sports gallows odds summons lens bus gas "
    "few couple dozen hundred thousand million many days years months weeks hours minutes percent dollars pounds "
    "euros miles kilometers kilometres meters metres points feet games girls women mens womens kids plus times".split()
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n]\s*|[“\"'(\[]\s*)$")


def by_sound(segment: Segment, context: Context) -> Iterator[Hit]:
    """`a agreement`, `an country`. harper knows how words sound."""
    for hit in harper_hits("articles", segment, context):
        marked = segment.text[hit.span.start : hit.span.end]
        if marked == "A" and not _SENTENCE_START.search(segment.text[max(hit.span.start - 20, 0) : hit.span.start]):
            continue  # `Serie A and`, `college A`: a letter, no article.
        if marked.lower() not in ("a", "an"):
            yield hit
            continue
        right = "a" if marked.lower() == "an" else "an"
        rest = re.match(r"\s+\S+", segment.text[hit.span.end :])
        if rest is None or not rest.group().strip()[0].isalpha() or rest.group().strip()[:2].isupper():
            continue  # Acronyms are read letter by letter or as words; numbers are read in several ways.
        place = Span(hit.span.start, hit.span.end + rest.end())
        message = f"'{marked}' does not go with the sound of '{rest.group().strip().rstrip(',.;:')}'; use '{right}'."
        right = right.capitalize() if marked[0].isupper() else right
        yield Hit(place, message, (right + rest.group(),), hit.confidence, margin=hit.margin)


def a_before_plural(doc: Doc) -> Iterator[Hit]:
    """`a problems`: the article of a singular before a plural."""
    for token in doc:
        if token.lower_ not in ("a", "an") or token.dep_ != "det" or token.head.tag_ != "NNS":
            continue
        noun = token.head
        between = doc[token.i + 1 : noun.i]
        if noun.i - token.i not in (1, 2) or any(item.tag_ not in ("JJ", "VBN", "NN") for item in between):
            continue
        after = following(noun)
        if not noun.text.islower() or {noun.lower_, *(item.lower_ for item in between)} & _SINGULAR_S:
            continue
        if after is not None and (after.pos_ in ("NOUN", "PROPN", "ADJ") or after.text in ("-", "'", "’", "/")):
            continue
        one = singular(noun)
        if one == noun.lower_:
            continue
        middle = doc.text[token.idx + len(token) : noun.idx]
        candidates = (token.text + middle + one, (middle.lstrip() + noun.text))
        yield Hit(
            span(token, noun), f"'{token.text}' stands before the plural '{noun.text}'.", candidates, 0.8, margin=1.5
        )


def a_before_mass_noun(doc: Doc) -> Iterator[Hit]:
    """`an information`: English does not count such nouns."""
    for token in doc:
        noun = following(token)
        if token.lower_ not in ("a", "an") or noun is None or noun.lower_ not in MASS_NOUNS:
            continue
        after = following(noun)
        if after is not None and (after.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") or after.text in ("-", "/", "and")):
            continue
        yield Hit(
            span(token, noun), f"'{noun.text}' is not counted in English, so '{word(token)}' cannot stand before it.",
            (noun.text, f"some {noun.text}"), 0.8, margin=0.5,
        )  # fmt: skip
