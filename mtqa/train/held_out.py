"""The texts that calibration is fitted on, none of which the network saw: people's, post-edited, and expert-marked."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from mtqa.models.pieces import WORD_HEADS
from mtqa.models.verdict import SENTENCE_WORDS
from mtqa.registry import readers
from mtqa.segmentation import count_words, segmented
from mtqa.train.calibrate import Text
from mtqa.train.damage import damage
from mtqa.train.damage_kinds import Pool
from mtqa.train.detokenise import detokenise
from mtqa.train.examples import bucket, edited, mqm_segments, read_lines
from mtqa.train.mixture import MARKED, MQM_HELD_OUT, NEWS, SOURCES
from mtqa.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from mtqa.models.pieces import Spans
    from mtqa.models.tagger import Tagger

#: The lines that calibration sees: the year after that of training. The other languages of that year test it.
CALIBRATING = ("wmt22", ("cs-en", "de-en", "ja-en"))
#: People's lines of that year, in every language, of which the rules' confidence sees the first half.
RULES_YEAR = "wmt22"
LINES_A_TEXT = 12
_DAMAGE = WORD_HEADS.index("damage")
RUN = 24

Lines = list[tuple[str, str | None]]


def news_runs(data: Path, texts_each: int) -> dict[bool, list[Lines]]:
    """Runs of RUN lines with their sources, by writer (human: True), of the set and languages of CALIBRATING."""
    name, languages = CALIBRATING
    return _runs(data, texts_each, lambda row: row["set"] == name and row["languages"] in languages, None)


def _runs(
    data: Path,
    texts_each: int,
    wanted: Callable[[dict[str, Any]], bool],
    second_half: bool | None,
) -> dict[bool, list[Lines]]:
    sources = {
        (row["set"], row["languages"], row["line"]): row["source"]
        for row in (read_lines(data / SOURCES) if (data / SOURCES).is_file() else ())
    }
    groups: dict[tuple[bool, str, str, str], Lines] = defaultdict(list)
    for row in read_lines(data / NEWS):
        if wanted(row):
            source = sources.get((row["set"], row["languages"], row["line"]))
            groups[row["human"], row["set"], row["languages"], row["system"]].append((row["text"], source))
    result: dict[bool, list[Lines]] = {True: [], False: []}
    for human in result:
        chosen = [lines for (writer, *_), lines in sorted(groups.items()) if writer == human]
        for given in chosen:
            half = len(given) // 2
            lines = given if second_half is None else given[half:] if second_half else given[:half]
            runs = -(-texts_each // len(chosen))
            step = max(1, (len(lines) - RUN) // runs)
            result[human] += [lines[start : start + RUN] for start in range(0, len(lines) - RUN, step)[:runs]]
    return result


def people_runs(data: Path, texts_each: int, *, second_half: bool = False) -> list[Lines]:
    """Runs of people's lines of RULES_YEAR in every language, from the first half of each text or the second."""
    found = _runs(data, texts_each, lambda row: row["set"] == RULES_YEAR and row["human"], second_half)
    return found[True]


def prose_runs(folder: Path, count: int) -> list[Lines]:
    """So many runs of RUN sentences of prose, spread over the files of a folder. Raises ReadError."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in readers.get("text").extensions)
    runs = []
    for path in files:
        document = segmented(readers.get("text").read(path.read_bytes(), str(path)))
        texts = [
            s.text for s in document.segments if s.kind is BlockKind.PROSE and count_words(s.text) >= SENTENCE_WORDS
        ]
        runs += [texts[start : start + RUN] for start in range(0, len(texts) - RUN + 1, RUN)]
    return [[(text, None) for text in run] for run in runs[:: max(1, len(runs) // count)][:count]]


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


def edited_runs(rows: Iterable[dict[str, Any]]) -> dict[bool, list[list[str]]]:
    """Texts of LINES_A_TEXT sentences of one language, edited (True) and as they came from the system (False)."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row.get("post_edit"):
            groups[row["languages"]].append(row)
    parts = [kept[i : i + LINES_A_TEXT] for kept in groups.values() for i in range(0, len(kept), LINES_A_TEXT)]
    return {
        human: [[detokenise(row["post_edit" if human else "target"].split())[0] for row in part] for part in parts]
        for human in (True, False)
    }


def damaged_texts(rows: Iterable[dict[str, Any]], tagger: Tagger, *, source: bool) -> list[Text]:
    """Post-edits in texts of LINES_A_TEXT, every third sentence damaged: marked is what the damage touched."""
    rng, pool = random.Random(2), Pool()  # noqa: S311
    examples = [edited(row) for row in rows if row.get("post_edit")]
    for example in examples:
        for word in example.target.split():
            pool.add(word)
    made = [
        damage(item, rng, pool, bilingual=source) or item if i % 3 == 0 else item for i, item in enumerate(examples)
    ]
    texts = []
    for i in range(0, len(made), LINES_A_TEXT):
        part = made[i : i + LINES_A_TEXT]
        lines: Lines = [(item.target, item.source) for item in part]
        machine, tagged = _text(lines, [item.spans for item in part], tagger, source=source)
        marked = tuple(tuple(labels[_DAMAGE] == 1 for labels in item.words) for item in part)
        texts.append(Text(tuple(tagged), marked, machine, "damaged"))
    return texts
