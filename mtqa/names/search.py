"""Searches a text for garbled names: mentions, their nearest known names, and the verdict on each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mtqa.names.judge import DOUBTFUL, LISTED_ELSEWHERE, ONE_A_STATE, Verdict, judge, misjoined
from mtqa.names.match import SHORT_NAME, Match, best, best_at_end, candidates
from mtqa.names.mentions import mentions
from mtqa.names.order import is_adjective_behind
from mtqa.names.words import FUNCTION_WORDS, Relation, breaks, joints, relations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.names.known import NameList
    from mtqa.names.mentions import Mention

# When a mention has several near names, one unit of cost weighs as much as this many nats of explained words.
COST_IN_NATS = 3.0
# In shorter names people vary the small words themselves.
JOINED_WORDS = 4
# With a country's name: "Russian Federation", "United Kingdom".
COUNTRY_WORDS = frozenset({"united", "nations", "states", "kingdom", "federation", "republic", "union"})
BESIDE = frozenset({" ", "\u00a0", "-"})
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OF = re.compile(r"\s(?:of|for)(?: the)?\s")


@dataclass(frozen=True, slots=True)
class Garbling:
    """Words of a text (from `start` to `end`) that garble the name that `match` holds."""

    start: int
    end: int
    match: Match
    verdict: Verdict
    acronym: str = ""


def garblings(text: str, known: NameList) -> Iterator[Garbling]:
    """The garbled names of a text, in order, none overlapping another; what an acronym supports comes first."""
    found: list[Garbling] = []
    for mention in mentions(text):
        found += _in_mention(text, mention, known)
    found.sort(key=lambda item: (not item.acronym, -item.verdict.confidence, -item.match.shared))
    taken = bytearray(len(text))
    kept: list[Garbling] = []
    for item in found:
        if not any(taken[item.start : item.end]):
            taken[item.start : item.end] = b"\1" * (item.end - item.start)
            kept.append(item)
    yield from sorted(kept, key=lambda item: item.start)


def _in_mention(text: str, mention: Mention, known: NameList) -> Iterator[Garbling]:
    """The garblings of a mention, nearest first, none overlapping another that comes before it."""
    content = mention.words
    numbers = known.acronyms.get(mention.acronym, []) if mention.acronym else list(candidates(content, known))
    if not numbers:
        return
    apart = breaks(text, content)
    spans = _known_spans(mention, known, apart)
    if mention.acronym and any(stop == len(content) and not _is_place(mention, start) for start, stop in spans):
        # What is known and ends at the bracket is right, whatever else the acronym stands for.
        return
    nearest = best_at_end if mention.acronym else best
    found = nearest(content, known, numbers, apart)
    yield from _misjoined(text, mention, found)
    ranked = sorted(found, key=lambda item: item[2].cost * COST_IN_NATS - item[2].explained)
    settled: list[tuple[int, int]] = []
    for start, stop, match in ranked:
        inside = any(first <= start and stop <= last for first, last in settled)
        if inside or _explained(mention, start, stop, spans):
            continue
        verdict = judge(match, acronym=bool(mention.acronym), fits=_fits(text, mention))
        if verdict is None and not match.extra + match.missing and not match.replaced:
            # Every word is there, in a way that is no fault: what else resembles these words does not matter.
            settled.append((start, stop))
        if verdict and mention.acronym and _described(text, match):
            verdict = replace(verdict, confidence=DOUBTFUL)
        if verdict and known.begins([word.plain for word in match.window]):
            continue
        if verdict and any(start < last and first < stop for first, last in settled):
            continue
        if verdict and (mention.acronym or not _part_of_longer(text, mention, start, stop, match)):
            settled.append((start, stop))
            wording = _best_wording(match, [item[2] for item in found if item[:2] == (start, stop)])
            yield Garbling(content[start].start, content[stop - 1].end, wording, verdict, mention.acronym)


def _is_place(mention: Mention, start: int) -> bool:
    """Whether a mention ends with a country or the United Nations, as of some body."""
    places = relations().places
    return all(word.root in places or word.plain in COUNTRY_WORDS for word in mention.words[start:])


def _described(text: str, match: Match) -> bool:
    """Whether words in lower case that the name lacks say what the body is, as in "the US drug regulator (FDA)"."""
    same = {index for index, relation in match.pairs if relation <= Relation.FORM}
    return any(text[word.start].islower() for index, word in enumerate(match.window) if index not in same)


def _fits(text: str, mention: Mention) -> bool:
    """Whether words before an acronym begin with its letters, so that it may be another body's, or another language's.

    Small words may have a letter or not.
    """
    letters = "".join(letter for letter in mention.acronym.lower() if letter.isalpha())
    initials = [word[0].lower() for word in _WORD.findall(text[mention.start : mention.end])]
    small = [word.lower() in FUNCTION_WORDS for word in _WORD.findall(text[mention.start : mention.end])]
    left = len(letters)
    for initial, is_small in zip(reversed(initials), reversed(small), strict=True):
        if left and initial == letters[left - 1]:
            left -= 1
        elif not is_small:
            return False
        if not left:
            return True
    return False


def _best_wording(match: Match, others: list[Match]) -> Match:
    """Of an entity's names that are equally near, the most official."""
    entity = match.form.entity
    near = [other for other in others if other.form.entity is entity and other.cost <= match.cost]
    return min(near, key=lambda other: entity.names.index(other.form.text), default=match)


def _misjoined(text: str, mention: Mention, found: list[tuple[int, int, Match]]) -> Iterator[Garbling]:
    """The longest known name in the mention, if its small words are joined as no known wording of it joins them."""
    exact = [item for item in found if item[2].cost == 0 and len(item[2].pairs) >= JOINED_WORDS]
    exact = [item for item in exact if item[1] - item[0] == max(stop - start for start, stop, _ in exact)]
    for start, stop, match in exact[:1]:
        first, last = mention.words[start].start, mention.words[stop - 1].end
        used = joints(text[first:last])
        written = not match.form.entity.kind.startswith(("generic", *LISTED_ELSEWHERE))
        if written and all(used != joints(other.form.text) for _, _, other in exact):
            yield Garbling(first, last, match, misjoined(), mention.acronym)


def _known_spans(mention: Mention, known: NameList, apart: frozenset[int]) -> list[tuple[int, int]]:
    """The stretches of a mention's words that are known names: from each word on, the longest.

    `apart` holds the indices of words that a comma or "and" follows; one belongs to a name that has one.
    """
    plain = [word.plain for word in mention.words]
    spans = []
    for start in range(len(plain)):
        stop = start + known.known_at(plain, start)
        if stop - start > 1 and (apart.isdisjoint(range(start, stop - 1)) or known.joined(plain[start:stop])):
            spans.append((start, stop))
    return spans


def _explained(mention: Mention, start: int, stop: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a known name, with a country or people beside it, says what these words are."""
    places = relations().places
    for first, last in spans:
        if first >= stop or start >= last:
            continue
        if first < start or last > stop or (first, last) == (start, stop):
            return True
        left = [mention.words[index] for index in range(start, stop) if not first <= index < last]
        if last < stop and is_adjective_behind(mention.words[last - 1], mention.words[last]):
            continue
        if all(word.root in places or word.abbreviation for word in left):
            return True
    return False


def _part_of_longer(text: str, mention: Mention, start: int, stop: int, match: Match) -> bool:
    """Whether the name goes on beside the window, so that it may be another's.

    That is so where a capitalised word stands right beside it; for bodies that every state has, where "of" and a
    capitalised word follow; and for names of two words, where a country stands before them.
    """
    content = mention.words
    if text[mention.start : mention.end].isupper():
        return False
    if stop < len(content):
        between = text[content[stop - 1].end : content[stop].start]
        goes_on = between in BESIDE or (match.form.entity.kind in ONE_A_STATE and _OF.fullmatch(between) is not None)
        if goes_on and content[stop].start > content[stop - 1].start:
            return True
    if start > 0:
        before = content[start - 1]
        country = before.root in relations().places or bool(before.abbreviation)
        if text[before.end : content[start].start] in BESIDE:
            return not country or (len(match.pairs) <= SHORT_NAME and match.form.entity.kind in ONE_A_STATE)
    return False
