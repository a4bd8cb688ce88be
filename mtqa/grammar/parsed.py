"""What the rules on grammar ask of a parsed sentence. Tags and dependencies are spaCy's English ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_CURLY = str.maketrans("’", "'")


def word(token: Token) -> str:
    """The token in lower case, with a straight apostrophe."""
    return str(token.lower_).translate(_CURLY)


def span(first: Token, last: Token | None = None) -> Span:
    """The range from one token to another, both included."""
    last = first if last is None else last
    return Span(first.idx, last.idx + len(last))


def following(token: Token) -> Token | None:
    """The next token that is no blank."""
    doc = token.doc
    for index in range(token.i + 1, len(doc)):
        if not doc[index].is_space:
            return doc[index]
    return None


def previous(token: Token) -> Token | None:
    """The token before that is no blank."""
    for index in range(token.i - 1, -1, -1):
        if not token.doc[index].is_space:
            return token.doc[index]
    return None


def after_adverbs(token: Token, most: int = 3) -> Token | None:
    """The first token after `token` that is neither a negation nor an adverb."""
    found = following(token)
    while found is not None and most and (found.tag_ in ("RB", "RBR") or found.dep_ == "neg"):
        found = following(found)
        most -= 1
    return found


def subject_of(verb: Token) -> Token | None:
    """The subject that the parser gives a verb, where it has exactly one and it stands before the verb."""
    found = [child for child in verb.lefts if child.dep_ in SUBJECTS]
    return found[0] if len(found) == 1 else None


def is_question(doc: Doc) -> bool:
    """Whether the sentence asks: its words may stand in another order."""
    return any(token.text == "?" for token in doc[-3:])


def like(original: str, replacement: str) -> str:
    """`replacement` with a capital where `original` begins a sentence with one."""
    if original[:1].isupper() and original[1:2].islower() and replacement:
        return replacement[0].upper() + replacement[1:]
    return replacement
