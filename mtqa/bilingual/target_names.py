"""Which words of an English translation are names of people and places, and which of them belong together."""

from __future__ import annotations

import re

from mtqa.bilingual.english_words import is_english
from mtqa.bilingual.places import is_place
from mtqa.types import Span

_NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SHORTEST = 4
_NO_NAMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mr mrs ms dr prof president minister prime king queen god christmas easter
    internet whoever beside covid southeast northeast southwest northwest amid amidst olympics olympic champions
    """.split()
)
_BETWEEN = re.compile(r"(?:['’]s)?[\s-](?:[A-Z][\w.'’-]*\s|(?:of|de|du|von|van|al|el|nad|and|the)\s)*")


def target_names(text: str) -> list[Span]:
    """Words of an English text that are names: known places, and words with a capital that English does not have."""
    found = []
    for match in _NAME.finditer(text):
        word = re.sub(r"['’]s?$", "", match.group())
        if len(word) < _SHORTEST or not word[0].isupper() or word.isupper() or word.lower() in _NO_NAMES:
            continue
        if re.match(r"\.[a-z]", text[match.end() : match.end() + 2]):  # a site: Ecns.cn
            continue
        if is_place(word) or not is_english(word.lower()):
            found.append(Span(match.start(), match.start() + len(word)))
    return found


def runs(text: str, spans: list[Span]) -> list[list[Span]]:
    """Names that nothing but words with a capital stands between, together: `Recep` and `Erdogan` of one name."""
    found: list[list[Span]] = []
    for span in spans:
        if found and _BETWEEN.fullmatch(text[found[-1][-1].end : span.start]):
            found[-1].append(span)
        else:
            found.append([span])
    return found
