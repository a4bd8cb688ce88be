"""Marks of the source language: «guillemets», „low quotes“, 「corner brackets」, full-width, six dots, ¿ and ¡."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.types import Hit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAIRS = (
    ("«", "»"), ("»", "«"), ("‹", "›"), ("„", "“"), ("„", "”"), ("„", '"'), ("‟", "”"), ("「", "」"), ("『", "』"),
    ("《", "》"), ("〈", "〉"), ("【", "】"), ("``", "''"), ("``", '"'),
)  # fmt: skip
_QUOTATION = re.compile("|".join(f"{re.escape(a)}[^{re.escape(a + b)}]*{re.escape(b)}" for a, b in _PAIRS))
_LONE = re.compile(r"[«»„「」『』《》【】]|``")
# What replaces each full-width mark, and whether a space follows it in English.
_FULL_WIDTH = {
    "，": ", ", "、": ", ", "。": ". ", "．": ". ", "：": ": ", "；": "; ", "？": "? ", "！": "! ", "（": " (",
    "）": ") ", "％": "%", "～": "~", "＂": '"', "＇": "'", "｡": ". ", "،": ", ", "؛": "; ", "؟": "? ", "।": ". ",
}  # fmt: skip
_FULL_WIDTH_RUN = re.compile(f'(?<=[A-Za-z0-9)\\]”"’%])\\s?([{"".join(_FULL_WIDTH)}])|([（])(?=[A-Za-z])')
_FULL_WIDTH_WORD = re.compile(r"[Ａ-Ｚａ-ｚ０-９]+")
_INVERTED = re.compile(r"[¿¡]\s?(?=\w)")
# Chinese and Japanese set six dots. A row of full stops is left alone: people who chat write it too.
_SIX_DOTS = re.compile(r"(?<=[A-Za-z0-9])…{2,3}(?![…\s]*\d)")
# `""The box""`, as a table or a tokenizer leaves it; `""` alone is an empty string, and `5''` are inches.
_TWICE = re.compile(r"""(?:(?<=\s)|^)""(?=[^\W\d_])|(?<=[a-z.!?,])""(?=\s|$)""")
# A quotation longer than this is marked at its first mark only.
LONGEST_MARKED = 80


def foreign_marks(text: str) -> Iterator[Hit]:
    """Quotation marks, punctuation and digits that English does not use, next to English words."""
    yield from _quotations(text)
    for match in _FULL_WIDTH_RUN.finditer(text):
        mark = match.group(1) or match.group(2)
        right = _FULL_WIDTH[mark]
        before, after = text[: match.start()], text[match.end() :]
        right = right.rstrip() if not after or after[0] in ' )”"’.' else right
        right = right.lstrip() if not before or before[-1].isspace() else right
        start = len(before) - len(re.search(r"\w*\W?$", before).group())  # type: ignore[union-attr]
        yield Hit(
            Span(start, match.end()), f"The mark “{mark}” is not used in English.", (right,), confidence=0.9,
            edit=Span(match.start(), match.end()),
        )  # fmt: skip
    for match in _FULL_WIDTH_WORD.finditer(text):
        right = "".join(chr(ord(character) - 0xFEE0) for character in match.group())
        yield Hit(Span(*match.span()), "These are full-width characters.", (right,), confidence=0.9)
    for match in _SIX_DOTS.finditer(text):
        yield Hit(
            Span(*match.span()), "English sets three dots, not six.", ("…" if "…" in match.group() else "...",), 0.8
        )
    for match in _TWICE.finditer(text):
        yield Hit(Span(*match.span()), "A quotation mark stands twice.", ('"',), 0.8)
    for match in _INVERTED.finditer(text):
        yield Hit(
            Span(match.start(), match.end()), "English has no mark at the start of a question or exclamation.", ("",),
            confidence=0.7,
        )  # fmt: skip


def _quotations(text: str) -> Iterator[Hit]:
    taken = []
    for match in _QUOTATION.finditer(text):
        taken.append(match.span())
        inner = match.group().strip("".join({mark for pair in _PAIRS for mark in pair})).strip()
        if not re.search(r"[A-Za-z]", inner):
            continue
        end = match.end() if len(match.group()) <= LONGEST_MARKED else match.start() + 1
        yield Hit(
            Span(match.start(), end), "English does not use these quotation marks.", (f"“{inner}”",), confidence=0.8,
            edit=Span(*match.span()),
        )  # fmt: skip
    for match in _LONE.finditer(text):
        if (
            not any(start <= match.start() < end for start, end in taken)
            and text[match.end() : match.end() + 1].strip()
        ):
            yield Hit(Span(*match.span()), "English does not use this quotation mark.", confidence=0.6)
