"""One shard after another, in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.batch.worker import run_shard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtqa.batch.values import Done, Job, Shard


class ProcessEngine:
    """Needs nothing, and debuggers reach it."""

    def run(self, shards: Iterable[Shard], job: Job) -> Iterator[Done]:
        for shard in shards:
            yield run_shard(shard, job)
