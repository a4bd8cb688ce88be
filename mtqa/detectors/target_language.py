"""Units that were not translated, or translated into another language. Needs the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.registry import detector
from mtqa.types import Category, Hit, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Segment

_SMALL_WORD = re.compile(r"(?<![\w.@/-])[^\W\d_A-Z][^\W\d_]{2,}(?![\w@/]|\.\w)")
_FEWEST_WORDS = 2
_LAST_LATIN = 0x24F


@detector("target-language", category=Category.ACCURACY, severity=Severity.MAJOR, its="untranslated", needs_source=True)
def target_language(segment: Segment, context: Context) -> Iterator[Hit]:
    """The unit is empty, is the same as its source, or is in another language than the rest.

    What was left empty or copied goes out in the source's language. Names, numbers, codes and words that both
    languages share may well be the same, so a copy counts only where it has words that English does not have, or
    another script.

    Bad: Der Vertrag wurde gekündigt. => Der Vertrag wurde gekündigt.
    Good: PostgreSQL 15.2 => PostgreSQL 15.2
    """
    from mtqa.bilingual.english_words import is_english
    from mtqa.bilingual.language import source_language
    from mtqa.bilingual.leftovers import stop_words

    source, text = (segment.source or "").strip(), segment.text.strip()
    if not any(char.isalpha() for char in source):
        return
    if not text:
        yield Hit(Span(0, len(segment.text)), "This unit has no translation.", confidence=0.9)
        return
    language = source_language(context)
    if text.casefold() != source.casefold() or language in {None, context.config.language.partition("-")[0]}:
        return
    words = _SMALL_WORD.findall(text)
    foreign = [word for word in words if not is_english(word)]
    other_script = sum(ord(char) > _LAST_LATIN for char in text if char.isalpha())
    if (
        2 * other_script > len(re.findall(r"\w", text))
        or any(word.lower() in stop_words(language) for word in words)
        or len(foreign) >= _FEWEST_WORDS
    ):
        confidence = 0.9
    elif foreign:
        confidence = 0.6
    else:
        return
    yield Hit(Span(0, len(segment.text)), "This unit is the same as its source.", confidence=confidence)
