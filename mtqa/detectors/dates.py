"""Months and weekdays that are not those of the source. Needs the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.registry import detector
from mtqa.types import Category, Hit, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Segment


@detector("dates", category=Category.ACCURACY, severity=Severity.MAJOR, its="mistranslation", needs_source=True)
def dates(segment: Segment, context: Context) -> Iterator[Hit]:
    """A month or a weekday is another one than in the source.

    A meeting in July instead of June costs more than a clumsy phrase. The rule knows what months and weekdays are
    called in some forty languages (CLDR), and reads numeric dates; 3.4. may be March or April, so either passes.
    Where the source names none, a translation that does is left alone.

    Bad: Das Treffen beginnt am Montag, dem 3. Juni, in München. => The meeting begins on Monday, 3 July, in Munich.
    Good: Das Treffen beginnt am Montag, dem 3. Juni, in München. => The meeting begins on Monday, June 3, in Munich.
    """
    from mtqa.bilingual.calendar import DAYS, MONTHS, english_calendar, source_calendar
    from mtqa.bilingual.language import source_language

    source, text = segment.source or "", segment.text
    language = source_language(context)
    ours = english_calendar(text)
    if not ours or language is None:
        return
    months, days = source_calendar(source, language)
    for kind, theirs, names in (("month", months, MONTHS), ("day", days, DAYS)):
        named = {number for _, what, number in ours if what == kind}
        for span, what, number in ours:
            if what != kind or not theirs or number in theirs:
                continue
            left = sorted(theirs - named)
            better = (names[left[0] - 1],) if len(left) == 1 else ()
            said = " or ".join(names[one - 1] for one in sorted(theirs))
            yield Hit(span, f"The source says {said}.", better, 0.8 if left else 0.45)
