"""The training mixture: which examples are drawn, how often, and with what done to them."""

# ruff: noqa: PLR2004 (shares of a recipe)

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from mtqa.errors import ReadError
from mtqa.train.damage import damage
from mtqa.train.damage_kinds import Pool
from mtqa.train.examples import (
    Example,
    bucket,
    edited,
    from_line,
    from_mqm,
    from_post_edit,
    from_versions,
    mqm_segments,
    read_lines,
)
from mtqa.train.table import read_table

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

POSTED = ("mlqe-pe-train.jsonl.gz", "mlqe-pe-extra-ps-km.jsonl.gz")
DEV = "mlqe-pe-dev.jsonl.gz"
MARKED = "mqm-zh-en-train.jsonl.gz"
NEWS = "wmt-news-21-22.jsonl.gz"
SOURCES = "wmt-news-21-22-sources.jsonl.gz"
PAIRS = "demetr.jsonl.gz"
#: Documents of MQM whose bucket is below this are kept for development.
MQM_HELD_OUT = 15
#: The year whose lines, by people and by systems, teach `machine`; the year after tests it.
MACHINE_YEAR = "wmt21"
_CURLY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


@dataclass(slots=True)
class Corpus:
    """The sets that examples are drawn from.

    `posted` holds pairs of a translation and its post-edit, `lines` the people's and the systems' versions of one line,
    with its source where it is known.
    """

    posted: list[tuple[Example, Example | None]] = field(default_factory=list)
    marked: list[Example] = field(default_factory=list)
    lines: list[tuple[list[Example], list[Example]]] = field(default_factory=list)
    pool: Pool = field(default_factory=Pool)


def load_corpus(data: Path) -> Corpus:
    """Read the training sets of a folder, those that are in it, or a table of one's own. Raises ReadError."""
    corpus = Corpus()
    tables = [data] if data.is_file() else [data / name for name in POSTED if (data / name).is_file()]
    for path in tables:
        rows = read_table(path) if data.is_file() else read_lines(path)
        corpus.posted += [(from_post_edit(row), edited(row) if row["post_edit"] else None) for row in rows]
    for _, after in corpus.posted:
        for word in after.target.split() if after else []:
            corpus.pool.add(word)
    if data.is_dir():
        _load_marked(corpus, data)
        _load_lines(corpus, data)
    if not corpus.posted and not corpus.marked:
        raise ReadError(str(data), f"holds none of the training sets: {', '.join((*POSTED, MARKED))}")
    return corpus


def _load_marked(corpus: Corpus, data: Path) -> None:
    held = held_sources(data)
    for document, rows in mqm_segments(data / MARKED) if (data / MARKED).is_file() else ():
        if bucket(document) >= MQM_HELD_OUT and rows[0]["source"] not in held:
            corpus.marked.append(from_mqm(rows))


def held_sources(data: Path) -> set[str]:
    """Source texts that are kept for testing: those of the minimal pairs and of the experts' held-out documents."""
    held = {row["source"] for row in read_lines(data / PAIRS)} if (data / PAIRS).is_file() else set()
    for document, rows in mqm_segments(data / MARKED) if (data / MARKED).is_file() else ():
        if bucket(document) < MQM_HELD_OUT:
            held.add(rows[0]["source"])
    return held


def _load_lines(corpus: Corpus, data: Path) -> None:
    if not (data / NEWS).is_file():
        return
    held = held_sources(data)
    sources = {
        (row["languages"], row["line"]): row["source"]
        for row in (read_lines(data / SOURCES) if (data / SOURCES).is_file() else ())
        if row["set"] == MACHINE_YEAR
    }
    groups: dict[tuple[str, int], tuple[list[Example], list[Example]]] = defaultdict(lambda: ([], []))
    for row in read_lines(data / NEWS):
        key = (row["languages"], row["line"])
        source = sources.get(key, "")
        if row["set"] == MACHINE_YEAR and source not in held:
            line = from_line(row["text"], human=row["human"], group=row["languages"], source=source)
            groups[key][0 if row["human"] else 1].append(line)
    corpus.lines = [versions for versions in groups.values() if all(versions)]


def plain_signs(example: Example, rng: random.Random) -> Example:
    """Half the time with straight quotes and hyphens, so that typography says nothing of the writer."""
    return replace(example, target=example.target.translate(_CURLY)) if rng.random() < 0.5 else example


@dataclass(frozen=True, slots=True)
class _Draw:
    rng: random.Random
    pool: Pool
    show: bool


_WEIGHTS = {"posted": 52, "edited": 5, "damaged": 8, "marked": 13, "marked_damaged": 3, "lines": 10, "versions": 60}
_SET = {"edited": "posted", "damaged": "posted", "marked_damaged": "marked", "versions": "lines"}
# Versions of a line that one is held against, and the fewest that tell anything.
MOST_VERSIONS, LEAST_VERSIONS = 10, 3


def draws(corpus: Corpus, rng: random.Random, *, source_share: float = 0.55) -> Iterator[tuple[Example, bool]]:
    """Endless draws of an example and whether its source is shown; of a line, a person's version and a system's."""
    sets = {name: _shuffled(getattr(corpus, name), rng) for name in ("posted", "marked", "lines")}
    kinds = {kind: weight for kind, weight in _WEIGHTS.items() if sets[_SET.get(kind, kind)] is not None}
    while True:
        kind = rng.choices(list(kinds), list(kinds.values()))[0]
        show = rng.random() < source_share
        item = next(sets[_SET.get(kind, kind)])  # type: ignore[arg-type]
        draw = _Draw(rng, corpus.pool, show)
        made = [_line(rng.choice(versions)) for versions in item] if kind == "lines" else [_made(kind, item, draw)]
        for example in made:
            if example is not None:
                yield plain_signs(example, rng), show and bool(example.source)


def _line(line: Example) -> Example:
    """A line alone: who wrote it is to be known from its English."""
    return replace(line, target=re.sub(r"\s", " ", line.target), source="")


def _versions(item: tuple[list[Example], list[Example]], rng: random.Random) -> Example | None:
    """A system's version of a line, held against the others; None where there are too few."""
    people, systems = item
    chosen = rng.choice(systems)
    others = [line.target for line in (*people, *systems) if line.target != chosen.target]
    if len(others) < LEAST_VERSIONS:
        return None
    held = from_versions(chosen, rng.sample(others, min(MOST_VERSIONS, len(others))))
    return replace(held, target=re.sub(r"\s", " ", held.target))


# Shares of the systems' translations of which the writer is told, so that each kind of text has as many of people's.
_TOLD = {"posted": 0.2, "marked": 0.25}


def _machine(before: Example, draw: _Draw) -> Example:
    """A translation that needed editing was a machine's; one that needed none reads as a person's might."""
    known = before.sentence[1] >= 0.2 and draw.rng.random() < _TOLD["posted"]
    return before.with_sentence(machine=1.0) if known else before


def _untold(marked: Example, draw: _Draw) -> Example:
    known = marked.sentence[0] == 0 or draw.rng.random() < _TOLD["marked"]
    return marked if known else marked.with_sentence(machine=math.nan)


def _marked_damaged(item: Example, draw: _Draw) -> Example | None:
    """Damage, or call undamaged, what the raters found next to nothing in."""
    if item.sentence[2] > 0.1:
        return None
    if draw.rng.random() < 0.3:
        return item.with_words(damage=0.0, omission=0.0).with_sentence(damaged=0.0)
    return damage(item, draw.rng, draw.pool, bilingual=draw.show)


def _made(kind: str, item: Any, draw: _Draw) -> Example | None:
    """What a draw of a kind makes of an item of its set; None where nothing can be made of it."""
    match kind:
        case "posted":
            return _machine(item[0], draw)
        case "edited":
            after: Example | None = item[1]
            return after
        case "damaged":
            return damage(item[1], draw.rng, draw.pool, bilingual=draw.show) if item[1] else None
        case "marked_damaged":
            return _marked_damaged(item, draw)
        case "versions":
            return _versions(item, draw.rng)
        case _:
            return _untold(item, draw)


def _shuffled(items: list[Any], rng: random.Random) -> Iterator[Any] | None:
    def endless() -> Iterator[Any]:
        while True:
            yield from rng.sample(items, len(items))

    return endless() if items else None
