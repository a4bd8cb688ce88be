"""Numbers that are not those of the source, or that are missing. Needs the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.registry import detector
from mtqa.types import Category, Hit, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.bilingual.numerals import Number
    from mtqa.context import Context
    from mtqa.types import Segment


@detector(
    "numbers",
    category=Category.ACCURACY,
    severity=Severity.MAJOR,
    its="numbers",
    needs_source=True,
)
def numbers(segment: Segment, context: Context) -> Iterator[Hit]:
    """A number differs from the one in the source, or is missing, or is written by the source's convention.

    A wrong figure reads as well as a right one, so nobody sees it without the source. The rule compares values, not
    signs: digits of all scripts, decimal marks of the language, numbers in words, millions, lakh, 万 and 億, Roman
    numerals, times, decades. It does not know what a number counts.

    Bad: Im Jahr 2019 kamen 1.250 Gäste. => In 2019, 1,350 guests came.
    Bad: A cidade tem 3,5 milhões de habitantes. => The city has 35 million inhabitants.
    Good: 据报道，该市有350万人口，其中三成是老人。 => The city is said to have 3.5 million people, 30% of them elderly.
    """
    from mtqa.bilingual.english_format import by_foreign_convention, in_english
    from mtqa.bilingual.language import source_language
    from mtqa.bilingual.number_match import compared

    source, text = segment.source or "", segment.text
    if not text or not source:
        return
    language = source_language(context)
    found = compared(source, text, language)
    right = found.lost or found.missing
    pairs = dict(zip(found.added, right, strict=True)) if len(found.added) == len(right) else {}
    for number in found.added:
        yield _wrong(text, number, pairs.get(number), sure=bool(found.lost), write=in_english)
    if not found.added:
        for number in found.lost:
            yield Hit(Span(0, len(text)), f"The source has the number {number.text}; it is missing here.", (), 0.7)
    for number, better in by_foreign_convention(source, text, language):
        message = f"English writes this number {better}; as it stands it follows the convention of the source."
        yield Hit(number.span, message, (better,), 0.8, Severity.MINOR)


def _wrong(text: str, number: Number, right: Number | None, *, sure: bool, write: object) -> Hit:
    inside = text.rfind("(", 0, number.span.start) > text.rfind(")", 0, number.span.start)
    # Translators add years and converted measures in brackets.
    confidence = 0.9 if sure else 0.4 if inside else 0.75
    if right is None:
        return Hit(number.span, f"The source has no {number.text}.", (), confidence)
    better = write(right, number)  # type: ignore[operator]
    message = f"The source says {right.text}, not {number.text}."
    return Hit(number.span, message, (better,) if better else (), confidence)
