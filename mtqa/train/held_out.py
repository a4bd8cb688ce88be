"""The texts that calibration is fitted on, none of which the network saw: people's, post-edited, and expert-marked."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from mtqa.train.calibrate import Text
from mtqa.train.detokenise import detokenise
from mtqa.train.examples import bucket, mqm_segments, read_lines
from mtqa.train.mixture import MARKED, MQM_HELD_OUT, NEWS, SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from mtqa.models.pieces import Spans
    from mtqa.models.tagger import Tagger

#: The lines that calibration sees: the year after that of training. The other languages of that year test it.
CALIBRATING = ("wmt22", ("cs-en", "de-en", "ja-en"))
LINES_A_TEXT = 12
RUN = 24

Lines = list[tuple[str, str | None]]


def news_runs(data: Path, texts_each: int) -> dict[bool, list[Lines]]:
    """Runs of RUN lines with their sources, by writer (human: True), of the set and languages of CALIBRATING."""
    sources = {
        (row["set"], row["languages"], row["line"]): row["source"]
        for row in (read_lines(data / SOURCES) if (data / SOURCES).is_file() else ())
    }
    groups: dict[tuple[bool, str, str], Lines] = defaultdict(list)
    for row in read_lines(data / NEWS):
        if row["set"] == CALIBRATING[0] and row["languages"] in CALIBRATING[1]:
            source = sources.get((row["set"], row["languages"], row["line"]))
            groups[row["human"], row["languages"], row["system"]].append((row["text"], source))
    result: dict[bool, list[Lines]] = {True: [], False: []}
    for human in result:
        chosen = [lines for (writer, *_), lines in sorted(groups.items()) if writer == human]
        for lines in chosen:
            runs = -(-texts_each // len(chosen))
            step = max(1, (len(lines) - RUN) // runs)
            result[human] += [lines[start : start + RUN] for start in range(0, len(lines) - RUN, step)[:runs]]
    return result


def _text(lines: Lines, spans: Sequence[Spans] | None, tagger: Tagger, *, source: bool) -> tuple[float, Any]:
    """The log-odds that a machine wrote the lines, and the lines as tagged."""
    texts = [text for text, _ in lines]
    plain = tagger.tag(texts, None, spans)
    machine = tagger.calibration.machine_log_odds(plain)
    return machine, tagger.tag(texts, [other for _, other in lines], spans) if source else plain


def human_texts(runs: Iterable[Lines], tagger: Tagger, *, source: bool) -> list[Text]:
    """People's texts, in which nothing is marked."""
    texts = []
    for lines in runs:
        machine, tagged = _text(lines, None, tagger, source=source)
        texts.append(Text(tuple(tagged), tuple((False,) * len(item.spans) for item in tagged), machine, "human"))
    return texts


def marked_texts(data: Path, tagger: Tagger, limit: int, *, source: bool) -> list[Text]:
    """The held-out documents of the experts' set, one text a system: marked is what half the raters marked."""
    groups: dict[tuple[str, str], list[list[dict[str, Any]]]] = defaultdict(list)
    for document, rows in mqm_segments(data / MARKED):
        if bucket(document) < MQM_HELD_OUT:
            groups[document, rows[0]["system"]].append(rows)
    chosen = random.Random(1).sample(sorted(groups), min(limit, len(groups)))  # noqa: S311
    return [_marked_text(groups[key], tagger, source=source) for key in chosen]


def _marked_text(segments: list[list[dict[str, Any]]], tagger: Tagger, *, source: bool) -> Text:
    lines: Lines = [(rows[0]["target"], rows[0]["source"]) for rows in segments]
    machine, tagged = _text(lines, None, tagger, source=source)
    marked = tuple(
        tuple(2 * sum(_marks(row, *span) for row in rows) >= len(rows) for span in item.spans)
        for item, rows in zip(tagged, segments, strict=True)
    )
    return Text(tuple(tagged), marked, machine, "marked")


def _marks(row: dict[str, Any], start: int, end: int) -> bool:
    """Whether a rater marked any part of [start, end)."""
    return any(e["start"] < end and start < e["end"] and e["severity"] != "neutral" for e in row["errors"])


def edited_texts(rows: Iterable[dict[str, Any]], tagger: Tagger, *, source: bool) -> list[Text]:
    """Post-edited sentences of one language at a time in texts of LINES_A_TEXT: marked is what was changed."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row["languages"]].append(row)
    texts = []
    for kept in groups.values():
        for i in range(0, len(kept), LINES_A_TEXT):
            part = kept[i : i + LINES_A_TEXT]
            joined = [detokenise(row["target"].split()) for row in part]
            lines: Lines = [
                (text, detokenise(row["source"].split())[0]) for (text, _), row in zip(joined, part, strict=True)
            ]
            machine, tagged = _text(lines, [tuple(spans) for _, spans in joined], tagger, source=source)
            marked = tuple(tuple(tag == "BAD" for tag in row["word_tags"].split()) for row in part)
            texts.append(Text(tuple(tagged), marked, machine, "edited"))
    return texts
