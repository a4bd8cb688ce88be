"""Actors on a Ray cluster, or on a small one that is started here. Each holds its models and takes a core, or a GPU."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mtqa.batch.worker import run_shard
from mtqa.errors import ConfigError, ModelError, MtqaError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtqa.batch.values import Done, Job, Shard

# Shards that wait at each actor, so that it never waits for one.
AHEAD = 1
# Of a shard whose machine was lost. A shard that kills its process each time ends the run.
RETRIES = 3
# Ray asks for at least 75 MB; a shard takes some MB, and a few wait for each actor.
OBJECT_STORE = 256_000_000


@dataclass(frozen=True, slots=True)
class RayEngine:
    """At most `jobs` actors, begun as there is work and the cluster has room, and ended when there is none.

    `address` is a cluster's, `auto`, or None for one of this machine that ends with the run. Each actor asks for one
    CPU and `gpus` GPUs.
    """

    jobs: int
    address: str | None = None
    gpus: float = 0.0

    def run(self, shards: Iterable[Shard], job: Job) -> Iterator[Done]:
        with self._cluster() as ray:
            pool = _Pool(ray, self.jobs, self.gpus, job)
            try:
                for shard in shards:
                    while not pool.has_room:
                        pool.grow()
                        yield from pool.finished()
                    pool.submit(shard)
                while pool.busy:
                    pool.shrink()
                    yield from pool.finished()
            except ray.exceptions.RayActorError as error:
                raise ModelError(f"a worker died {RETRIES + 1} times over one shard ({error})") from error
            except ray.exceptions.RayTaskError as error:
                if isinstance(error.cause, MtqaError):
                    raise error.cause from error
                raise
            finally:
                pool.end()

    @contextlib.contextmanager
    def _cluster(self) -> Iterator[Any]:
        # Ray would tell its makers of every run.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        try:
            import ray
        except ImportError as error:
            raise ConfigError(f"--engine ray needs Ray ({error}): pip install 'mtqa[ray]'") from error
        common = {"logging_level": "error", "include_dashboard": False}
        address = self.address or os.environ.get("RAY_ADDRESS")
        try:
            if address:
                ray.init(address, logging_level="error")
            else:
                ray.init("local", num_cpus=self.jobs, object_store_memory=OBJECT_STORE, **common)
        except Exception as error:
            # A node that does not start in time raises no narrower one.
            raise ConfigError(
                f"the Ray cluster at {address or 'this machine'} does not answer ({error}); "
                "what is done is kept: --resume goes on"
            ) from error
        try:
            yield ray
        finally:
            ray.shutdown()


class _Actor:
    """Holds the models of one process; `run_shard` keeps them."""

    def ready(self) -> None:
        """Answers when the process is there."""

    def run(self, shard: Shard, job: Job) -> Done:
        return run_shard(shard, job)


@dataclass(slots=True)
class _Pool:
    """Actors and what each is at. One that only starts gets no shard, since the cluster may have no room for it."""

    ray: Any
    most: int
    gpus: float
    job: Job
    starting: dict[Any, Any] = field(default_factory=dict)
    running: dict[Any, Any] = field(default_factory=dict)
    loads: dict[Any, int] = field(default_factory=dict)

    @property
    def has_room(self) -> bool:
        return any(load <= AHEAD for load in self.loads.values())

    @property
    def busy(self) -> bool:
        return bool(self.running)

    def grow(self) -> None:
        """Start as many actors again as there are, unless some are starting: the autoscaler of a cluster follows."""
        if self.starting:
            return
        remote = self.ray.remote(num_cpus=1, num_gpus=self.gpus, max_restarts=RETRIES, max_task_retries=RETRIES)
        for _ in range(min(max(1, len(self.loads)), self.most - len(self.loads))):
            actor = remote(_Actor).remote()
            self.starting[actor.ready.remote()] = actor

    def submit(self, shard: Shard) -> None:
        actor = min(self.loads, key=lambda one: self.loads[one])
        self.loads[actor] += 1
        self.running[actor.run.remote(shard, self.job)] = actor

    def finished(self) -> Iterator[Done]:
        """Waits for something to happen, and gives the shards that are done."""
        waited = [*self.running, *self.starting]
        references, _ = self.ray.wait(waited, num_returns=1)
        for reference in references:
            if reference in self.starting:
                self.ray.get(reference)
                self.loads[self.starting.pop(reference)] = 0
            else:
                self.loads[self.running.pop(reference)] -= 1
                yield self.ray.get(reference)

    def shrink(self) -> None:
        """Gives back actors that have nothing to do, and those that would come too late."""
        for actor in [one for one, load in self.loads.items() if not load]:
            self.ray.kill(actor)
            del self.loads[actor]
        for actor in self.starting.values():
            self.ray.kill(actor)
        self.starting.clear()

    def end(self) -> None:
        for actor in [*self.loads, *self.starting.values()]:
            with contextlib.suppress(Exception):
                self.ray.kill(actor)
