"""What the tagger learns from: one translation, its words, and what is known about each of them."""

from __future__ import annotations

import gzip
import json
import math
import zlib
from collections import defaultdict
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from mtqa.models.pieces import SENTENCE_HEADS, WORD_HEADS, word_spans
from mtqa.train.detokenise import detokenise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNKNOWN = math.nan
_SEVERE = frozenset({"major", "critical"})


@dataclass(frozen=True, slots=True)
class Example:
    """A translation with labels in [0, 1] for its words (rows of WORD_HEADS) and for the whole; nan is unknown."""

    target: str
    source: str
    spans: tuple[tuple[int, int], ...]
    words: tuple[tuple[float, ...], ...]
    sentence: tuple[float, ...]
    group: str

    def with_words(self, **labels: float) -> Example:
        """The example with the same labels of these heads for every word."""
        at = {WORD_HEADS.index(name): value for name, value in labels.items()}
        rows = tuple(tuple(at.get(i, value) for i, value in enumerate(row)) for row in self.words)
        return replace(self, words=rows)

    def with_sentence(self, **labels: float) -> Example:
        values = dict(zip(SENTENCE_HEADS, self.sentence, strict=True)) | labels
        return replace(self, sentence=tuple(values[name] for name in SENTENCE_HEADS))


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Read JSON lines, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def bucket(key: str, size: int = 100) -> int:
    """Spread keys over buckets in the same way on every machine."""
    return zlib.crc32(key.encode()) % size


def _labels(count: int, **known: list[float]) -> tuple[tuple[float, ...], ...]:
    columns = [known.get(name) or [UNKNOWN] * count for name in WORD_HEADS]
    return tuple(zip(*columns, strict=True))


def _sentence(**known: float) -> tuple[float, ...]:
    return tuple(known.get(name, UNKNOWN) for name in SENTENCE_HEADS)


def from_post_edit(row: dict[str, Any]) -> Example:
    """A row of an MLQE-PE file: space-separated tokens with a tag for each word and, mostly, for each gap."""
    target, spans = detokenise(row["target"].split())
    source, _ = detokenise(row["source"].split())
    bad = [float(tag == "BAD") for tag in row["word_tags"].split()]
    gaps = [float(tag == "BAD") for tag in row["gap_tags"].split()][: len(bad)] if row.get("gap_tags") else []
    words = _labels(len(bad), post_edit=bad, omission=gaps)
    whole = _sentence(hter=min(1.0, float(row["hter"])))
    return Example(target, source, tuple(spans), words, whole, row["languages"])


def edited(row: dict[str, Any]) -> Example:
    """The post-edit of such a row: nothing in it is left to mark."""
    target, spans = detokenise(row["post_edit"].split())
    source, _ = detokenise(row["source"].split())
    zero = [0.0] * len(spans)
    words = _labels(len(spans), post_edit=zero, damage=zero, omission=zero)
    return Example(target, source, tuple(spans), words, _sentence(hter=0.0, damaged=0.0, machine=0.0), row["languages"])


def _share(errors: list[list[dict[str, Any]]], start: int, end: int, severities: frozenset[str]) -> float:
    """The share of raters who marked any part of [start, end)."""
    hit = sum(
        any(e["severity"] in severities and e["start"] < end and start < e["end"] for e in rater) for rater in errors
    )
    return hit / len(errors)


def from_mqm(rows: list[dict[str, Any]]) -> Example:
    """All raters' rows of one segment of one system: labels are the share of raters who marked the word."""
    target, errors = rows[0]["target"], [row["errors"] for row in rows]
    spans = word_spans(target)
    any_error = [_share(errors, *span, _SEVERE | {"minor"}) for span in spans]
    severe = [_share(errors, *span, _SEVERE) for span in spans]
    penalty = sum(5.0 if e["severity"] in _SEVERE else float(e["severity"] == "minor") for r in errors for e in r)
    human = rows[0]["system"].lower().startswith(("human", "ref"))
    whole = _sentence(mqm=min(1.0, penalty / len(rows) / 10), machine=float(not human))
    words = _labels(len(spans), mqm=any_error, mqm_severe=severe)
    return Example(target, rows[0]["source"], spans, words, whole, rows[0]["languages"])


def mqm_segments(path: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each document's name and the rows of each of its segments, one segment and system at a time."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in read_lines(path):
        groups[row["set"], row["system"], row["document"], row["segment"], row["target"]].append(row)
    for (name, _, document, *_), rows in groups.items():
        yield f"{name}/{document}", rows


def from_line(text: str, *, human: bool, group: str, source: str = "") -> Example:
    """A line of which only the writer is known, a person or a system, and its source perhaps."""
    spans = word_spans(text)
    words = _labels(len(spans), damage=[0.0] * len(spans)) if human else _labels(len(spans))
    known = {"machine": float(not human)} | ({"damaged": 0.0} if human else {})
    return Example(text, source, spans, words, _sentence(**known), group)


def from_versions(line: Example, others: list[str]) -> Example:
    """A line with the share of other translations of its source that do without each of its words.

    What two have in common are the matching blocks of Ratcliff and Obershelp, capitals or not. The votes of several
    systems on a word are as old as ROVER (Fiscus 1997) and the combination of translations (Bangalore and others 2001).
    """
    words = [line.target[start:end].lower() for start, end in line.spans]
    kept = [0] * len(words)
    for other in others:
        given = [other[start:end].lower() for start, end in word_spans(other)]
        for first, _, size in SequenceMatcher(None, words, given, autojunk=False).get_matching_blocks():
            for i in range(first, first + size):
                kept[i] += 1
    shares = [1 - count / len(others) for count in kept]
    labels = _labels(len(words), disagreement=shares)
    return replace(line, words=labels, sentence=_sentence())
