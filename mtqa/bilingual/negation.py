"""Whether a text denies something, by the negators of its language (`mtqa/data/bilingual/negation.toml`)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mtqa.bilingual.number_words import lowered
from mtqa.types import Span

# Set phrases that say nothing negative: a question's tail, "not only", "no doubt", numbers.
_PHRASES = re.compile(
    r"\bno longer than\b|\bgood for nothing\b|\bnot (?:only|just|merely|simply|least|to mention)\b|\bno (?:doubt|matter|wonder|sooner|\d|\.)|\bwhether or not\b"  # noqa: E501
    r"|\bif not\b|\bwhy not\b|\bor not\b|\bno\. ?\d|,\s\w+n['’]t (?:it|he|she|they|you|we|i)\?|\bnone the\b"
    r"|\bcan['’]t wait\b|\bcouldn['’]t (?:be|have been) (?:more|better|happier)|\bnon-stop\b|\bbelieve it or not\b"
    r"|\bnot (?:rare|uncommon|unusual|infrequent|seldom|far (?:from|away|off)|too (?:much|many))\b"
    r"|\bnot (?:until|unlike|without|un\w+|in\w+able)\b|\bnever(?:theless| before| again)\b|\bnot\s?e\b",
)

# The same in the languages of sources: not only, not least, at least, none other.
_SOURCE_PHRASES = re.compile(
    r"\bnicht (?:nur|zuletzt|bloß|umsonst|selten|wenige?n?|ohne|weit)\b|\bне (?:редк|без )\w*|\bneřídk\w+|\bno poc[oa]s?\b"  # noqa: E501
    r"|\bnierzadko\b|\bnon di rado\b|\bpas loin\b|\bnon lontano\b"
    r"|\bkein(?:e|en|em|er|es)? ander\w+|\bне (?:только|менее|просто|лишь)\b|\bне тільки\b"
    r"|\bне (?:лише|менше|просто)\b|\bтем не менее\b|\bтим не менш\b|\bnie tylko\b|\bno (?:solo|sólo|obstante|menos)\b"
    r"|\bnon (?:solo|soltanto|meno)\b|\bpas seulement\b|\bnon seulement\b|\bekki (?:síst|aðeins|bara)\b|\bnejen\w*|\bnecel\w+"  # noqa: E501
    r"|\bnejedn\w+|\bnevad\w+|\bnezávis\w+|\bneček\w+|\bnehod\w+|\bnedáv\w+|\bnejist\w+|\bnemoc\w+|\bkhông (?:chỉ|những|gian|khí)\b"  # noqa: E501
    r"|不(?:仅|但|只|光|同|一|忘)|不(?=开|出户)|だけでなく|のみならず|ではないか|ないですか|のではない|かもしれない|なければなら|न केवल|ليس فقط|لا سيما|لا يزال|لا تزال"  # noqa: E501
    r"|\bnie (?:mal|wieder)\b|\bneplat\w+|\bne[nž]\b|\bengu að síður\b|\bne que\b|\bn['’]\w+ que\b|\bpas moins\b",
)


@dataclass(frozen=True, slots=True)
class Negations:
    """The sure negators of a text, and whether it has anything that English may say with one.

    `phrases` counts the set phrases with a negator that says nothing negative, which the other side may say with one.
    """

    sure: tuple[Span, ...]
    maybe: bool
    phrases: int = 0


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    data = tomllib.loads(files("mtqa").joinpath("data/bilingual/negation.toml").read_text(encoding="utf-8"))
    entry = data.get(language)
    return (re.compile(entry["sure"]), re.compile(entry["maybe"])) if entry else None


def negations(text: str, language: str) -> Negations | None:
    """What a text has of negation, or None where the language's negators are not known."""
    patterns = _patterns(language)
    if patterns is None:
        return None
    text = lowered(text)
    phrases = _PHRASES if language == "en" else _SOURCE_PHRASES
    text, count = phrases.subn(lambda match: " " * len(match.group()), text)
    sure = tuple(Span(*match.span()) for match in patterns[0].finditer(text))
    return Negations(sure, bool(patterns[1].search(text)), count)
