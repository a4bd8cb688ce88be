"""Terms of the source that are not rendered as the termbase says."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mtqa.terms.find import PREPOSITIONS, WORD, longest
from mtqa.terms.forms import english
from mtqa.terms.similar import most_alike
from mtqa.terms.usage import forbidden_hit
from mtqa.terms.wording import in_form, with_article
from mtqa.types import Hit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.terms.base import Concept, Term
    from mtqa.terms.find import Match
    from mtqa.terms.scope import Scope
    from mtqa.types import Segment

# By what stands in its place: a forbidden term, one of another variant, the source's own words, something like it,
# or nothing that can be told.
FORBIDDEN, VARIANT, COPIED, LIKE, NOTHING = 0.95, 0.8, 0.85, 0.7, 0.6

# A shorter term is by chance part of too many words.
SHORTEST_PART = 5


def misrendered(segment: Segment, scope: Scope) -> Iterator[Hit]:
    """One hit for each term of the source of which no usable term stands in the translation."""
    if not segment.text.strip() or segment.source is None:
        return
    here = scope.in_target(segment.text)
    rendered = {id(match.concept) for match in here if match.term.usable and scope.is_own(match.term)}
    by_place: dict[Span, list[Match]] = defaultdict(list)
    for match in longest(scope.in_source(segment.source)):
        by_place[match.span].append(match)
    told: set[frozenset[int]] = set()
    for span, matches in by_place.items():
        # Homonyms: any of them will do.
        concepts = [match.concept for match in matches]
        key = frozenset(map(id, concepts))
        usable = [term for concept in concepts for term in scope.usable(concept)]
        if key in told or key & rendered or not usable or _reworded(segment.text, usable):
            continue
        told.add(key)
        yield _hit(segment, segment.source[span.start : span.end], concepts, usable, here)


def _hit(
    segment: Segment, said: str, concepts: Sequence[Concept], usable: Sequence[Term], here: Sequence[Match]
) -> Hit:
    text = segment.text
    for match in here:
        if any(match.concept is one for one in concepts):
            if not match.term.usable:
                return forbidden_hit(match, text, usable, FORBIDDEN)
            written = text[match.span.start : match.span.end]
            message = f"“{written}” is {_variant(match.term.language)}; here “{said}” is “{usable[0].text}”"
            return _replaced(text, match.span, usable, message, VARIANT)
    copied = text.casefold().find(said.casefold()) if said.isascii() or said[0] in text else -1
    if copied >= 0:
        span = Span(copied, min(copied + len(said), len(text)))
        return _replaced(text, span, usable, f"“{said}” is left as in the source; it is “{usable[0].text}”", COPIED)
    alike = most_alike(text, [term.text for term in usable])
    wanted = " or ".join(f"“{term.text}”" for term in usable[:2])
    if alike is not None:
        span, wording = alike
        first = [term for term in usable if term.text == wording]
        message = f"“{said}” in the source is {wanted} in the termbase, not “{text[span.start : span.end]}”"
        return _replaced(text, span, first, message, LIKE)
    return Hit(Span(0, len(text)), f"“{said}” in the source is {wanted} in the termbase, and is not here", (), NOTHING)


def _replaced(text: str, span: Span, usable: Sequence[Term], message: str, confidence: float) -> Hit:
    written = text[span.start : span.end]
    last = (WORD.findall(written) or [""])[-1]
    plural = english(last, "n").get(last.lower()) == "NNS"
    edit, candidate = with_article(text, span, in_form(usable[0], "NNS" if plural else "", written))
    return Hit(span, message, (candidate,), confidence, edit=edit)


def _variant(language: str) -> str:
    head, _, region = language.partition("-")
    return f"{head}-{region.upper()}" if region else head


def _reworded(text: str, usable: Sequence[Term]) -> bool:
    """Whether a term is there in another shape: `control of the border`, or `cybersecurity` and `courthouse`."""
    words = {word.lower() for word in WORD.findall(text)}

    def is_there(term: Term) -> bool:
        own = [word for word in WORD.findall(term.text) if word not in PREPOSITIONS]
        if len(own) > 1:
            return all(words & english(word, "n").keys() for word in own)
        part = term.text.lower()
        return len(part) >= SHORTEST_PART and any(word.startswith(part) or word.endswith(part) for word in words)

    return any(map(is_there, usable))
