"""A negation that the translation added or lost. Needs the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.registry import detector
from mtqa.types import Category, Hit, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.bilingual.negation import Negations
    from mtqa.context import Context
    from mtqa.types import Segment

# Where negation is a prefix, words begin like it that deny nothing; a lost one is shown on demand there.
_PREFIXING = frozenset({"cs", "sk"})
# Where so much may deny that what excuses a negation excuses nearly any.
_INDIRECT = frozenset({"ja", "ko"})
# What other languages forbid, English says with a negation: No smoking, Do not touch.
_FORBIDS = re.compile(
    r"verb[oi][te]t|interdi[ts]|défense d|prohib|proibi|vietat|запрещ|заборон|zakaz|zakáz|禁|勿|금지|cấm"
)


@detector("negation", category=Category.ACCURACY, severity=Severity.CRITICAL, its="mistranslation", needs_source=True)
def negation(segment: Segment, context: Context) -> Iterator[Hit]:
    """The translation denies what the source affirms, or the other way round.

    One small word turns a sentence into its opposite, and the sentence still reads well. The rule looks for the
    negators of both languages: words, endings of verbs, prefixes. Words that English may put with a negation (few,
    without, un-, refuse) excuse one on the other side, so that free renderings are left alone.

    Bad: Die Sitzung wurde gestern für beendet erklärt, und der Präsident reiste ab. => The meeting was not closed yesterday, and the president left.
    Bad: Она сказала, что не подпишет этот договор. => She said that she would sign the treaty.
    Good: Ohne Erlaubnis darf man das Gebäude nicht betreten, sagte die Behörde. => Nobody may enter the building without permission, the authority said.
    """  # noqa: E501
    from mtqa.bilingual.language import source_language
    from mtqa.bilingual.negation import negations

    source, text = segment.source or "", segment.text
    language = source_language(context)
    if not source or not text or language is None or language == "en":
        return
    theirs, ours = negations(source, language), negations(text, "en")
    if theirs is None or ours is None:
        return
    if len(ours.sure) > len(theirs.sure):
        confidence = 0.4 if _FORBIDS.search(source.lower()) else _added(theirs, ours, language)
        last = ours.sure[-1]
        yield Hit(last, f"“{text[last.start : last.end]}” denies what the source does not deny.", (), confidence)
    elif theirs.sure and not ours.sure:
        words = source[theirs.sure[0].start : theirs.sure[0].end]
        unclear = ours.maybe or ours.phrases or language in _PREFIXING | _INDIRECT
        yield Hit(
            Span(0, len(text)),
            f"The source denies (“{words}”), the translation does not.",
            (),
            0.3 if unclear else 0.55,
        )


def _added(theirs: Negations, ours: Negations, language: str) -> float:
    if language in _INDIRECT and (theirs.sure or theirs.maybe):
        return 0.45
    if len(ours.sure) - len(theirs.sure) <= theirs.phrases:
        return 0.4
    if theirs.sure:
        return 0.55 if len(ours.sure) == len(theirs.sure) + 1 else 0.4
    return 0.55 if theirs.maybe else 0.8
