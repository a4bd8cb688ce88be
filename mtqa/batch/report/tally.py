"""Counts findings as they come: by rule, by category and severity, by wording; keeps those that will be shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.batch.report.corpus import SEVERITIES
from mtqa.batch.report.found import COLUMNS, Found, rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import pyarrow as pa

    from mtqa.batch.report.reading import Run

# The page stays under a few megabytes: about 700 bytes a finding.
MOST_SHOWN = 1500
MOST_OF_A_DOCUMENT = 40
# Wordings beyond so many are dropped from the count, those seen once first.
MOST_WORDINGS = 200_000
LONGEST_WORDING = 60


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording that a rule marked, as it is counted: the small letters of what was replaced, or of what was marked."""

    rule: str
    category: str
    text: str


@dataclass
class Tally:
    """What the findings of a run come to.

    `kinds` counts by (rule, category, severity); `spread` counts the documents that a rule found something in;
    `wordings` counts occurrences, `written` one way it was written, `better` what was offered for them, `holders` the
    documents that hold them.
    `shown` are findings by rule, at most MOST_SHOWN each, the gravest and surest first; `of_documents` those of the
    documents asked for.
    """

    kinds: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    spread: Counter[str] = field(default_factory=Counter)
    wordings: Counter[Wording] = field(default_factory=Counter)
    holders: Counter[Wording] = field(default_factory=Counter)
    written: dict[Wording, str] = field(default_factory=dict)
    better: dict[Wording, str] = field(default_factory=dict)
    shown: dict[str, list[tuple[float, Found]]] = field(default_factory=lambda: defaultdict(list))
    of_documents: dict[int, list[Found]] = field(default_factory=lambda: defaultdict(list))
    of_many: Counter[int] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.kinds.total()


def tally(run: Run, documents: Collection[int]) -> Tally:
    """Reads all findings once. `documents` are the numbers of those whose findings are wanted. Raises ReadError."""
    result = Tally()
    wanted = np.fromiter(documents, dtype=np.int64, count=len(documents))
    for shard in run.shards:
        for batch in run.findings(shard, COLUMNS):
            _count(result, batch)
            _keep(result, batch)
            own = np.flatnonzero(np.isin(batch.column("document").to_numpy(), wanted))
            for found in rows(batch, own):
                result.of_many[found.document] += 1
                if len(result.of_documents[found.document]) < MOST_OF_A_DOCUMENT:
                    result.of_documents[found.document].append(found)
        _prune(result)
    return result


def _count(result: Tally, batch: pa.RecordBatch) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc

    table = pa.Table.from_batches([batch])
    for row in _groups(table, ["rule", "category", "severity"]):
        result.kinds[row["rule"], row["category"], row["severity"]] += row["count_all"]
    # A document's findings stand together; one that two batches share is counted twice at most.
    for row in table.group_by(["rule"]).aggregate([("document", "count_distinct")]).to_pylist():
        result.spread[row["rule"]] += row["document_count_distinct"]
    written = pc.coalesce(table["suggestion_replaces"], table["text"])
    table = table.append_column("written", pc.utf8_trim_whitespace(written))
    table = table.append_column("wording", pc.utf8_lower(table["written"]))
    length = pc.utf8_length(table["wording"])
    table = table.filter(pc.and_(pc.greater(length, 1), pc.less_equal(length, LONGEST_WORDING)))
    keys = ["rule", "category", "wording"]
    asked = [([], "count_all"), ("document", "count_distinct"), ("suggestion", "max"), ("written", "max")]
    counted = table.group_by(keys).aggregate(asked)
    for row in counted.to_pylist():
        wording = Wording(row["rule"], row["category"], row["wording"])
        result.wordings[wording] += row["count_all"]
        result.holders[wording] += row["document_count_distinct"]
        result.written.setdefault(wording, row["written_max"])
        if row["suggestion_max"] is not None:
            result.better.setdefault(wording, row["suggestion_max"])


def _groups(table: pa.Table, keys: list[str]) -> list[dict[str, Any]]:
    return list(table.group_by(keys).aggregate([([], "count_all")]).to_pylist())


def _keep(result: Tally, batch: pa.RecordBatch) -> None:
    """Adds to `shown` what is graver or surer than what is there."""
    rule = batch.column("rule").dictionary_encode()
    names, codes = rule.dictionary.to_pylist(), rule.indices.to_numpy()
    weights = np.array([SEVERITIES.index(one) for one in batch.column("severity").to_pylist()], dtype=np.float64)
    # The place decides between equals, so that what is shown is spread over the run and not its beginning.
    mixed = (batch.column("document").to_numpy() * 2654435761 + batch.column("start").to_numpy()) % 1000003
    order = weights * 10 + batch.column("confidence").to_numpy() + mixed / 1e9
    for code, name in enumerate(names):
        kept = result.shown[name]
        own = np.flatnonzero(codes == code)
        if len(kept) == MOST_SHOWN:
            own = own[order[own] > kept[-1][0]]
        own = own[np.argsort(-order[own], kind="stable")][:MOST_SHOWN]
        kept += zip(map(float, order[own]), rows(batch, own), strict=True)
        kept.sort(key=lambda pair: -pair[0])
        del kept[MOST_SHOWN:]


def _prune(result: Tally) -> None:
    if len(result.wordings) <= MOST_WORDINGS:
        return
    result.wordings = Counter(dict(result.wordings.most_common(MOST_WORDINGS // 2)))
    result.holders = Counter({wording: result.holders[wording] for wording in result.wordings})
    result.written = {wording: result.written[wording] for wording in result.wordings}
    result.better = {wording: text for wording, text in result.better.items() if wording in result.wordings}


def chosen(result: Tally, most: int = MOST_SHOWN) -> list[Found]:
    """At most so many of the findings: all, or the same number of each rule as far as it has them."""
    queues = {name: [found for _, found in kept] for name, kept in sorted(result.shown.items())}
    picked = [found for round_ in _rounds(queues) for found in round_]
    return picked[:most]


def _rounds(queues: dict[str, list[Found]]) -> Iterator[list[Found]]:
    """The first of each queue, then the second of each, and so on."""
    longest = max(map(len, queues.values()), default=0)
    for place in range(longest):
        yield [queue[place] for queue in queues.values() if place < len(queue)]
