"""Forbidden terms in a draft."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.facts import letters
from mtqa.terms.find import longest
from mtqa.terms.wording import in_form, with_article
from mtqa.types import Hit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.terms.base import Concept, Term
    from mtqa.terms.find import Match
    from mtqa.terms.scope import Scope
    from mtqa.types import Segment

# A word in the form of a verb may be another word than the forbidden noun; one whose source says something else is.
SURE, UNSURE, UNCALLED = 0.95, 0.6, 0.3

_ADDRESS_BEFORE = re.compile(r"[\w@/.]$|[@/.-]$")
_ADDRESS_AFTER = re.compile(r"[@/]|\.\w|-\w")


def forbidden(segment: Segment, scope: Scope) -> Iterator[Hit]:
    """The forbidden terms in a segment, with what the termbase prefers in their place.

    Where the source is there and holds none of the entry's terms, the word is meant otherwise.
    """
    matches = scope.in_target(segment.text)
    wanted = [match for match in matches if match.term.usable and scope.is_own(match.term)]
    bad = [match for match in longest(matches) if not match.term.usable and scope.is_own(match.term)]
    meant = _meant(segment, scope)
    for match in bad:
        if not _stands(match, wanted, segment.text):
            continue
        uncalled = segment.source is not None and scope.source_terms(match.concept) and id(match.concept) not in meant
        confidence = UNCALLED if uncalled else SURE if match.sure else UNSURE
        yield forbidden_hit(match, segment.text, scope.usable(match.concept), confidence)


def forbidden_hit(match: Match, text: str, usable: Sequence[Term], confidence: float) -> Hit:
    """A hit on a forbidden term, with the usable ones in its form."""
    written = text[match.span.start : match.span.end]
    if not usable:
        return Hit(match.span, f"“{written}” is not used here, as the termbase says", confidence=confidence)
    message = f"“{written}” is not used here: the termbase has “{usable[0].text}”"
    edits = [with_article(text, match.span, in_form(term, match.tag, written)) for term in usable]
    edit = edits[0][0]
    return Hit(match.span, message, _over(text, edit, edits), confidence, edit=edit)


def _over(text: str, edit: Span, edits: Sequence[tuple[Span, str]]) -> tuple[str, ...]:
    """The candidates as wordings of one range: an article that only the first changes is put before the others too."""
    return tuple(
        dict.fromkeys(wording if span.start <= edit.start else text[edit.start : span.start] + wording
                      for span, wording in edits if span.start >= edit.start)
    )  # fmt: skip


def _stands(match: Match, wanted: Sequence[Match], text: str) -> bool:
    """Whether a forbidden term is there as such: not in an address, nor in a term that is to be used."""
    if _ADDRESS_BEFORE.search(text[: match.span.start]) or _ADDRESS_AFTER.match(text, match.span.end):
        return False
    written = text[match.span.start : match.span.end]
    spelled = any(letters(term.text) == letters(match.term.text) for term in match.concept.terms if term.usable)
    if spelled:
        # The entry is about spelling: `Github` for `GitHub`, `e-mail` for `email`.
        return written.casefold() == match.term.text.casefold() and not _is_usable(written, match.concept)
    return not any(one.span.start <= match.span.start and match.span.end <= one.span.end for one in wanted)


def _is_usable(written: str, concept: Concept) -> bool:
    return any(written in (term.text, term.text[:1].upper() + term.text[1:]) for term in concept.terms if term.usable)


def _meant(segment: Segment, scope: Scope) -> set[int]:
    return {id(match.concept) for match in scope.in_source(segment.source)} if segment.source is not None else set()
