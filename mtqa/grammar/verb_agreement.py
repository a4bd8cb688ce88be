"""Subjects and verbs that stand side by side and differ in number or person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.grammar.inflection import plural, verb
from mtqa.grammar.numbers import INVARIANT, NO_PLURALS, singular
from mtqa.grammar.parsed import is_question, like, previous, span, subject_of, word
from mtqa.types import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_SINGULAR = frozenset({"he", "she", "it", "this"})
_PLURAL = frozenset({"they", "we", "you", "these", "those"})
# What asks for the subjunctive, or puts the verb into the base form.
_BARE = frozenset(
    "suggest recommend demand insist require propose request ask order urge advise prefer essential important "
    "necessary vital crucial imperative lest unless whether if though wish let make help see watch hear have feel "
    "rather than before until till requirement suggestion recommendation demand proposal condition should".split()
)
_UNITS = frozenset(
    "year month week day hour minute second dollar euro pound yuan rouble ruble mile kilometer kilometre meter metre "
    "percent degree point time ton tonne litre liter people".split()
)

_BEFORE_INVERSION = frozenset("above below in on at of to for with by from under over behind near around among".split())


def pronouns(doc: Doc) -> Iterator[Hit]:
    """`he go`, `they was`, `these is`, `it have`."""
    if is_question(doc):
        return
    for token in doc:
        subject = subject_of_any(token) if token.pos_ in ("VERB", "AUX") else None
        if subject is None or not _side_by_side(subject, token) or _is_joined(subject):
            continue
        low = word(subject)
        right = None
        if low in _SINGULAR and token.tag_ in ("VBP", "VB") and not is_bare(subject, token):
            right = third_person(token)
        elif low in _SINGULAR and token.lower_ == "were" and not is_bare(subject, token):
            right = "was"
        elif low in _PLURAL and (token.tag_ == "VBZ" or token.lower_ == "was"):
            right = other_person(token)
        elif low == "i" and token.tag_ == "VBZ":
            right = {"is": "am"}.get(token.lower_) or other_person(token)
        if right is not None and right != token.lower_ and "'" not in word(token):
            yield _hit(subject, token, right, 0.5)


def nouns(doc: Doc) -> Iterator[Hit]:
    """`the children is`, `every child have`."""
    if is_question(doc):
        return
    for token in doc:
        subject = subject_of_any(token) if token.tag_ in ("VBZ", "VBP", "VBD") else None
        if subject is None or not _side_by_side(subject, token) or _is_joined(subject) or not subject.text.islower():
            continue
        if not _begins_clause(subject) or token.text.startswith(("'", "’")):
            continue
        if subject.tag_ == "NNS" and (token.tag_ == "VBZ" or token.lower_ == "was"):
            if counts_as_one(subject):
                continue
            one = like(subject.text, singular(subject))
            yield _hit(subject, token, other_person(token), 1.0, other=f"{one}{_gap(subject, token)}{token.text}")
        elif subject.tag_ == "NN" and (token.tag_ == "VBP" or token.lower_ == "were") and _is_one(subject):
            if is_bare(subject, token):
                continue
            right = "was" if token.lower_ == "were" else third_person(token)
            other = f"{plural(subject.text)}{_gap(subject, token)}{token.text}"
            yield _hit(subject, token, right, 1.0, other=other)


def subject_of_any(token: Token) -> Token | None:
    """The subject of a verb, or of the verb that an auxiliary belongs to."""
    return subject_of(token.head if token.dep_ in ("aux", "auxpass") else token)


def _hit(subject: Token, token: Token, right: str, margin: float, other: str = "") -> Hit:
    first = f"{subject.text}{_gap(subject, token)}{right}"
    return Hit(
        span(subject, token),
        f"'{token.text}' does not agree with its subject '{subject.text}'.",
        (first, other) if other else (first,),
        0.85,
        margin=margin,
    )


def _gap(subject: Token, token: Token) -> str:
    return str(subject.doc.text[subject.idx + len(subject) : token.idx])


def _side_by_side(subject: Token, token: Token) -> bool:
    """Whether nothing but adverbs stands between them, and no auxiliary belongs to the verb."""
    if any(child.dep_ in ("aux", "auxpass") and child.i < token.i for child in token.children):
        return False
    between = subject.doc[subject.i + 1 : token.i]
    return subject.i < token.i and all(item.tag_ == "RB" for item in between)


def _is_joined(subject: Token) -> bool:
    """Whether the noun or pronoun is part of a longer subject, or of another phrase."""
    before = previous(subject)
    if before is not None and before.lower_ in _BEFORE_INVERSION:
        return True  # `Above it are men`: the pronoun belongs to the preposition.
    return any(child.dep_ in ("conj", "cc", "appos", "relcl") for child in subject.children) or (
        before is not None and before.lower_ in ("and", "or", "nor", ",", "than", "as", "&")
    )


def is_bare(subject: Token, token: Token) -> bool:
    """Whether something before asks for the base form or the subjunctive."""
    return any(item.lemma_.lower() in _BARE for item in subject.doc[max(0, subject.i - 8) : token.i])


def _begins_clause(subject: Token) -> bool:
    """Whether the noun phrase stands at the start of its clause, and not inside another phrase."""
    first = min((item for item in subject.subtree), key=lambda item: item.i)
    if any(child.dep_ in ("prep", "acl", "nummod", "compound") for child in subject.children):
        return False
    before = previous(first)
    return before is None or before.dep_ == "mark" or before.text in (".", ",", ";", ":") or before.pos_ == "SCONJ"


def counts_as_one(subject: Token) -> bool:
    lemma = singular(subject)
    if lemma in _UNITS or subject.lower_ in INVARIANT or lemma == subject.lower_ or subject.lower_.endswith("ics"):
        return True
    return subject.lower_ in NO_PLURALS or any(child.dep_ in ("nummod", "quantmod") for child in subject.subtree)


def _is_one(subject: Token) -> bool:
    """Whether a word before the noun says that it is one."""
    if subject.lower_ in INVARIANT or subject.lower_.endswith(("ing", "s")):
        return False
    return any(child.lower_ in ("a", "an", "this", "every", "each", "another") for child in subject.lefts)


def third_person(token: Token) -> str:
    return {"are": "is", "am": "is", "have": "has", "do": "does"}.get(token.lower_) or verb(token.lemma_.lower(), "VBZ")


def other_person(token: Token) -> str:
    return {"is": "are", "was": "were", "has": "have", "does": "do"}.get(token.lower_) or str(token.lemma_).lower()
