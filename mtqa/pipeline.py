"""Checks many drafts: each with the configuration of its path, remembered reports first, in one process or several."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from mtqa.checking import Plan, checked, outcome
from mtqa.engine import Checker
from mtqa.errors import ModelError
from mtqa.models import Models
from mtqa.overrides import PathConfigs
from mtqa.results import FILE, Results
from mtqa.types import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.checking import Source
    from mtqa.config import Config, Resolved
    from mtqa.types import DocumentReport


class Planner:
    """Gives the plan for a path: one checker and one cache a configuration, and the same models for all."""

    def __init__(self, configs: PathConfigs, general: Config, source: Source | None = None) -> None:
        self._source = source
        self._configs = configs
        self._general = general
        self._models = Models(general)
        self._plans: list[tuple[Config, Plan]] = []

    @property
    def signature(self) -> str:
        """What runs where no override says otherwise."""
        return self.plan(self._general).checker.signature

    def __call__(self, path: str) -> Plan:
        return self.plan(self._configs.of(path))

    def plan(self, config: Config) -> Plan:
        """The plan for a configuration, whatever path it is for."""
        for known, plan in self._plans:
            if known == config:
                return plan
        checker = Checker(config, self._models)
        plan = Plan(checker, _results(config, checker.signature), self._source)
        self._plans.append((config, plan))
        return plan


def _results(config: Config, signature: str) -> Results | None:
    if not config.cache:
        return None
    from mtqa.models.catalogue import home

    return Results(home() / FILE, config, signature)


def reports(
    paths: Sequence[str | Failure], planner: Planner, resolved: Resolved, jobs: int = 1, stdin_name: str | None = None
) -> Iterator[DocumentReport | Failure]:
    """The report on each path or why there is none, in their order, from `jobs` processes."""
    if jobs < 2 or len(paths) < 2 or "-" in paths:  # noqa: PLR2004 - two of a kind
        yield from checked(paths, planner, stdin_name)
        return
    # multiprocessing takes 0.1 s to import.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # A forked process inherits locks of the models' threads; a spawned one starts clean.
    context = multiprocessing.get_context("spawn")
    workers = min(jobs, len(paths))
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(resolved,)) as pool:
        try:
            yield from pool.map(_work, paths)
        except BrokenProcessPool as error:
            raise ModelError("a process ended before its work was done; fewer --jobs need less memory") from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


# A worker process keeps its models for all of its drafts.
_worker: list[Planner] = []


def _start(resolved: Resolved) -> None:
    # Ctrl-C is for the process that has the terminal; it ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker.append(Planner(PathConfigs(resolved), resolved.config))


def _work(path: str | Failure) -> DocumentReport | Failure:
    return path if isinstance(path, Failure) else outcome(path, _worker[0])
