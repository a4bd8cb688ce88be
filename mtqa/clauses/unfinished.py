"""Clauses that break off: a word that needs another one after it stands last, or two verbs where one belongs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.types import Hit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_LAST = re.compile(
    r"(?<![\w'’/\"“-])([A-Za-z'’-]+\s)(the|an|and|or|their|its|my|our|your|because|although|whose|every)\s?\.$"
)
_BEFORE_MARK = re.compile(
    r"(?<![\w'’\"“-])([A-Za-z'’-]+\s)(the|their|our|your|my)(\s?[,;]|\.)\s(?!for example)([a-z]+)"
)
# `the have-nots`, `the is-ought problem`: the verb is part of a noun.
_DETERMINER_VERB = re.compile(r"(?<![\w'’\"“-])(?:the) (is|are|was|were|has|have|had)\b(?![\"”'‐‑–/-]|\s+nots\b)")
_TWO_VERBS = re.compile(r"(?<![\w'’-])(is|are|was|were) (is|are|was|were|has|have|had)\b")
_MODAL_VERB = re.compile(
    r"(?<![\w'’-])(?<!the )(?<!all )(could|would|should|must|might|may|cannot) "
    r"(is|are|was|were|has|had|can|could|will|would|may|must|should)\b"
)
# `military might`, `another must`: these are nouns unless a pronoun, or before `must` a plural, is their subject.
_NOUNS_TOO = {"might", "must"}
_SUBJECT = re.compile(
    r"\b(?:I|you|he|she|it|we|they|who|which|that|there|everyone|nobody|everything)\s+$", re.IGNORECASE
)
_PLURAL = re.compile(r"(?<![\w'’-])(?!(?:this|his|its|as|is|was|has)\b)[A-Za-z]+[a-rt-z]s\s+$")
# `what it is is…`: a clause that ends in a verb may be the subject of the next one.
_CLAUSE_AS_SUBJECT = re.compile(
    r"\b(?:what|which|who|whom|how|where|when|why|whatever|whoever|all|that|as|than|where\w+)\b", re.IGNORECASE
)


def unfinished(text: str) -> Iterator[Hit]:
    """Places where a word is missing, or where two verbs follow one another."""
    last = _LAST.search(text)
    if last:
        message = f"The sentence stops after “{last.group(2)}”: what belongs there is missing."
        yield Hit(Span(*last.span()), message, confidence=0.75)
    for match in _BEFORE_MARK.finditer(text):
        if match.end(3) < len(text):
            message = f"“{match.group(2)}” has nothing to stand before: a word is missing."
            yield Hit(Span(*match.span()), message, confidence=0.6)
    for match in _DETERMINER_VERB.finditer(text):
        verb = match.group(1)
        plural = ("they", "there", "these") if verb in ("are", "were", "have") else ("there", "this", "it", "that")
        yield Hit(
            Span(*match.span()),
            f"“the” stands before the verb “{verb}”: a noun is missing, or another word was meant.",
            tuple(f"{word} {verb}" for word in plural),
            confidence=0.7,
        )
    yield from _two_verbs(text)


def _two_verbs(text: str) -> Iterator[Hit]:
    for match in _TWO_VERBS.finditer(text):
        one, two = match.groups()
        if one != two and not _CLAUSE_AS_SUBJECT.search(text[: match.start()]):
            yield _one_too_many(match, (one, two))
    for match in _MODAL_VERB.finditer(text):
        modal, verb = match.groups()
        before = text[: match.start()]
        if modal in _NOUNS_TOO and not (_SUBJECT.search(before) or (modal == "must" and _PLURAL.search(before))):
            continue
        base = "be" if verb in ("is", "are", "was", "were") else "have"
        better = (f"{modal} {base}", verb) if verb in ("is", "are", "was", "were", "has", "had") else (modal, verb)
        yield _one_too_many(match, better)


def _one_too_many(match: re.Match[str], candidates: tuple[str, ...]) -> Hit:
    message = f"“{match.group(1)}” and “{match.group(2)}” cannot stand together: one of them is too many."
    return Hit(Span(*match.span()), message, candidates, confidence=0.75)
