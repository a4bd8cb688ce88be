"""Which words of an English translation are names of people and places, and which of them belong together."""

from __future__ import annotations

import re

from mtqa.bilingual.english_words import is_english
from mtqa.bilingual.places import is_place
from mtqa.types import Span
from mtqa.vocabulary import common_words

_NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SHORTEST = 4
NO_NAMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mr mrs ms dr prof president minister prime king queen god christmas easter
    internet whoever beside covid southeast northeast southwest northwest amid amidst olympics olympic champions
    brexit brexiteer brexiteers eurosceptic eurosceptics capt insp
    """.split()
)
_BETWEEN = re.compile(r"(?:['’]s)?[\s-](?:[A-Z][\w.'’-]*\s|(?:of|de|du|von|van|al|el|nad|and|the)\s)*")


def target_names(text: str) -> list[Span]:
    """Words of an English text that are names: known places, and words with a capital that English does not have."""
    found = []
    for match in _NAME.finditer(text):
        word = re.sub(r"['’]s?$", "", match.group())
        if len(word) < _SHORTEST or not word[0].isupper() or word.isupper() or word.lower() in NO_NAMES:
            continue
        if re.match(r"\.[a-z]", text[match.end() : match.end() + 2]):  # a site: Ecns.cn
            continue
        # PNG-registered, pro-Brexit
        parts = word.split("-")
        if any(part.islower() and is_english(part) for part in parts[1:]):
            continue
        if is_place(word) or not is_english(word.lower()):
            found.append(Span(match.start(), match.start() + len(word)))
    return found


def around(text: str, run: list[Span]) -> list[str]:
    """Names beside a run of names that are written as English words are: `Trump` beside `Donald`."""
    before = re.findall(r"(?:^|.)([^\W\d_]{4,}) $", text[: run[0].start])
    after = re.findall(r"^(?:['’]s)? ([^\W\d_]{4,})", text[run[-1].end :])
    return [word for word in before + after if word[0].isupper() and word.lower() not in common_words() | NO_NAMES]


def runs(text: str, spans: list[Span]) -> list[list[Span]]:
    """Names that nothing but words with a capital stands between, together: `Recep` and `Erdogan` of one name."""
    found: list[list[Span]] = []
    for span in spans:
        if found and _BETWEEN.fullmatch(text[found[-1][-1].end : span.start]):
            found[-1].append(span)
        else:
            found.append([span])
    return found
