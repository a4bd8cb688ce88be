"""Text that the machine left in the source language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.language import NAMES, SURE, common_share, english_share, guess
from mtqa.registry import detector
from mtqa.scripts import RUN, latin_double, letters_of_other_scripts, mixed_words, script_name
from mtqa.types import Category, Hit, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Segment

# Of a sentence's lower-case words this share may be common in English, and so many of them are needed to tell.
MOST_COMMON = 0.3
LEAST_WORDS = 5
_OPENING_QUOTES, _CLOSING_QUOTES = ("“", '"', "‘", "'", "«", "„"), ("”", '"', "’", "'", "»", "“")
# `Москва (Moscow)`
_GLOSS = re.compile(r"[(\[（][^)\]）]*[A-Za-z]")
_ANNOUNCED = re.compile(
    rf"\b(?:words?|terms?|names?|named|called|letters?|characters?|roots?|spelled|spelt|written|{'|'.join(NAMES.values())})"
    r"[:,]?$"
)
_GREEK_SYMBOL = re.compile(r"[\u0370-\u03ff]{1,2}")


@detector("untranslated", category=Category.ACCURACY, severity=Severity.MAJOR, its="untranslated")
def untranslated(segment: Segment, context: Context) -> Iterator[Hit]:
    """A sentence or a word was left in another language, or in another script.

    A reader who could read it would not need the translation. Words of another script are seen by their letters;
    sentences in Latin script by langdetect, which is asked only where hardly a word is English, since it is often
    wrong on names. Names and terms that are quoted in brackets beside their English form are left alone.

    Bad: The minister said that реформа would start in May.
    Good: The minister flew to Moscow (Москва) in May, where the temperature was 5 °C and the angle α was small.
    """
    text = segment.text
    language = context.document.language
    if language is not None and language.partition("-")[0] != context.config.language.partition("-")[0]:
        # The whole draft is in another language: one remark says it better than a finding a sentence.
        return
    if text.isascii() and english_share(text) > 0:
        return
    whole = _whole(text)
    if whole is not None:
        yield whole
    elif not text.isascii():
        yield from _words(text)


def _whole(text: str) -> Hit | None:
    """The segment, where all of it is in another language."""
    letters = sum(character.isalpha() for character in text)
    others = letters_of_other_scripts(text)
    if others >= LEAST_WORDS and 2 * others > letters:
        found = guess(text)
        name = found.name if found and found.code != "en" and found.probability >= SURE else script_name(text)
        return Hit(Span(0, len(text)), f"This is still in {name}.", confidence=0.95)
    share, words = common_share(text)
    if words < LEAST_WORDS or share > MOST_COMMON or english_share(text) >= MOST_COMMON / 3:
        return None
    found = guess(text.lower())
    if found is None or found.code == "en" or found.probability < SURE:
        return None
    return Hit(Span(0, len(text)), f"This is still in {found.name}.", confidence=0.85)


def _words(text: str) -> Iterator[Hit]:
    mixed = mixed_words(text)
    for start, end, latin in mixed:
        if latin is None:
            yield Hit(Span(start, end), f"“{text[start:end]}” mixes the letters of two scripts.", confidence=0.8)
        else:
            yield _look_alike(text, Span(start, end), latin)
    for match in RUN.finditer(text):
        start, end = match.span()
        if any(a < end and start < b for a, b, _ in mixed) or _is_meant(text, start, end):
            continue
        latin = latin_double(match.group()) if len(match.group()) == 1 else None
        if latin is not None:
            yield _look_alike(text, Span(start, end), latin)
        elif any(character.isalpha() for character in match.group()):
            message = f"“{match.group()}” was left in {script_name(match.group())} script."
            yield Hit(Span(start, end), message, confidence=0.8)


def _look_alike(text: str, span: Span, latin: str) -> Hit:
    message = f"“{text[span.start : span.end]}” looks right, but holds a letter of another script: a search misses it."
    return Hit(span, message, (latin,), confidence=0.8, severity=Severity.MINOR)


def _is_meant(text: str, start: int, end: int) -> bool:
    """Whether a run is a symbol, a tag, or cited: in brackets, in quotation marks, after a word that announces it."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    if _GREEK_SYMBOL.fullmatch(text[start:end]) or before.endswith(("#", "@", "/", "_")):
        return True
    if _GLOSS.match(after) or _ANNOUNCED.search(before):
        return True
    if before.endswith(_OPENING_QUOTES) and after.lstrip(".,!?").startswith(_CLOSING_QUOTES):
        return True
    return any(
        before.rfind(opener) > before.rfind(closer) and closer in after for opener, closer in ("()", "[]", "（）")
    )
