"""Reads what a model answers as a wording: cleaned, held to what must stay, and no larger an edit than it needs to be.

An answer is text and never more. Whatever a draft tells the model, and whatever the model then says, it can only
become a proposal that keeps the facts and most of the words, and that the rules then check as any other.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from mtqa import facts
from mtqa.candidates.base import Candidate, stems
from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtqa.candidates.base import Place

SOURCE = "language model"
# Shares of the words of a sentence: at most so many may change, and so many of its content words must stay. Of a part
# the answer may have so many times the words, and so many more.
MOST_CHANGED, LEAST_CONTENT = 0.6, 0.6
TIMES, MORE = 2, 6

_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
# What the question calls its lines.
_LABEL = re.compile(r"^(?:corrected |new )?(?:Sentence|Wording|Answer)\s*:\s*(?=\S)", re.IGNORECASE)
_TOKEN = re.compile(r"\S+")
# Signs that a wording of prose has no need of: they would be markup, or would hide something.
_MARKUP = re.compile(r"[<>{}\[\]`|\\*_~^]|&\w+;")
_QUOTES = {'"': '"', "“": "”", "'": "'", "‘": "’", "«": "»", "„": "“"}


def cleaned(answer: str, old: str) -> str:
    """The first line that says something, without what models like to put around it; "" if there is none."""
    lines = (_LABEL.sub("", line.strip()) for line in _THOUGHT.sub("", answer).splitlines())
    # A line that announces the next is none of the wording, nor is a fence around it.
    announces = () if old.rstrip().endswith(":") else (":",)
    line = next((line for line in lines if line and not line.startswith("```") and not line.endswith(announces)), "")
    line = line.removeprefix("[[").removesuffix("]]").strip().strip("`").strip()
    if len(line) > 1 and _QUOTES.get(line[0]) == line[-1] and old[:1] != line[0] and old[-1:] != line[-1]:
        line = line[1:-1].strip()
    return line


def parts(place: Place, answers: Iterable[str]) -> list[Candidate]:
    """Wordings of the marked part; of an answer that repeats the sentence, what stands there in the part's place."""
    before, old, after = place.text[: place.span.start], place.marked, place.text[place.span.end :]
    found = []
    for answer in answers:
        line = cleaned(answer, old)
        if before.strip() and line.startswith(before.strip()) and line.endswith(after.strip()):
            line = line[len(before.strip()) : len(line) - len(after.strip())].strip()
        short = len(line.split()) <= TIMES * len(old.split()) + MORE
        if line and line != old and short and clean(old, line):
            found.append(Candidate(place.span, line, SOURCE))
    return list(dict.fromkeys(found))


def sentences(place: Place, answers: Iterable[str]) -> list[Candidate]:
    """Edits of the whole sentence, the smallest first; of each answer also what it changes at the mark alone."""
    found: dict[str, tuple[int, Candidate]] = {}
    for answer in answers:
        hunks = list(_hunks(place.text, cleaned(answer, place.text)))
        near = [hunk for hunk in hunks if _touches(place, hunk[0])]
        for group in (near, hunks):
            for size, candidate in _kept(place, group):
                found.setdefault(candidate.applied(place.text), (size, candidate))
    return [candidate for _, candidate in sorted(found.values(), key=lambda pair: pair[0])]


def clean(old: str, new: str) -> bool:
    """Whether a wording brings in no sign that is invisible, or that is markup somewhere."""
    return all(c.isprintable() or c in old for c in new) and set(_MARKUP.findall(new)) <= set(_MARKUP.findall(old))


def _kept(place: Place, hunks: list[tuple[Span, str, int]]) -> Iterator[tuple[int, Candidate]]:
    """One edit for all of these, with the number of words that it changes, if it keeps what must stay."""
    if not hunks:
        return
    start, end = hunks[0][0].start, hunks[-1][0].end
    text, at = "", start
    for span, new, _ in hunks:
        text += place.text[at : span.start] + new
        at = span.end
    candidate = Candidate(Span(start, end), text, SOURCE)
    whole, size = candidate.applied(place.text), sum(size for _, _, size in hunks)
    content = stems(place.text)
    stays = len(content & stems(whole)) >= LEAST_CONTENT * len(content)
    small = size <= MOST_CHANGED * len(place.text.split())
    if stays and small and clean(place.text, whole) and facts.kept(place.text, whole):
        yield size, candidate


def _touches(place: Place, span: Span) -> bool:
    return span.start <= place.span.end and place.span.start <= span.end


def _hunks(old: str, new: str) -> Iterator[tuple[Span, str, int]]:
    """The places where words differ: what of `old` goes, what comes, and how many words that is.

    Blanks and line ends between words that stay are those of `old`.
    """
    before, after = list(_TOKEN.finditer(old)), list(_TOKEN.finditer(new))
    matcher = SequenceMatcher(None, [word[0] for word in before], [word[0] for word in after], autojunk=False)
    for tag, first, last, low, high in matcher.get_opcodes() if after else ():
        if tag == "equal":
            continue
        text = " ".join(word[0] for word in after[low:high])
        size = max(last - first, high - low)
        if first == last:
            # Words that only come in stand before the word that they come before, or at the end.
            at = before[first].start() if first < len(before) else len(old.rstrip())
            yield Span(at, at), f"{text} " if first < len(before) else f" {text}", size
        elif low == high:
            # Of words that only go, the blank after them goes too, or the one before the last.
            start = before[first].start() if last < len(before) else (before[first - 1].end() if first else 0)
            end = before[last].start() if last < len(before) else before[-1].end()
            yield Span(start, end), "", size
        else:
            yield Span(before[first].start(), before[last - 1].end()), text, size
