"""The only worker: checks the documents of a shard, writes what was found, and then the shard's marker."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from typing import TYPE_CHECKING, Any

from mtqa.batch import schema
from mtqa.batch.checks import DocumentChecker, Result
from mtqa.batch.markers import marked, marker_name
from mtqa.batch.store import open_store
from mtqa.batch.tabular import document_row, lines, parquet, read_rows
from mtqa.batch.values import Totals

if TYPE_CHECKING:
    from mtqa.batch.store import Store
    from mtqa.batch.values import Done, Item, Job, Shard

# Of earlier shards that documents repeat something of.
SHARDS_KEPT = 8

# A process keeps its models from shard to shard.
_workers: list[Worker] = []


def run_shard(shard: Shard, job: Job) -> Done:
    """Checks a shard and writes its results; every engine calls this, wherever it runs.

    Raises StoreError, ModelError and ConfigError, which concern every shard. What a single document raises is in its
    row.
    """
    if not _workers or _workers[0].job != job:
        _workers[:] = [Worker(job)]
    return _workers[0].run(shard)


class Worker:
    """Models and a store, ready for any number of shards."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._store = open_store(job.target)
        self._checker = DocumentChecker(job.resolved)
        self._earlier = Earlier(self._store)

    def run(self, shard: Shard) -> Done:
        results: list[Result] = []
        for item in shard.items:
            results.append(self._repeated(item, shard, results) or self._checker.result(item))
        numbered = [(shard.first + index, item, results[index]) for index, item in enumerate(shard.items)]
        documents = [document_row(*one) for one in numbered]
        findings = {number: [{"document": number, **row} for row in result.findings] for number, _, result in numbered}
        sizes = self._write(shard.number, documents, findings)
        return marked(self._store, shard, _totals(documents, findings), sizes)

    def _repeated(self, item: Item, shard: Shard, results: list[Result]) -> Result | None:
        """What was found in an earlier document of the same content, where that is known."""
        if item.repeats is None:
            return None
        number, of_shard = item.repeats
        return results[number - shard.first] if of_shard == shard.number else self._earlier.result(number, of_shard)

    def _write(
        self, number: int, documents: list[dict[str, Any]], findings: dict[int, list[dict[str, Any]]]
    ) -> dict[str, int]:
        name = schema.shard_name(number)
        files = {
            f"{schema.DOCUMENTS}/{name}.parquet": parquet(documents, schema.documents()),
            f"{schema.FINDINGS}/{name}.parquet": parquet(
                [row for rows in findings.values() for row in rows], schema.findings()
            ),
        }
        if self.job.jsonl:
            files[f"{schema.LINES}/{name}.jsonl"] = lines(documents, findings)
        for path, data in files.items():
            self._store.write(path, data)
        return {path: len(data) for path, data in files.items()}


class Earlier:
    """Results of shards that are done already, read back so that a text is not checked twice."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[int, dict[int, Result]] = OrderedDict()

    def result(self, number: int, shard: int) -> Result | None:
        """What was found in a document, or None where its shard is not done: then it is checked again."""
        if shard not in self._kept:
            results = self._read(shard)
            if results is None:
                return None
            self._kept[shard] = results
            if len(self._kept) > SHARDS_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(shard)
        return self._kept[shard].get(number)

    def _read(self, shard: int) -> dict[int, Result] | None:
        name = schema.shard_name(shard)
        if self._store.size(marker_name(shard)) is None:
            return None
        documents = self._store.read(f"{schema.DOCUMENTS}/{name}.parquet")
        findings = self._store.read(f"{schema.FINDINGS}/{name}.parquet")
        if documents is None or findings is None:
            return None
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        try:
            for row in read_rows(findings):
                found[row.pop("document")].append(row)
            return {row["number"]: Result(row, tuple(found[row["number"]])) for row in read_rows(documents)}
        except (OSError, ValueError):
            # A damaged file; whoever resumes the run is told by its size, or finds it again when it is read.
            return None


def _totals(documents: list[dict[str, Any]], findings: dict[int, list[dict[str, Any]]]) -> Totals:
    return Totals(
        1,
        len(documents),
        sum(row["failure"] is not None for row in documents),
        sum(row["duplicate_of"] is not None for row in documents),
        sum(row["words"] or 0 for row in documents),
        sum(map(len, findings.values())),
    )
