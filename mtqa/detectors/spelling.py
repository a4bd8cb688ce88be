"""The rule `spelling`: a word that is none, and looks like a slip for a common one."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from mtqa.registry import document_detector
from mtqa.spelling import corrections, is_plain_slip, is_word
from mtqa.types import Category, Hit, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Document

# In lower case, and no part of an address, a path or a compound.
#: Words that the rule looks at: in small letters, of four or more, and no part of an address or a path.
WORD = re.compile(r"(?<![\w'’.@/\\#_-])[a-z]{4,}(?![\w'’@/\\_-]|\.\w)")
_ANY_WORD = re.compile(r"[^\W\d_]+")
# A word that the draft uses so often is its own.
OFTEN = 3
# What the language model must gain by the correction, in nats.
MARGIN = 7.0
CONFIDENCE = 0.85
# Where it is no plain slip, an unknown word of a translation is often a foreign one: something is wrong, but mostly not
# the letters (`conspiration`, `garnano`, `atriots` for `patriots`), so it is not mended unasked.
UNCOMMON = 0.8


@document_detector(
    "spelling",
    category=Category.LINGUISTIC_CONVENTIONS,
    severity=Severity.MINOR,
    its="misspelling",
    models=("language_model",),
)
def spelling(document: Document, _: Context) -> Iterator[Hit]:
    """A word that no dictionary has, one or two letters away from a common one.

    Machines copy the slips of their source and make some of their own, and readers trip over them. The rule leaves
    names, words that the draft uses again and again, and what stands beside another unknown word (it is another
    language) alone. The language model must find the correction much likelier in its place.

    Bad: The work was eastablished by a law of 1996.
    Good: The work was established by a law of the town of Przewalsk.
    """
    texts = [segment.text for segment in document.segments]
    uses = Counter(match.group() for text in texts for match in WORD.finditer(text))
    unknown = {word for word, count in uses.items() if count < OFTEN and not is_word(word)}
    for segment in document.segments:
        for match in WORD.finditer(segment.text):
            word = match.group()
            if word in unknown and corrections(word) and not _foreign(segment.text, match):
                plain = tuple(other for other in corrections(word) if is_plain_slip(word, other))
                wordings = plain or _nearest(word)
                # Of several, the language model chooses.
                meant = f"; a slip for '{wordings[0]}'?" if len(wordings) == 1 else ""
                message = f"'{word}' is in no English dictionary{meant}"
                confidence = CONFIDENCE if plain else UNCOMMON
                yield Hit(Span(*match.span()), message, wordings, confidence, margin=MARGIN, segment=segment)


def _nearest(word: str) -> tuple[str, ...]:
    """The corrections with the fewest letters changed: `iniciate` is `initiate` before it is `indicate`."""
    from rapidfuzz.distance import OSA

    changed = {other: OSA.distance(word, other) for other in corrections(word)}
    return tuple(other for other, letters in changed.items() if letters == min(changed.values()))


def _foreign(text: str, match: re.Match[str]) -> bool:
    """Whether a word beside it is none either, or it is quoted by itself."""
    before, after = _ANY_WORD.findall(text[: match.start()])[-1:], _ANY_WORD.findall(text[match.end() :])[:1]
    quoted = text[: match.start()][-1:] in {'"', "“", "‘", "«"}
    return quoted or any(not is_word(word.lower()) for word in (*before, *after) if len(word) > 1)
