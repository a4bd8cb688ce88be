"""A whole run: reads the inputs, has their shards checked, and knows what an earlier run did already."""

from __future__ import annotations

import contextlib
import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.batch import schema
from mtqa.batch.documents import Documents
from mtqa.batch.inputs import Given, given
from mtqa.batch.markers import as_json, done
from mtqa.batch.record import begin, described
from mtqa.batch.sharding import shards
from mtqa.batch.store import LocalStore, StoreError, is_address, open_store
from mtqa.batch.values import Columns, Done, Job, Totals
from mtqa.discovery import Patterns
from mtqa.errors import ConfigError
from mtqa.overrides import PathConfigs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtqa.batch.engines import Engine
    from mtqa.batch.store import Store
    from mtqa.batch.values import Shard
    from mtqa.config import Resolved

# Documents in a shard: what a kill costs is at most a shard of each process.
SHARD_SIZE = 200


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done. `tables` says that a folder is read for its tables, not for its drafts."""

    names: tuple[str, ...]
    target: str
    resolved: Resolved
    columns: Columns
    tables: bool = False
    shard_size: int = SHARD_SIZE
    jsonl: bool = False
    resume: bool = False
    restart: bool = False


@dataclass
class Run:
    """A run that goes on or begins. `size` is that of its inputs in bytes, 0 where it is not known."""

    plan: Plan
    totals: Totals = field(default=Totals(), init=False)

    def __post_init__(self) -> None:
        plan = self.plan
        if not is_address(plan.target) and Path(plan.target).is_file():
            raise ConfigError(f"--output {plan.target} is a file; name a folder for the results")
        self._configs = PathConfigs(plan.resolved)
        self._configs.require_rules()
        patterns = Patterns(self._configs.folder, plan.resolved.config.include, plan.resolved.config.exclude)
        self._inputs: list[Given] = given(plan.names, patterns, plan.target, tables=plan.tables)
        self.size = sum(file.size for one in self._inputs for file in one.files)

    def through(self, engine: Engine, notice: Callable[[Done], None]) -> Totals:
        """Does what is left to do, and tells `notice` of each shard, also of those that were done before.

        Raises ConfigError, StoreError and ModelError; the results that are written then are kept.
        """
        plan = self.plan
        store = open_store(plan.target)
        with _alone(store):
            config = plan.resolved.config
            content = described(config, self._inputs, plan.columns, plan.shard_size, jsonl=plan.jsonl)
            begin(store, content, resume=plan.resume, restart=plan.restart)
            store.clean()
            for result in engine.run(self._left(store, notice), Job(plan.resolved, plan.target, plan.jsonl)):
                self._count(result, notice)
            self._end(store)
        return self.totals

    def _left(self, store: Store, notice: Callable[[Done], None]) -> Iterator[Shard]:
        """The shards without a marker, read from the inputs as they are asked for."""
        documents = Documents(self._inputs, self.plan.columns, self.plan.resolved.config.max_megabytes)
        for shard in shards(documents, self.plan.shard_size, self._configs.of):
            known = done(store, shard) if self.plan.resume else None
            if known is None:
                yield shard
            else:
                self._count(known, notice)

    def _count(self, result: Done, notice: Callable[[Done], None]) -> None:
        self.totals += result.totals
        notice(result)

    def _end(self, store: Store) -> None:
        if len(store.names(schema.MARKERS)) > self.totals.shards:
            raise ConfigError(
                f"the input is not what it was: it has fewer documents than {store.target} has results; "
                "--restart begins again"
            )
        store.write(schema.COMPLETE, as_json(dataclasses.asdict(self.totals)))


@contextlib.contextmanager
def _alone(store: Store) -> Iterator[None]:
    """Keeps other runs on this machine away from a folder. Raises ConfigError where one is at it."""
    if not isinstance(store, LocalStore):
        yield
        return
    import filelock

    path = Path(store.target) / schema.LOCK
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(path, timeout=0)
        lock.acquire()
    except filelock.Timeout:
        raise ConfigError(f"{store.target}: another mtqa is writing to it; wait, or name another folder") from None
    except OSError as error:
        raise StoreError(f"{store.target}: cannot be written ({error.strerror or error})") from error
    try:
        yield
    finally:
        lock.release()
