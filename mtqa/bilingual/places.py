"""Countries and cities: what other languages call them, and which are at home where a language is spoken."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from mtqa.vocabulary import common_words

if TYPE_CHECKING:
    from collections.abc import Iterator

# Chinese and Japanese write a country with one character: 中美, 対中.
ONE_CHARACTER = {
    "china": "中华華", "philippines": "菲", "taiwan": "台臺", "macau": "澳", "japan": "日", "korea": "韩韓朝", "russia": "俄露",  # noqa: E501
    "germany": "德独", "france": "法仏", "india": "印", "thailand": "泰", "vietnam": "越", "australia": "澳豪", "canada": "加",  # noqa: E501
    "singapore": "新", "malaysia": "马", "indonesia": "印", "iran": "伊", "iraq": "伊", "turkey": "土", "egypt": "埃",
    "britain": "英", "england": "英", "spain": "西", "italy": "意伊", "ukraine": "乌", "beijing": "京", "shanghai": "沪",  # noqa: E501
    "washington": "华美米", "moscow": "俄露", "hong kong": "港",
}  # fmt: skip


@cache
def places() -> dict[str, tuple[str, ...]]:
    """What places are called in other languages, by their English name in lower case."""
    more = dict(_table("more-places.tsv"))
    return {name: _listed().get(name, ()) + more.get(name, ()) for name in _listed() | more}


@cache
def _listed() -> dict[str, tuple[str, ...]]:
    return dict(_table("places.tsv"))


def partners(name: str) -> tuple[str, ...]:
    """What stands for a place in news: the country for its capital, the capital for its country; in lower case."""
    return _partners().get(name.lower(), ())


@cache
def _partners() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for capital, countries in _table("capitals.tsv"):
        found[capital] = countries
        for country in countries:
            found[country] = (*found.get(country, ()), capital)
    return found


def _table(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    lines = files("mtqa").joinpath("data/bilingual", name).read_text(encoding="utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            first, *others = line.split("\t")
            yield first, tuple(others)


# Where a language is at home: translators put in what its readers take for granted.
_HOME = {
    "cs": "czech prague bohem", "de": "german austria berlin vienna bavaria saxony",
    "es": "spain spani madrid", "fr": "france french paris",
    "ha": "nigeria", "hi": "india delhi", "is": "iceland reykjav", "it": "ital rome", "ja": "japan tokyo",
    "pl": "poland polish poles warsaw", "pt": "portug brazil lisbon", "ru": "russia moscow soviet",
    "uk": "ukrain kyiv kiev", "vi": "viet hanoi", "zh": "china chinese beijing",
}  # fmt: skip


def is_home(name: str, language: str | None) -> bool:
    """Whether a name is that of the country, the capital or the people of a language."""
    return name.lower().startswith(tuple(_HOME.get(language or "", "-").split()))


def is_place(word: str) -> bool:
    """Whether a word is a place that the list has, and no English word."""
    return word.lower() in _listed() and word.lower() not in common_words()
