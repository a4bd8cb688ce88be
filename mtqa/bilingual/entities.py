"""Names of people and places on both sides: alike in letters, in sound, or by the list of places."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from mtqa.bilingual.english_words import is_english
from mtqa.types import Span
from mtqa.vocabulary import common_words

_NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SHORTEST = 4
# Two spellings of a name share at least so much, by the edit distance of what is left of them without vowels' marks.
_ALIKE = 0.67
_STEM = 4
# From here on scripts write no spaces between words.
_NO_SPACES = 0x2E80
_NO_NAMES = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "president",
        "minister",
        "prime",
        "king",
        "queen",
        "god",
        "christmas",
        "easter",
        "internet",
        "whoever",
        "beside",
        "covid",
    ]
)


def target_names(text: str, *, places_only: bool = False) -> list[Span]:
    """Words of an English text that are names: known places, and words with a capital that English does not have."""
    found = []
    for match in _NAME.finditer(text):
        word = re.sub(r"['’]s?$", "", match.group())
        if len(word) < _SHORTEST or not word[0].isupper() or word.isupper() or word.lower() in _NO_NAMES:
            continue
        place = word.lower() in places() and word.lower() not in common_words()
        if place or (not places_only and not is_english(word.lower())):
            found.append(Span(match.start(), match.start() + len(word)))
    return found


@cache
def places() -> dict[str, tuple[str, ...]]:
    """What places are called in other languages, by their English name in lower case."""
    lines = files("mtqa").joinpath("data/bilingual/places.tsv").read_text(encoding="utf-8").splitlines()
    table = (line.split("\t") for line in lines if not line.startswith("#"))
    return {cells[0]: tuple(cells[1:]) for cells in table}


@lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """A word in Latin letters without accents, spelled as simply as can be: `Хабаровск` and `Khabarovsk` are alike."""
    from anyascii import anyascii

    text = anyascii(word).lower()
    for old, new in _SOUNDS:
        text = text.replace(old, new)
    text = re.sub(r"[^a-z]", "", text)
    return re.sub(r"(.)\1", r"\1", text)


_SOUNDS = (
    ("shch", "s"), ("tsch", "s"), ("sch", "s"), ("tch", "s"), ("ch", "s"), ("sh", "s"), ("zh", "s"), ("ts", "s"),
    ("tz", "s"), ("cz", "s"), ("sz", "s"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"),
    ("x", "ks"), ("c", "k"), ("q", "k"), ("w", "v"), ("z", "s"), ("j", "i"), ("y", "i"), ("ie", "i"), ("iu", "u"),
    ("ia", "a"), ("'", ""), ("e", "i"), ("o", "u"), ("b", "v"),
)  # fmt: skip


# Chinese and Japanese write a country with one character: 中美, 対中.
_ONE_CHARACTER = {
    "china": "中华華", "philippines": "菲", "taiwan": "台臺", "macau": "澳", "japan": "日", "korea": "韩韓朝", "russia": "俄露",  # noqa: E501
    "germany": "德独", "france": "法仏", "india": "印", "thailand": "泰", "vietnam": "越", "australia": "澳豪", "canada": "加",  # noqa: E501
    "singapore": "新", "malaysia": "马", "indonesia": "印", "iran": "伊", "iraq": "伊", "turkey": "土", "egypt": "埃",
    "britain": "英", "england": "英", "spain": "西", "italy": "意伊", "ukraine": "乌", "beijing": "京", "shanghai": "沪",  # noqa: E501
    "washington": "华美米", "moscow": "俄露", "hong kong": "港",
}  # fmt: skip


def has_like(name: str, source: str, words: frozenset[str]) -> bool:
    """Whether a source has a word that may be this name: by the list of places, or alike in letters or sound."""
    forms = places().get(name.lower(), ())
    if forms and re.search(rf"(?<![^\W\d_])(?:\w{{0,5}})(?:{'|'.join(map(re.escape, forms))})", source, re.IGNORECASE):
        return True
    if forms and any(ord(form[0]) > _NO_SPACES and form in source for form in forms):
        return True
    if any(char in source for char in _ONE_CHARACTER.get(name.lower(), "")):
        return True
    wanted = plain(name)
    return any(_alike(wanted, word) for word in words)


@lru_cache(maxsize=256)
def source_words(source: str) -> frozenset[str]:
    """The words of a source in plain Latin letters."""
    return frozenset(
        plain(word) for word in re.findall(r"[^\W\d_]+(?:[\u0300-\u036f\u0900-\u0963]+[^\W\d_]*)*", source)
    )


def _alike(one: str, other: str) -> bool:
    if not one or not other:
        return False
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _SHORTEST and (
        longer.startswith(shorter[:_STEM]) or (len(shorter) > _STEM and shorter in longer)
    ):
        return True
    bare = _skeleton(one), _skeleton(other)
    if min(map(len, bare)) >= 3 and bare[0][:3] == bare[1][:3]:
        return True
    return _similarity(one, other) >= _ALIKE


def _skeleton(word: str) -> str:
    return re.sub(r"[aeiou]", "", word)


def _similarity(one: str, other: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).ratio()
