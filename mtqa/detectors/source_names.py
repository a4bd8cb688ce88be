"""Names in the translation that the source does not have. Needs the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.registry import detector
from mtqa.types import Category, Hit, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Segment

# Names in these are not spelled out letter by letter; only places that the list knows are looked for.
_CHARACTERS = frozenset({"zh", "ja", "ko"})
# Languages in which the list of places has what places are called.
_LISTED = frozenset(
    ["ar", "bg", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv", "nb", "ne", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh"]  # noqa: E501
)  # fmt: skip
# A name that takes so large a share of the source's words is a signature or a list, not a sentence.
_LONG_ENOUGH = 20


@detector(
    "source-names", category=Category.ACCURACY, severity=Severity.MAJOR, its="inconsistent-entities", needs_source=True
)
def source_names(segment: Segment, context: Context) -> Iterator[Hit]:
    """A person or a place in the translation is none of those in the source.

    A wrong name puts the deed of one on another, and nobody who reads the English can tell. The rule looks for each
    name in the source: as it is written, as it sounds in another alphabet, or as the list of countries and cities
    says it in that language. Of Chinese, Japanese and Korean sources it knows the places alone.

    Bad: Премьер-министр Дании прибыл во вторник в Хабаровск. => The prime minister of Denmark arrived in Vladivostok on Tuesday.
    Good: Премьер-министр Дании прибыл во вторник в Хабаровск. => The prime minister of Denmark arrived in Khabarovsk on Tuesday.
    """  # noqa: E501
    from mtqa.bilingual.entities import has_like, source_words, target_names
    from mtqa.bilingual.language import source_language

    source, text = segment.source or "", segment.text
    language = source_language(context)
    if len(source) < _LONG_ENOUGH and language not in _CHARACTERS:
        return
    words = source_words(source)
    for span in target_names(text, places_only=language in _CHARACTERS):
        name = text[span.start : span.end]
        if not has_like(name, source, words):
            message = f"The source does not seem to name {name}."
            yield Hit(span, message, (), 0.6 if language in _LISTED else 0.4)
