"""Puts a term in the form of what it replaces: number, tense, capitals, and the article before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.grammar.inflection import article, plural, verb
from mtqa.terms.find import WORD, head
from mtqa.terms.forms import english
from mtqa.types import Span

if TYPE_CHECKING:
    from mtqa.terms.base import Term

_ARTICLE = re.compile(r"\b(an?)([ \u00a0])$", re.IGNORECASE)
# Shorter words in capitals are acronyms more often than shouts.
SHOUTED = 5


def in_form(term: Term, tag: str, written: str) -> str:
    """The term in the form `tag` (Penn Treebank, "" for as it is) and with the capitals of what it replaces."""
    return cased(_inflected(term.text, tag), written)


def _inflected(text: str, tag: str) -> str:
    words = list(WORD.finditer(text))
    if not tag or not words:
        return text
    place = words[0 if tag.startswith("V") else head([word.group() for word in words])]
    own = place.group()
    if tag.startswith("V"):
        new = verb(own, tag)
    elif tag == "NNS":
        new = own if english(own, "n")[own.lower()] == "NNS" else plural(own)
    else:
        new = next((form for form, one in english(own, "n").items() if one == "NN"), own)
    return text[: place.start()] + new + text[place.end() :]


def cased(text: str, written: str) -> str:
    """A wording with a capital, or in capitals, where what it replaces has them and its own letters ask for none."""
    if written.isupper() and len(written) >= SHOUTED and text != text.upper():
        return text.upper()
    if written[:1].isupper() and text == text.lower():
        return text[:1].upper() + text[1:]
    return text


def with_article(text: str, span: Span, candidate: str) -> tuple[Span, str]:
    """The candidate with the `a` or `an` before it, where that must change with it."""
    before = _ARTICLE.search(text[: span.start])
    if before is None or not candidate[:1].isalpha():
        return span, candidate
    needed = article(WORD.findall(candidate)[0])
    if before[1].lower() == needed:
        return span, candidate
    new = needed.capitalize() if before[1][0].isupper() else needed
    return Span(before.start(), span.end), new + before[2] + candidate
