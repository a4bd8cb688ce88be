"""Names that a document spells in two ways, or that it has in an old and a new form."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from mtqa.consistency.mixture import Mention, Mixture, found, minority, times
from mtqa.consistency.spelling import distance, plain, skeleton
from mtqa.types import Span
from mtqa.vocabulary import common_names, common_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtqa.types import Segment

# Shorter names differ by a letter and are different names; Chinese ones do so at any length.
SHORTEST, SHORTEST_ALONE, SKELETON = 4, 6, 3
# So many letters may differ, in names shorter and longer than LONG.
DIFFERENCE, LONG_DIFFERENCE, LONG = 2, 3, 8
# Without a neighbour in common, one name is a slip of the other only if it is rare and the other is not.
SLIPS, OFTEN = 2, 2
# Pairs in 552,000 words of human news: beside the same other name 11 of 12 were one name, or 3 of 7 where the spelling
# could be Chinese; without one, two in three.
BESIDE, BESIDE_CHINESE, ALONE, ALIAS = 0.8, 0.4, 0.6, 0.6

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SYLLABLE = (
    "(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uan|uai|ai|ao|an|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|[aeiou]))"
)
_SYLLABLES = re.compile(f"{_SYLLABLE}+")


@dataclass(slots=True)
class _Name:
    """A word with a capital: its mentions, and the skeletons of the names before and after it.

    `in_body`: it stands beside an acronym, as in `CNN Brasil`, so it is part of the name of a body.
    """

    text: str
    mentions: list[Mention] = field(default_factory=list)
    beside: set[str] = field(default_factory=set)
    in_body: bool = False


def mixtures(segments: Sequence[Segment]) -> Iterator[Mixture]:
    """Names in two spellings, and places and groups under two of their names."""
    buckets: dict[str, list[_Name]] = defaultdict(list)
    for name in _names(segments).values():
        bones = skeleton(name.text)
        if len(bones) >= SKELETON:
            buckets[bones].append(name)
    for names in buckets.values():
        # Sorted neighbours only, so that a thousand names of one skeleton do not make a million pairs.
        for one, other in pairwise(sorted(names, key=lambda name: plain(name.text))):
            yield from _spelled(one, other)
    yield from _aliases(segments)


def _names(segments: Iterable[Segment]) -> dict[str, _Name]:
    names: dict[str, _Name] = {}
    for segment in segments:
        matches = list(_WORD.finditer(segment.text))
        for index, match in enumerate(matches):
            if not match.group()[0].isupper():
                continue
            word = re.sub(r"['’]s?$", "", match.group())
            if len(word) < SHORTEST or word.isupper() or plain(word) in common_words():
                continue
            name = names.setdefault(word, _Name(word))
            name.mentions.append(Mention(segment, Span(match.start(), match.start() + len(word))))
            if index and _touch(segment.text, match, matches[index - 1]):
                name.beside.add("before " + skeleton(matches[index - 1].group()))
                name.in_body |= len(matches[index - 1].group()) > 1 and matches[index - 1].group().isupper()
            if index + 1 < len(matches) and _touch(segment.text, match, matches[index + 1]):
                name.beside.add("after " + skeleton(matches[index + 1].group()))
    return names


def _touch(text: str, name: re.Match[str], other: re.Match[str]) -> bool:
    """Whether the other word stands beside the name and is a name too; a title, as in `President`, says nothing."""
    between = text[min(name.end(), other.end()) : max(name.start(), other.start())]
    return between == " " and other.group()[0].isupper() and plain(other.group()) not in common_words()


def _spelled(one: _Name, other: _Name) -> Iterator[Mixture]:
    confidence = _same(one, other)
    if confidence is None:
        return
    few, many = minority(one.mentions, other.mentions)
    message = f"“{few[0].text}” is spelt “{many[0].text}” elsewhere in this draft ({times(len(many))})"
    yield Mixture(tuple(few), message, confidence, many[0].text)


def _same(one: _Name, other: _Name) -> float | None:
    """How likely two names are one in two spellings; None where they are not."""
    short, long = sorted((plain(one.text), plain(other.text)), key=len)
    most = DIFFERENCE if len(short) < LONG else LONG_DIFFERENCE
    ending = long.removeprefix(short)
    derived = long.startswith(short) and ending not in {"h", short[-1]}
    if short == long or derived or distance(short, long, most) > most:
        return None
    chinese = _SYLLABLES.fullmatch(short) or _SYLLABLES.fullmatch(long)
    if one.beside & other.beside:
        return BESIDE_CHINESE if chinese else BESIDE
    few, many = sorted((one, other), key=lambda name: len(name.mentions))
    apart = distance(short, long, 1) > 1 and len(short) < LONG
    gender = short[:-1] == long[:-1]
    if len(short) < SHORTEST_ALONE or apart or gender or chinese:
        return None
    often = len(few.mentions) > SLIPS or len(many.mentions) < OFTEN
    different = few.in_body or _two_names(few.text, many.text) or _explained(few.mentions, many.mentions)
    return None if often or different else ALONE


def _two_names(few: str, many: str) -> bool:
    """Whether the rarer one is a name that people bear: `Sergei` and `Sergey` in one text are two people."""
    return few in common_names() or any({few, many} <= group for group in _given_names())


# `Bombay High Court`, `Saigon Water Supply Corporation`: a body keeps the name that it was given.
_NO_LONGER_NAME = r"(?! [A-Z])"


@cache
def _aliases_data() -> dict[str, list[list[str]]]:
    data: dict[str, list[list[str]]] = tomllib.loads(
        files("mtqa").joinpath("data/aliases.toml").read_text(encoding="utf-8")
    )
    return data


@cache
def _given_names() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group) for group in _aliases_data()["different"])


@cache
def _groups() -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(tuple(tuple(forms.split("|")) for forms in group) for group in _aliases_data()["same"])


def _aliases(segments: Sequence[Segment]) -> Iterator[Mixture]:
    """Old and new names of places, and the spellings of well-known groups, from mtqa/data/aliases.toml."""
    text = "\n".join(segment.text for segment in segments)
    for group in _groups():
        present = [forms for forms in group if any(form in text for form in forms)]
        if len(present) < 2:  # noqa: PLR2004
            continue
        # `Nato` is no name of its own in `the Nato Response Force`: there only the capitals differ.
        whole = "" if len({form.casefold() for forms in group for form in forms}) == 1 else _NO_LONGER_NAME
        patterns = (re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b{whole}") for forms in present)
        many, *rest = sorted((found(segments, pattern) for pattern in patterns), key=len, reverse=True)
        for few in rest:
            if few and not _explained(few, many):
                message = f"“{few[0].text}” is called “{many[0].text}” elsewhere in this draft ({times(len(many))})"
                mentions = _with_articles(few, many) if whole else few
                yield Mixture(tuple(mentions), message, ALIAS, many[0].text)


def _with_articles(few: Sequence[Mention], many: Sequence[Mention]) -> list[Mention]:
    """The mentions with the `the` before them, where the other form has none: `the Czech Republic` and `Czechia`."""
    if any(_article(mention) for mention in many):
        return list(few)
    return [
        Mention(mention.segment, Span(mention.span.start - len(_article(mention)), mention.span.end)) for mention in few
    ]


def _article(mention: Mention) -> str:
    """The `the` before a mention, with its space; empty where there is none."""
    before = mention.segment.text[: mention.span.start]
    return before[-4:] if before[-4:].lower() == "the " and not before[-5:-4].isalnum() else ""


def _explained(few: Sequence[Mention], many: Sequence[Mention]) -> bool:
    """Whether some sentence has both, as in `Myanmar, formerly Burma`, so that both are meant."""
    return bool({mention.segment.id for mention in few} & {mention.segment.id for mention in many})
