"""Ways to have shards checked: each maps `run_shard` over them, and gives what is done as it comes, in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtqa.batch.values import Done, Job, Shard


class Engine(Protocol):
    """Checks shards. It takes no more of them from the iterator than it can begin soon: they are large."""

    def run(self, shards: Iterable[Shard], job: Job) -> Iterator[Done]:
        """Raises MtqaError; what is under way then is given up, and can be done again."""
        ...
