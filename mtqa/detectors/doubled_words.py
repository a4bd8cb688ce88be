"""A word that is written twice in a row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.registry import detector
from mtqa.types import Category, Hit, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Segment

_DOUBLED = re.compile(r"(?<![\w'’.-])([^\W\d_]+(?:['’][^\W\d_]+)?)([ \t\xa0]+)\1(?![\w'’-])", re.IGNORECASE)
# These are never doubled in right English.
_NEVER = frozenset(
    "the a an of to and with at from into or but be are was were has have will would can could should may might their "
    "his my our your its this these those not also which when if because than there been being about between they we "
    "i he she as for who where while after before during under our us them me him does did".split()
)
# Doubled for emphasis, or for a good reason: `what it is is`, `gave her her coat`, `came in in May`, `had had`.
_OFTEN = frozenset(
    "had that very really so no yes many much long far never bye ha haha hey knock more is her you in on out up down "
    "do it what now well there again again ever please oh la cha pom hear tut there's old big big little quick hush "
    "hip go come wait night too less blah that's run higher faster one two three four five by".split()
)


@detector(
    "doubled-words",
    category=Category.LINGUISTIC_CONVENTIONS,
    severity=Severity.MINOR,
    its="duplication",
    models=("language_model",),
)
def doubled_words(segment: Segment, context: Context) -> Iterator[Hit]:  # noqa: ARG001 - the contract of detectors
    """The same word stands twice in a row.

    Machines stutter when two words of the source have one meaning, and editing leaves such pairs behind. Articles,
    prepositions and the like are never doubled; with other words the language model decides. Names (Bora Bora) and
    what is doubled for emphasis (very very) or by grammar (had had) are left alone.

    Bad: The talks ended without the the agreement that many had hoped for.
    Good: He had had enough of the very very long talks in Bora Bora.
    """
    text = segment.text
    for match in _DOUBLED.finditer(text):
        first, second = text[match.start(1) : match.end(1)], text[match.end(2) : match.end()]
        low = first.lower()
        letter = len(low) == 1 and low not in ("a", "i")
        if low in _OFTEN or letter or _is_name(text, match.start(), first, second):
            continue
        yield Hit(
            Span(match.start(), match.end()),
            f"'{first}' stands twice.",
            (first,),
            confidence=0.9,
            margin=None if low in _NEVER else 3.0,
        )


def _is_name(text: str, start: int, first: str, second: str) -> bool:
    """Whether both are capitalized, or the second alone inside a sentence, as in `the The Times` or `Li Li`."""
    if second[0].isupper():
        return True
    return first[0].isupper() and start > 0 and not re.search(r"[.!?:;“\"'(\n]\s*$", text[max(start - 20, 0) : start])
