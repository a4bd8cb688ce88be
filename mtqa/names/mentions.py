"""Finds the stretches of a text that may hold a name: capitalised words, the small words between them, acronyms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.names.words import Word, words

if TYPE_CHECKING:
    from collections.abc import Iterator

# Heads that machines often leave in lower case inside a name: "North American treaty organization".
HEADS = (
    "treaty|organi[sz]ation|agreement|convention|agency|council|court|committee|commission|union|fund|bank|"
    "association|federation|tribunal|nations?|war|sea|strait|canal|chiefs?|staff"
)

# In content words. The longest names have a dozen.
LONGEST_RUN, OVERLAP = 30, 12

_CAPITAL = r"(?:(?:[A-Z]\.){2,}|[A-ZÀ-ÖØ-ÞĀĆČĎĐĒĘĚĢĪİĶŁĻĽŃŇŅŐŒŘŚŠŞŢŤŪŮŰŹŻŽ]\w*(?:[-‑'’./][\w]+)*)"
_SMALL = rf"(?:of|the|for|and|on|in|to|against|at|with|without|by|from|de|du|des|la|le|del|d['’]|&|{HEADS})"
_RUN = re.compile(
    rf"{_CAPITAL}(?:,?[ \u00a0]+(?:{_SMALL},?[ \u00a0]+){{0,4}}{_CAPITAL})+(?:[ \u00a0](?:{HEADS})\b){{0,2}}"
)
_AFTER = re.compile(r"(?:['’]s)?[\"”»]?\s?\(\s?[\"“]?([A-Z][A-Za-z0-9/-]{1,9})[\"”]?\s?[);,]")
_BEFORE = re.compile(r"\b([A-Z][A-Za-z0-9/-]{1,9})\s?\((?:the )?$")
# Before a bracket, words of any case may belong to the name.
_LEAD = re.compile(r"(?:[^\W_][\w'’./-]*,?[ \u00a0]+){0,11}[^\W_][\w'’./-]*$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a text with its content words, and the acronym given with it, if any."""

    start: int
    end: int
    words: tuple[Word, ...]
    acronym: str = ""


def mentions(text: str) -> Iterator[Mention]:
    """The stretches that may hold a name, in order. Those with an acronym in brackets end at the bracket."""
    for run in _RUN.finditer(text):
        content = tuple(words(run.group(), run.start()))
        # A text all in capitals is one run: cut, with an overlap, so that time stays linear.
        for start in range(0, max(len(content) - OVERLAP, 1), LONGEST_RUN - OVERLAP):
            part = content[start : start + LONGEST_RUN]
            if len(part) > 1:
                yield Mention(part[0].start, part[-1].end, part)
    if "(" not in text:
        return
    for bracket in _AFTER.finditer(text):
        lead = _LEAD.search(text[max(0, bracket.start() - 160) : bracket.start()])
        if lead and len(bracket.group(1)) > 1:
            start = max(0, bracket.start() - 160) + lead.start()
            content = tuple(words(text[start : bracket.start()], start))
            if len(content) > 1:
                yield Mention(start, bracket.start(), content, bracket.group(1))
    for run in _RUN.finditer(text):
        acronym = _BEFORE.search(text[max(0, run.start() - 20) : run.start()])
        if acronym and text[run.end() : run.end() + 1] == ")":
            content = tuple(words(run.group(), run.start()))
            yield Mention(run.start(), run.end(), content, acronym.group(1))
