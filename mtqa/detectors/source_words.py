"""Words of the source that stand untranslated in the translation. Needs the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.registry import detector
from mtqa.types import Category, Hit, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Segment


@detector("source-words", category=Category.ACCURACY, severity=Severity.MAJOR, its="untranslated", needs_source=True)
def source_words(segment: Segment, context: Context) -> Iterator[Hit]:
    """A word of the source stands in the translation as it is, though English has no such word.

    A sentence that is half translated reads like a slip, and its reader stops there. Without the source, such a word
    may be a term or a name; with it, one sees that it was copied. Words in other scripts are the business of
    `untranslated`. Names, quoted words, and words that English shares are left alone.

    Bad: Die Polizei sperrte die Straße wegen eines umgestürzten Baumes. => The police closed the street because of an umgestürzten tree.
    Good: Restaurace Kampa nabízí guláš a marketing. => The Kampa restaurant offers "guláš" and marketing.
    """  # noqa: E501
    from mtqa.bilingual.language import source_language
    from mtqa.bilingual.leftovers import leftovers

    source, text = segment.source or "", segment.text
    if not source or source == text:
        return
    for span, certain in leftovers(source, text, source_language(context)):
        message = f"“{text[span.start : span.end]}” was left as it is in the source."
        yield Hit(span, message, confidence=0.85 if certain else 0.45)
