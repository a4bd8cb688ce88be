"""Units and currencies that are not those of the source. Needs the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.registry import detector
from mtqa.types import Category, Hit, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Segment


@detector("units", category=Category.ACCURACY, severity=Severity.MAJOR, its="mistranslation", needs_source=True)
def units(segment: Segment, _context: Context) -> Iterator[Hit]:
    """A unit or a currency is another one than in the source, while the number is the same.

    Five miles are not five kilometres, nor euros dollars. The rule looks at the units beside numbers; where the
    number was converted too, or the source has that unit somewhere, it says nothing.

    Bad: Die Strecke ist 25 km lang und kostet 3 Millionen Euro. => The road is 25 miles long and costs 3 million euros.
    Good: Die Strecke ist 25 km lang. => The road is 16 miles long.
    """
    import re

    from mtqa.bilingual.numerals import with_ascii_digits
    from mtqa.bilingual.units import english_units, source_has, source_measures

    source, text = with_ascii_digits(segment.source or ""), segment.text
    if not source:
        return
    for span, unit in english_units(text):
        theirs = source_measures(unit.of, source)
        near = re.search(r"(\d[\d.,]*)\D*$", text[: span.start]) or re.match(r"\D*(\d[\d.,]*)", text[span.end :])
        digits = re.sub(r"\D", "", near[1]) if near else ""
        same = bool(digits) and digits in re.sub(r"(?<=\d)[.,\s](?=\d)", "", source)
        if theirs and same and not source_has(unit, source):
            yield Hit(span, f"The source has {theirs[0]}, not {unit.name}.", (), 0.75)
