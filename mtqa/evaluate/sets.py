"""The kinds of annotated data, told apart by their fields, and what the tagger makes of each.

The fields are those of the public sets: word tags of post-edits (MLQE-PE), experts' error spans (MQM), minimal
pairs (DEMETR), and lines of which the writer is known (WMT news).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.evaluate.tally import tally
from mtqa.models.calibration import sigmoid
from mtqa.train.detokenise import detokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.evaluate.tally import Tally
    from mtqa.models.pieces import Spans
    from mtqa.models.tagger import Tagged, Tagger

    Row = dict[str, Any]
    TallyRow = tuple[list[float], list[float], list[float]]

KINDS = {"word_tags": "words", "errors": "spans", "damaged": "pairs", "human": "documents", "post_edit": "post-edits"}


def kind_of(row: Row) -> str | None:
    """Which kind of annotated data a row belongs to; None for one that is of no known kind."""
    return next((kind for name, kind in KINDS.items() if name in row), None)


def word_tallies(rows: Iterable[Row], tagger: Tagger, *, source: bool) -> dict[str, Tally]:
    """Words of post-edited translations, by language pair: wrong is what the post-edit changed."""
    kept = list(rows)
    found: dict[str, list[TallyRow]] = defaultdict(list)
    for row, item in zip(kept, tagger.tag(*post_edited(kept, source=source)), strict=True):
        bad = changed_words(row)
        found[row["languages"]].append((list(sigmoid(item.word("post_edit"))), bad, [1 - label for label in bad]))
    return {language: tally(items) for language, items in found.items()}


def post_edited(rows: Sequence[Row], *, source: bool) -> tuple[list[str], list[str | None], list[Spans]]:
    """Post-edited translations as a tagger takes them: running texts, sources or None, the spans of the words."""
    joined = [detokenise(row["target"].split()) for row in rows]
    sources = [detokenise(row["source"].split())[0] if source else None for row in rows]
    return [text for text, _ in joined], sources, [tuple(spans) for _, spans in joined]


def changed_words(row: Row) -> list[float]:
    """1 for each word of a translation that its post-edit changed, 0 for the others."""
    return [float(tag == "BAD") for tag in row["word_tags"].split()]


@dataclass(frozen=True, slots=True)
class Marked:
    """A translation with the spans that each rater marked, as (start, end, category) of severity minor or more."""

    target: str
    source: str
    raters: tuple[tuple[tuple[int, int, str], ...], ...]


def marked_segments(rows: Iterable[Row]) -> list[Marked]:
    """Group raters' rows by segment and system."""
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["set"], row["system"], row["document"], row["segment"], row["target"]].append(row)
    return [
        Marked(
            group[0]["target"],
            group[0]["source"],
            tuple(
                tuple((e["start"], e["end"], e["category"]) for e in row["errors"] if e["severity"] != "neutral")
                for row in group
            ),
        )
        for group in groups.values()
    ]


def _mask(length: int, spans: Iterable[tuple[int, int, str]]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    mask = np.zeros(length, bool)
    for start, end, _ in spans:
        mask[start:end] = True
    return mask


def character_scores(text: str, spans: Spans, scores: Sequence[float]) -> list[float]:
    """A score for every character: its word's, or between two words the lower of the two."""
    result = np.zeros(len(text))
    for i, (start, end) in enumerate(spans):
        result[start:end] = scores[i]
        if i:
            result[spans[i - 1][1] : start] = min(scores[i - 1], scores[i])
    return list(result)


def span_tallies(segments: Sequence[Marked], tagger: Tagger, *, source: bool) -> dict[str, Tally]:
    """Characters and words of expert-marked translations: every rater counts as one row against the same scores."""
    tagged = tagger.tag([s.target for s in segments], [s.source if source else None for s in segments])
    characters: list[TallyRow] = []
    words: list[TallyRow] = []
    for segment, item in zip(segments, tagged, strict=True):
        scores = list(sigmoid(item.word("mqm")))
        by_character = character_scores(segment.target, item.spans, scores)
        for rater in segment.raters:
            mask = _mask(len(segment.target), rater)
            characters.append((by_character, list(mask.astype(float)), list(1.0 - mask)))
            wrong = [float(mask[start:end].any()) for start, end in item.spans]
            words.append((scores, wrong, [1 - value for value in wrong]))
    return {"characters": tally(characters), "words": tally(words)}


def recall_by_category(
    segments: Sequence[Marked], tagger: Tagger, threshold: float, *, source: bool
) -> dict[str, Tally]:
    """By category of error: of the spans that raters marked, those of which some character is marked."""
    tagged = tagger.tag([s.target for s in segments], [s.source if source else None for s in segments])
    found: dict[str, list[TallyRow]] = defaultdict(list)
    for segment, item in zip(segments, tagged, strict=True):
        by_character = np.array(character_scores(segment.target, item.spans, list(sigmoid(item.word("mqm")))))
        for start, end, category in (span for rater in segment.raters for span in rater):
            hit = float((by_character[start:end] >= threshold).any())
            found[category].append(([0.5], [hit], [1 - hit]))
    return {category: tally(items) for category, items in found.items()}


def rater_agreement(segments: Sequence[Marked]) -> Tally:
    """Character F1 between every two raters of a segment, as a tally for `f1(0.5)`."""
    rows: list[TallyRow] = []
    for segment in segments:
        masks = [_mask(len(segment.target), rater) for rater in segment.raters]
        for one, other in combinations(masks, 2):
            marked = list(np.where(one, 0.9, 0.1))
            rows.append((marked, list(other.astype(float)), list(1.0 - other)))
    return tally(rows)


def pair_tallies(rows: Iterable[Row], tagger: Tagger, *, source: bool) -> dict[str, Tally]:
    """By kind of damage: how often the damaged sentence scores worse than the good one."""
    kept = list(rows)
    sources = [row["source"] if source else None for row in kept]
    good = tagger.tag([row["translation"] for row in kept], sources)
    worse = tagger.tag([row["damaged"] for row in kept], sources)
    found: dict[str, list[TallyRow]] = defaultdict(list)
    for row, one, other in zip(kept, good, worse, strict=True):
        gap = badness(other) - badness(one)
        won = 1.0 if gap > 0 else 0.5 * (gap == 0)
        found[row["name"]].append(([0.5], [won], [1 - won]))
    return {name: tally(items) for name, items in sorted(found.items())}


def badness(item: Tagged) -> float:
    """How bad a sentence is, for comparing two versions of it: its words' expected faults and its own log-odds."""
    words = sum(float(sigmoid(item.word(head)).sum()) for head in ("damage", "mqm", "post_edit", "omission"))
    return words + item.whole("damaged") + 0.5 * item.whole("mqm") + 0.5 * item.whole("hter")


def document_tallies(rows: Iterable[Row], tagger: Tagger, lines: int) -> dict[str, Tally]:
    """By set and language: texts of so many consecutive lines, wrong where a system wrote them."""
    groups: dict[tuple[str, str, bool, str], list[str]] = defaultdict(list)
    for row in rows:
        groups[row["set"], row["languages"], row["human"], row["system"]].append(row["text"])
    found: dict[str, list[TallyRow]] = defaultdict(list)
    for (name, languages, human, _), texts in groups.items():
        tagged = tagger.tag(texts)
        for start in range(0, len(texts) - lines + 1, lines):
            score = tagger.calibration.machine_translated(tagged[start : start + lines])
            found[f"{name} {languages}"].append(([score], [float(not human)], [float(human)]))
    return {name: tally(items) for name, items in sorted(found.items())}
