"""Subjects and verbs that differ in number where other words stand between them, or where the noun alone tells.

`The experts of the agency considers`, `many people thinks`, `the temperature continue to rise`. The parser errs here,
so the language model must find the corrected verb likelier: of the places in 79,000 words of people's news that it
agreed to change by one nat or more, nine in ten were real slips.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.grammar.numbers import INVARIANT
from mtqa.grammar.parsed import is_question, span
from mtqa.grammar.verb_agreement import counts_as_one, is_bare, other_person, subject_of_any, third_person
from mtqa.types import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

# Farther apart, the parser mostly takes the wrong noun.
FARTHEST = 9
MARGIN = 1.0
# British English lets these take a plural verb.
_COLLECTIVE = INVARIANT | {"service", "ministry", "agency", "office", "department", "union", "side", "firm", "court"}


def distant(doc: Doc) -> Iterator[Hit]:
    """Verbs whose subject, as the parser sees it, has the other number."""
    if is_question(doc):
        return
    for token in doc:
        if token.tag_ not in ("VBZ", "VBP") and token.lower_ not in ("was", "were"):
            continue
        subject = subject_of_any(token)
        if subject is None or not _comparable(subject, token):
            continue
        right = _right(subject, token)
        if right is not None and right != token.lower_:
            message = f"'{token.text}' does not agree with its subject '{subject.text}'."
            yield Hit(span(token), message, (right,), 0.8, margin=MARGIN)


def _comparable(subject: Token, token: Token) -> bool:
    if not 0 < token.i - subject.i <= FARTHEST or token.text.startswith(("'", "’")) or not subject.is_alpha:
        return False
    if any(child.dep_ in ("aux", "auxpass") and child.i < token.i for child in token.children):
        return False
    return not any(child.dep_ in ("conj", "cc", "appos") and child.i < token.i for child in subject.subtree)


def _right(subject: Token, token: Token) -> str | None:
    if subject.tag_ == "NNS" and (token.tag_ == "VBZ" or token.lower_ == "was"):
        return None if counts_as_one(subject) and subject.lower_ != "people" else other_person(token)
    if subject.tag_ == "NN" and (token.tag_ == "VBP" or token.lower_ == "were"):
        if subject.lower_ in _COLLECTIVE or is_bare(subject, token):
            return None
        return "was" if token.lower_ == "were" else third_person(token)
    return None
