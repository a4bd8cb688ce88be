"""Sentences of a paragraph, and which of them are good ones: whole, plain, and English by nearly every word."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from mtqa.spelling import english
from prose.markup import HOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

FEWEST_WORDS, MOST_WORDS, MOST_CHARACTERS = 6, 45, 320
SHORTEST_PARAGRAPH, MOST_HOLES = 30, 12
# Shares of a sentence's words: common ones, ones without digits or hyphens, known ones of those, capitalised ones.
COMMON, ALPHABETIC, KNOWN, CAPITALISED = 0.2, 0.7, 0.9, 0.5

_END = re.compile(r"[.?!][”\"’)]?\s+(?=[“\"‘(]?[A-Z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Prof|Gen|Col|Lt|Capt|Sgt|Rev|Hon|Gov|Sen|Rep|Pres|No|Nos|vs|etc|e\.g|i\.e|cf|al|ed"
    r"|eds|vol|pp|Co|Corp|Inc|Ltd|U\.S|U\.K|U\.N|D\.C|a\.m|p\.m|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|Mt|Ft|Ave|approx"
    r"|ca)|\b[A-Z])\.$"
)
_LONGEST_ABBREVIATION = 12

_SPACES = re.compile(r"[\u00a0\u2009\u200a\u202f]")
_INVISIBLE = re.compile(r"[\u200b\ufeff\u2060\u00ad]")
_FIRST = re.compile(r"[“\"‘(]?[A-Z]")
_LAST = re.compile(r"[.?!][”\"’)]?$")
# Rests of markup, code and addresses; references to what is not there; the furniture of slides.
_NOT_PROSE = re.compile(
    rf"[{HOLE}\[\]{{}}<>|\\=_@#*^~`•→←×÷±∆§©®™]|https?:|www\.|\.(?:com|org|gov|net|js|py|md|html)\b|\?\?|\.\.\.|…$"
    rf"|^Slide \d|^\d*\s*Speaker|&[a-z]+;|\b[a-z]+[A-Z]|::|--"
    rf"|\b(?:Figure|Table|Exercise|Equation|Chapter|Module|Example|Section|Appendix|Fig\.) *(?:\d|\()"
)
_COMMON_WORDS = frozenset(
    """
    the of and a in to is was that for it as with be by on not he his but at are this have from or had an they which
    you were her she there been their we who would will has can one all more if no my them so than its about when what
    out up into only some could other these may over our such then any i do your how also each most after first two
    where through between those while because both during made many even same under used must should did being another
    """.split()  # noqa: SIM905 - a list of words reads better as words
)


def sentences(paragraph: str) -> Iterator[str]:
    """The good sentences of a paragraph."""
    text = cleaned(paragraph)
    if len(text) >= SHORTEST_PARAGRAPH and text.count(HOLE) <= MOST_HOLES:
        yield from filter(good, cut(text))


def cleaned(text: str) -> str:
    """Without entities, invisible characters, and more than one space at a place."""
    text = _INVISIBLE.sub("", _SPACES.sub(" ", html.unescape(text)))
    return " ".join(text.split())


def cut(text: str) -> Iterator[str]:
    """Everything of a text, in sentences; good or not."""
    start = 0
    for match in _END.finditer(text):
        end = match.start() + len(match.group().rstrip())
        if not _ABBREVIATION.search(text[max(0, end - _LONGEST_ABBREVIATION) : end]):
            yield text[start:end]
            start = match.end()
    yield text[start:]


def good(sentence: str) -> bool:
    words = sentence.split()
    return (
        FEWEST_WORDS <= len(words) <= MOST_WORDS
        and len(sentence) <= MOST_CHARACTERS
        and bool(_FIRST.match(sentence) and _LAST.search(sentence))
        and not _NOT_PROSE.search(sentence)
        and _paired(sentence)
        and _of_english(words)
    )


def _paired(sentence: str) -> bool:
    return all(sentence.count(a) == sentence.count(b) for a, b in ("()", "“”")) and sentence.count('"') % 2 == 0


def _of_english(words: list[str]) -> bool:
    bare = [word for one in words if (word := one.strip(".,;:?!\"'()“”‘’").lower())]
    alphabetic = [word for word in bare if word.isalpha()]
    known = english()
    return (
        sum(word in _COMMON_WORDS for word in bare) >= COMMON * len(bare)
        and len(alphabetic) >= ALPHABETIC * len(bare)
        and sum(word in known for word in alphabetic) >= KNOWN * len(alphabetic)
        and sum(word[0].isupper() for word in words) <= CAPITALISED * len(words)
    )
