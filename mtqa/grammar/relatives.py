"""Relative clauses: a verb that differs in number from the noun before `who`, or a participle without its auxiliary.

`patients who has fever`, `a hotel which located near the beach`, `those who working at night`. The tagger errs in such
clauses, so the language model must find the corrected form likelier.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.grammar.inflection import verb
from mtqa.grammar.numbers import INVARIANT
from mtqa.grammar.parsed import following, previous, span, word
from mtqa.types import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_RELATIVES = frozenset({"who", "which", "that"})
_OTHER = {"is": "are", "was": "were", "has": "have", "does": "do"}
_THIRD = {"are": "is", "were": "was", "have": "has", "do": "does"}
_PLURAL_PRONOUNS = frozenset({"those", "people", "many", "others"})
# Nouns whose `of` phrase may hold the antecedent or not: `a group of men who has`.
_BEFORE_OF = re.compile(
    r"\b(?:one|number|group|set|list|series|any|each|none|either|neither|part|\w+ (?:team|body)) of\b"
)
# Participles of verbs that people use in the passive there, with what follows; any verb before an agent.
_PLACED = frozenset("located situated born entitled titled named called known nicknamed dubbed".split())
_AFTER_PLACED = frozenset(
    "in on at near by as to from between along within outside inside close opposite beside".split()
)
# `a man who lived by the sea`, `prices which rose by half`: verbs that no agent follows.
_NO_PASSIVE = re.compile(
    r"(?:liv|pass|ris|increas|fall|declin|start|begin|end|work|happen|arriv|travel|die|stay|open|respond|react|stopp|"
    r"walk|swore|dropp|improv|jump|climb|mov|return|look|sleep|stood|went|came|grew|fell|rose|drove|flew|ran|sat|slept)"
)


def agreement_in_clauses(doc: Doc) -> Iterator[Hit]:
    """`patients who has`, `the child who have`, `people who lives`."""
    for token in doc:
        noun, found = previous(token), following(token)
        if word(token) not in _RELATIVES or noun is None or found is None or not found.is_alpha:
            continue
        if noun.pos_ not in ("NOUN", "PRON") or not _is_antecedent(noun, token):
            continue
        right = _agreeing(noun, found)
        if right is not None and right != found.lower_:
            message = f"'{found.text}' does not agree with '{noun.text}', which '{token.text}' stands for."
            yield Hit(
                span(noun, found), message,
                (doc.text[noun.idx : found.idx] + right,), 0.85, margin=1.0 if word(token) == "who" else 2.0,
            )  # fmt: skip


def _is_antecedent(noun: Token, relative: Token) -> bool:
    before = noun.doc.text[max(noun.idx - 40, 0) : noun.idx]
    if _BEFORE_OF.search(before.lower()):
        return False
    if word(relative) == "who":
        return True
    # Other nouns than people are more often part of a longer phrase: `the state of affairs that has…`.
    return noun.dep_ != "pobj" and not any(item.dep_ in ("cc", "conj", "prep") for item in noun.lefts)


def _agreeing(noun: Token, found: Token) -> str | None:
    """The form of the verb that agrees with the noun, where the two differ."""
    if noun.tag_ == "NNS" or noun.lower_ in _PLURAL_PRONOUNS:
        return None if noun.lower_ in INVARIANT - {"people"} else _plural_form(found)
    if noun.tag_ != "NN" or noun.lower_ in INVARIANT or any(child.dep_ in ("cc", "conj") for child in noun.children):
        return None
    if not any(child.lower_ in ("a", "an", "the", "this", "that", "every", "each") for child in noun.lefts):
        return None
    return _THIRD.get(found.lower_) or (verb(found.lemma_.lower(), "VBZ") if found.tag_ == "VBP" else None)


def _plural_form(found: Token) -> str | None:
    after = following(found)
    # After `who` the tagger takes a verb for a noun: `people who lives in`.
    as_noun = found.tag_ == "NNS" and after is not None and after.pos_ in ("ADP", "DET", "PRON", "ADV")
    if found.tag_ == "VBZ" or as_noun or found.lower_ == "was":
        return _OTHER.get(found.lower_) or str(found.lemma_).lower()
    return None


def bare_participles(doc: Doc) -> Iterator[Hit]:
    """`those who working at night`, `a hotel which located near the beach`, `a plan which rejected by voters`."""
    for token in doc:
        noun, found = previous(token), following(token)
        if word(token) not in _RELATIVES or noun is None or found is None or not found.text.islower():
            continue
        if noun.pos_ not in ("NOUN", "PROPN", "PRON") and not (noun.text == "," and word(token) == "which"):
            continue
        many = noun.tag_ in ("NNS", "NNPS") or noun.lower_ in _PLURAL_PRONOUNS
        base = found.lemma_.lower()
        head = doc.text[token.idx : found.idx]
        if found.lower_.endswith("ing") and found.tag_ == "VBG" and word(token) != "that" and base != found.lower_:
            if _has_verb_of_its_own(found):
                continue
            simple = base if many else verb(base, "VBZ")
            candidates = [f"{head}{'are' if many else 'is'} {found.text}", head + simple, found.text]
        elif _is_passive(found):
            be = ("are", "were") if many else ("is", "was")
            candidates = [*(f"{head}{form} {found.text}" for form in be), found.text]
        else:
            continue
        yield Hit(
            span(token, found), f"'{found.text}' is no verb of its own after '{token.text}': its auxiliary is missing.",
            tuple(candidates), 0.8, margin=1.5,
        )  # fmt: skip


def _has_verb_of_its_own(found: Token) -> bool:
    """`the man who, working at night, slept`: another verb may follow the participle."""
    before = previous(found)
    return before is not None and before.text == ","


def _is_passive(found: Token) -> bool:
    after = following(found)
    if after is None or found.tag_ not in ("VBN", "VBD"):
        return False
    if found.lower_ in _PLACED:
        return after.lower_ in _AFTER_PLACED or (found.lower_ in ("named", "called") and after.pos_ == "PROPN")
    agent = following(after)
    if after.lower_ != "by" or agent is None or _NO_PASSIVE.match(found.lower_):
        return False
    return agent.pos_ in ("DET", "PROPN", "NOUN") and not agent.like_num and agent.tag_ != "VBG"
