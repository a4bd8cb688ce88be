"""Spaces where English has none, and none where it has one: around punctuation, brackets and currency signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.types import Hit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_CURRENCY_GAP = re.compile(r"(?<![\w$])((?:US|A|C|CA|AU|HK|NZ|S|R)?[$€£¥₹₽₩₫])[ \u00a0\u202f](\d[\d.,]*)")
_CURRENCY_AFTER = re.compile(r"(?<![\w.,$€£¥-])(\d[\d.,]*\d|\d) ?([$€£])(?![\w\d])(?! ?\d)")
_BEFORE_MARK = re.compile(r"(?<=[\w)\]%”\"’])([ \u00a0\u202f]+)([,;:?!]|\.(?![\w.]))(?![\w=)(/\\|*^:-])")
_PERCENT = re.compile(r"(?<![\w.,])(\d[\d.,]*)[ \u00a0\u202f]+%(?!\w)")
_DEGREES = re.compile(r"(?<![\w.,])(\d[\d.,]*)[ \u00a0\u202f]?°[ \u00a0\u202f]([CF])(?!\w)")
# `the escape of ., and the . in a pattern`: what stands alone after such a word is the mark itself.
_CITED = re.compile(r"\b(?:a|an|the|of|each|every|any)$", re.IGNORECASE)
_NO_SPACE_AFTER = re.compile(r"(?<![\w./@:\\(,-])([A-Za-zÀ-ÿ]*[a-z]{2})([,;!?])([A-Za-zÀ-ÿ]{2,})(?![\w./@:\\()=-]|,\w)")
_GLUED_SENTENCE = re.compile(r"(?<![\w./@:\\-])([a-z]{3,})(\.)([A-Z][a-z]*)(?= [a-z])")
_BRACKETS = re.compile(r"(?<![(\w])\(([^()]*)\)(?![)\w])")
_GLUED_BRACKET = re.compile(r"(?<![\w./@\\-])([a-z]{3,})(\()([A-Z][A-Za-z]{2,}[) ])")


def currency(text: str) -> Iterator[Hit]:
    """`$ 2` and `50 €`: an English text writes the sign before the number and close to it."""
    for match in _CURRENCY_GAP.finditer(text):
        sign, number = match.groups()
        scale = re.match(r" (?:thousand|million|billion|trillion)\b", text[match.end() :])
        tail = scale.group() if scale else ""
        number = number.rstrip(".,")
        end = match.start(2) + len(number) + (len(tail) if match.end(2) == match.start(2) + len(number) else 0)
        right = sign + text[match.start(2) : end]
        yield Hit(
            Span(match.start(), end), "English puts no space between a currency sign and its number.",
            (right,), confidence=0.9,
        )  # fmt: skip
    for match in _CURRENCY_AFTER.finditer(text):
        number, sign = match.groups()
        yield Hit(
            Span(*match.span()), f"English puts the sign {sign} before the number.", (sign + number,), confidence=0.7
        )


def before_marks(text: str) -> Iterator[Hit]:
    """A space before a comma, stop, colon, semicolon, question or exclamation mark, or percent sign, and in `6 ° C`."""
    for match in _BEFORE_MARK.finditer(text):
        if _CITED.search(text[: match.start()]) and text[match.end() :].strip():
            continue
        word = re.search(r"[\w)\]%”\"’]+$", text[: match.start()])
        start = word.start() if word else match.start()
        right = text[start : match.start()] + match.group(2)
        yield Hit(
            Span(start, match.end()), f"English puts no space before “{match.group(2)}”.", (right,), confidence=0.8
        )
    for match in _PERCENT.finditer(text):
        yield Hit(
            Span(*match.span()), "English puts no space between a number and the per cent sign.",
            (f"{match.group(1)}%",), confidence=0.6,
        )  # fmt: skip
    for match in _DEGREES.finditer(text):
        yield Hit(
            Span(*match.span()), "English puts no space between the degree sign and its letter.",
            (f"{match.group(1)} °{match.group(2)}",), confidence=0.8,
        )  # fmt: skip


def after_marks(text: str) -> Iterator[Hit]:
    """Words that run together at a comma, a stop or a bracket."""
    for pattern in (_NO_SPACE_AFTER, _GLUED_SENTENCE):
        for match in pattern.finditer(text):
            left, mark, following = match.groups()
            yield Hit(
                Span(*match.span()), f"A space is missing after “{mark}”.",
                (f"{left}{mark} {following}",), confidence=0.8,
            )  # fmt: skip
    for match in _GLUED_BRACKET.finditer(text):
        yield Hit(
            Span(match.start(), match.end() - 1), "A space is missing before the bracket.",
            (f"{match.group(1)} ({match.group(3)[:-1]}",), confidence=0.7,
        )  # fmt: skip


def inside_brackets(text: str) -> Iterator[Hit]:
    """`( word` and `word )`."""
    for match in _BRACKETS.finditer(text):
        inner = match.group(1)
        if not re.search(r"[A-Za-z]", inner) or inner == inner.strip():
            continue
        left, right = (re.search(pattern, inner) for pattern in (r"^\s+\S+", r"\S+\s+$"))
        for part in (left, right):
            if part is not None:
                opening = part is left
                start = match.start(1) + part.start() - opening
                end = match.start(1) + part.end() + (not opening)
                correction = ("(" if opening else "") + part.group().strip() + ("" if opening else ")")
                yield Hit(Span(start, end), "English puts no space inside brackets.", (correction,), confidence=0.8)
