"""Verbs after `be` that are in no form that can stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.grammar.inflection import verb
from mtqa.grammar.parsed import after_adverbs, following, is_question, previous
from mtqa.grammar.verb_frames import form_hit, text_between
from mtqa.vocabulary import common_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from mtqa.types import Hit

# Words that show that a verb stands before them, and no noun.
_AFTER_VERB = frozenset("by in on at to for from with soon again now later before after next today tomorrow .".split())


def after_be(doc: Doc) -> Iterator[Hit]:
    """`was wrote`, `has been took`, `will be go`: a participle is missing, or `be` is one too many."""
    for token in doc:
        if token.lemma_ != "be" or token.text.startswith(("'", "’")) or is_question(doc):
            continue
        found = after_adverbs(token)
        if found is None or found.pos_ != "VERB" or found.tag_ == "VBG" or not found.text.islower():
            continue
        base = found.lemma_.lower()
        past, participle = verb(base, "VBD"), verb(base, "VBN")
        after_modal = token.lower_ == "be" and found.tag_ in ("VB", "VBP") and found.lower_ == base
        if participle in (past, found.lower_) or (found.lower_ != past and not after_modal):
            continue
        head = text_between(token, found)
        rest = head[len(token) :].lstrip() + found.text
        yield form_hit(
            token, found, [head + participle, rest],
            f"After '{token.text}' the past participle stands: '{participle}'.", 1.5,
        )  # fmt: skip


def after_modal_and_be(doc: Doc) -> Iterator[Hit]:
    """`will be issue soon`, `must be publish by May`: the base form, which the tagger takes for a noun as well."""
    for token in doc:
        modal, found = previous(token), following(token)
        if token.lower_ != "be" or modal is None or found is None or not found.text.islower() or is_question(doc):
            continue
        modal = previous(modal) if modal.lower_ in ("not", "also", "soon", "only", "never", "n't") else modal
        after = following(found)
        if modal is None or modal.tag_ != "MD" or found.tag_ not in ("VB", "VBP", "NN", "JJ"):
            continue
        participle = verb(found.lower_, "VBN")
        if participle == found.lower_ or participle not in common_words() or not participle.endswith("ed"):
            continue
        if after is not None and after.lower_ not in _AFTER_VERB and after.tag_ != "RB":
            continue
        subject = previous(modal)
        if subject is not None and subject.lower_ in ("there", "it", "this", "that", "all", "what", "which"):
            continue
        candidates = [f"{token.text} {participle}"]
        yield form_hit(
            token, found, candidates, f"After 'be' the past participle stands: '{participle}'.", 3.0,
        )  # fmt: skip
