"""Two runs against each other: what changed, on the documents that both hold where they hold the same ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.batch.report import corpus as corpora
from mtqa.batch.report import faults
from mtqa.batch.report.measures import MEASURES, parts
from mtqa.batch.report.reading import Run, open_run
from mtqa.batch.report.resampling import SEED, Estimate, interval, normal_p, resampled_ratios
from mtqa.batch.report.settings import flat
from mtqa.batch.report.tally import tally
from mtqa.batch.report.verdicts import FIT

if TYPE_CHECKING:
    from pathlib import Path

    from mtqa.batch.report.corpus import Corpus
    from mtqa.batch.report.resampling import Floats

# Documents are paired where both runs hold at least this share of the smaller one's ids.
SHARED = 0.5
FEWEST_PAIRED = 5
MOST_DOCUMENTS = 15
MOST_GROUPS = 60


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and after; `difference` is after minus before, `p` how often chance alone makes it."""

    before: Estimate
    after: Estimate
    difference: Estimate
    p: float


@dataclass(frozen=True, slots=True)
class GroupChange:
    """A group's quality score before and after."""

    grouping: str
    name: str
    change: Change


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule's findings per 1,000 words, and how many there were."""

    name: str
    before: float
    after: float
    count_before: int
    count_after: int


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document in both runs: its score and penalty before and after."""

    id: str
    words: int
    before: float
    after: float
    points: int


@dataclass(frozen=True, slots=True)
class TwoRuns:
    """All that changed. `paired` counts the documents in both, 0 where each run is taken as it is.

    `settings` are (key, before, after) of what differs; `figures` are by the keys of MEASURES.
    """

    before: Run
    after: Run
    documents: tuple[int, int]
    paired: int
    figures: dict[str, Change]
    groups: tuple[GroupChange, ...]
    rules: tuple[RuleChange, ...]
    better: tuple[DocumentChange, ...]
    worse: tuple[DocumentChange, ...]
    settings: tuple[tuple[str, str, str], ...]

    @property
    def same_checker(self) -> bool:
        """Whether both runs were made with the same rules and models, as far as is known."""
        return self.before.settings.get("signature") == self.after.settings.get("signature")


@dataclass(frozen=True, slots=True)
class _Side:
    run: Run
    corpus: Corpus
    parts: Floats


def compare(before: Path, after: Path, fit_from: float = FIT) -> TwoRuns:
    """Reads both runs. Raises ReadError."""
    old, new = (_side(open_run(path), fit_from) for path in (before, after))
    ids = _shared(old, new)
    pairs = np.array([(a, b) for _, a, b in ids], dtype=np.int64).reshape(-1, 2)
    places = (pairs[:, 0], pairs[:, 1]) if ids else (np.arange(len(old.corpus)), np.arange(len(new.corpus)))
    changes = _documents(old.corpus, new.corpus, ids)
    return TwoRuns(
        before=old.run,
        after=new.run,
        documents=(len(old.corpus), len(new.corpus)),
        paired=len(ids),
        figures=_figures(old.parts[places[0]], new.parts[places[1]], paired=bool(ids)),
        groups=tuple(_groups(old, new, places, paired=bool(ids))),
        rules=tuple(_rules(old, new)),
        better=tuple(one for one in changes[:MOST_DOCUMENTS] if one.points < 0),
        worse=tuple(one for one in changes[: -MOST_DOCUMENTS - 1 : -1] if one.points > 0),
        settings=tuple(_settings(old.run, new.run)),
    )


def _side(run: Run, fit_from: float) -> _Side:
    corpus = corpora.load(run, fit_from)
    return _Side(run, corpus, parts(corpus))


def _places(side: _Side) -> dict[str, int]:
    """Where the documents stand whose id is theirs alone."""
    place_of = {int(number): place for place, number in enumerate(side.corpus.number)}
    found: dict[str, int] = {}
    repeated = set()
    for shard in side.run.shards:
        for batch in side.run.documents(shard, ("number", "id")):
            for row in batch.to_pylist():
                place = place_of.get(row["number"])
                if place is not None:
                    repeated.update({row["id"]} & found.keys())
                    found[row["id"]] = place
    return {name: place for name, place in found.items() if name not in repeated}


def _shared(old: _Side, new: _Side) -> list[tuple[str, int, int]]:
    """(id, place before, place after) of the documents in both runs; none where they share too few."""
    before, after = _places(old), _places(new)
    shared = [(name, place, after[name]) for name, place in before.items() if name in after]
    smaller = min(len(old.corpus), len(new.corpus))
    return shared if len(shared) >= max(FEWEST_PAIRED, SHARED * smaller) else []


def _figures(old: Floats, new: Floats, *, paired: bool) -> dict[str, Change]:
    """Each of MEASURES; paired documents are drawn together."""
    if paired:
        ratios, resamples = resampled_ratios(np.concatenate([old, new], axis=1))
        ratios, resamples = ratios.reshape(2, -1), resamples.reshape(len(resamples), 2, -1)
    else:
        both = [resampled_ratios(old), resampled_ratios(new, SEED + 1)]
        ratios = np.stack([ratio for ratio, _ in both])
        resamples = np.stack([resample for _, resample in both], axis=1)
    found = {}
    for place, measure in enumerate(MEASURES):
        values, drawn = measure.of(ratios[:, place]), measure.of(resamples[:, :, place])
        before, after = (
            Estimate(float(values[side]), *interval(drawn[:, side]), int((own[:, place, 1] > 0).sum()))
            for side, own in enumerate((old, new))
        )
        gaps = drawn[:, 1] - drawn[:, 0]
        gap = Estimate(after.value - before.value, *interval(gaps), after.documents)
        found[measure.key] = Change(
            before, after, gap, normal_p(gap.value, float(np.nanstd(gaps))) if gap.known else gap.value
        )
    return found


def _groups(old: _Side, new: _Side, places: tuple[Any, Any], *, paired: bool) -> list[GroupChange]:
    found = []
    for grouping in old.corpus.groupings:
        other = new.corpus.grouping(grouping.name)
        if other is None:
            continue
        theirs = {name: code for code, name in enumerate(other.values)}
        for code, name in enumerate(grouping.values[:MOST_GROUPS]):
            own = grouping.codes[places[0]] == code
            its = other.codes[places[1]] == theirs.get(name, -2)
            if paired:
                own = its = own & its
            if np.count_nonzero(own) >= FEWEST_PAIRED and np.count_nonzero(its) >= FEWEST_PAIRED:
                changes = _figures(old.parts[places[0]][own], new.parts[places[1]][its], paired=paired)
                found.append(GroupChange(grouping.name, name, changes["quality"]))
    return found


def _rules(old: _Side, new: _Side) -> list[RuleChange]:
    before, after = (
        {kind.name: kind for kind in faults.by_rule(side.corpus, tally(side.run, ()))} for side in (old, new)
    )
    found = []
    for name in before.keys() | after.keys():
        a, b = before.get(name), after.get(name)
        found.append(
            RuleChange(
                name, a.per_1000_words if a else 0.0, b.per_1000_words if b else 0.0, a.count if a else 0,
                b.count if b else 0,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (-abs(one.after - one.before), one.name))


def _documents(old: Corpus, new: Corpus, ids: list[tuple[str, int, int]]) -> list[DocumentChange]:
    """The paired documents by how much penalty they gained, those that lost most first."""
    found = [
        DocumentChange(
            name, int(new.words[b]), float(old.score[a]), float(new.score[b]), int(new.penalty[b]) - int(old.penalty[a])
        )
        for name, a, b in ids
    ]
    return sorted(found, key=lambda one: (one.points, one.id))


def _settings(old: Run, new: Run) -> list[tuple[str, str, str]]:
    before, after = dict(flat(old.settings)), dict(flat(new.settings))
    keys = dict.fromkeys([*before, *after])
    return [(key, before.get(key, ""), after.get(key, "")) for key in keys if before.get(key) != after.get(key)]
