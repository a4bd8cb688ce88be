"""Names of a source in Latin letters that are nowhere in its translation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.bilingual.english_words import is_known_name
from mtqa.bilingual.entities import is_rendered
from mtqa.bilingual.places import is_place, partners
from mtqa.bilingual.target_names import NO_NAMES
from mtqa.vocabulary import common_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SHORTEST = 4
_OPENING = " \"„“”«»'’(—–-\u00a0"
_BEFORE, _AFTER = re.compile(r"(\b[^\W\d_a-z]\w+)[ -]$"), re.compile(r"[ -]([^\W\d_a-z]\w+)")
# A translation may say he or she for a person whom its source names again.
_PRONOUN = re.compile(r"\b(?:he|she|him|his|hers?)\b", re.IGNORECASE)


def omitted_names(source: str, target: str) -> Iterator[tuple[str, bool]]:
    """Names that a source spells as English does and its translation lacks, and whether a pronoun may stand for them.

    Only what is known for a name is looked for, and not where a sentence begins: elsewhere a capital tells little, for
    other languages give it to nouns and offices.
    """
    seen = set()
    for match in _WORD.finditer(source):
        name = match.group()
        if name in seen or not _is_name(name) or _begins(source[: match.start()]):
            continue
        seen.add(name)
        whole = [name, *partners(name), *_beside(source, match)]
        if not any(is_rendered(one, target) for one in whole):
            yield name, not is_place(name) and bool(_PRONOUN.search(target))


def _is_name(word: str) -> bool:
    if len(word) < _SHORTEST or not word[0].isupper() or word.isupper() or word.lower() in common_words() | NO_NAMES:
        return False
    return is_known_name(word) or is_place(word)


def _beside(source: str, match: re.Match[str]) -> list[str]:
    """The words with a capital beside a name: of Donald Trump, one is enough."""
    before, after = _BEFORE.search(source[: match.start()]), _AFTER.match(source[match.end() :])
    return [found[1] for found in (before, after) if found]


def _begins(before: str) -> bool:
    """Whether a sentence begins here."""
    before = before.rstrip(_OPENING)
    return not before or before[-1] in ".!?:…|;\n"
