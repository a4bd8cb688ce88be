"""What a run was started with (run.json), and whether another may go on with it."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from mtqa import __version__
from mtqa.batch import schema
from mtqa.batch.markers import as_json
from mtqa.batch.report import FILES
from mtqa.engine import Checker
from mtqa.errors import ConfigError
from mtqa.models import Models
from mtqa.results import code_version

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.batch.inputs import Given
    from mtqa.batch.store import Store
    from mtqa.batch.values import Columns
    from mtqa.config import Config

FORMAT = "mtqa-batch/1"
# What is done with a report does not change it; which files are read is among the inputs.
NO_MATTER = frozenset(
    (
        "fail_on", "fix_confidence", "feedback", "min_score", "max_findings", "max_machine_translated", "cache",
        "offline", "include", "exclude",
    )
)  # fmt: skip
# How a difference is told to people.
_SAID = {
    "schema": "the form of the results",
    "version": "mtqa's version",
    "code": "mtqa's code or data, or a library that it uses",
    "signature": "the rules or models in force",
    "inputs": "the inputs (their files, sizes or dates)",
}


def described(config: Config, inputs: Sequence[Given], columns: Columns, shard_size: int, *, jsonl: bool) -> Any:
    """Everything that the results depend on, as it stands in run.json. Raises ConfigError and ModelError."""
    settings = {item.name: getattr(config, item.name) for item in dataclasses.fields(config)}
    content = {
        "schema": FORMAT,
        "version": __version__,
        "code": code_version(),
        "signature": Checker(config, Models(config)).signature,
        "configuration": {name: value for name, value in settings.items() if name not in NO_MATTER},
        "inputs": [one.described() for one in inputs],
        "options": {"columns": dataclasses.asdict(columns), "shard_size": shard_size, "jsonl": jsonl},
    }
    return json.loads(as_json(content))


def begin(store: Store, content: dict[str, Any], *, resume: bool, restart: bool) -> None:
    """Makes the target ready: an empty one is begun, an old run goes on or is cleared away, as asked.

    Raises ConfigError where neither was asked, or where the old run was another.
    """
    old = _read(store)
    if old is not None and not resume and not restart:
        state = "is complete" if store.read(schema.COMPLETE) is not None else "was begun"
        raise ConfigError(
            f"{store.target} holds a run that {state}: --resume goes on with it, --restart deletes its results and "
            "begins again; or name another folder"
        )
    if old is None:
        others = [name for name in store.names() if name not in _OWN]
        if others:
            raise ConfigError(f"{store.target} holds other files ({', '.join(others[:3])}); name an empty folder")
    elif resume:
        _refuse_differences(store.target, old, content)
        return
    _clear(store)
    store.write(schema.RUN, as_json(content))


# What a run may leave before run.json is there, or when it is cleared away.
_OWN = (schema.COMPLETE, schema.MARKERS, schema.DOCUMENTS, schema.FINDINGS, schema.LINES)


def _read(store: Store) -> dict[str, Any] | None:
    data = store.read(schema.RUN)
    if data is None:
        return None
    try:
        content: dict[str, Any] = json.loads(data)
    except ValueError:
        # Written in one step, so somebody else wrote this.
        raise ConfigError(f"{store.target}/{schema.RUN} is damaged; --restart begins again") from None
    return content


def _clear(store: Store) -> None:
    """Takes an old run away, the markers first: without them, nothing counts as done."""
    store.delete(schema.COMPLETE)
    for name in (schema.MARKERS, schema.DOCUMENTS, schema.FINDINGS, schema.LINES):
        store.delete(name)
    for name in FILES:
        store.delete(name)
    store.delete(schema.RUN)


def _refuse_differences(target: str, old: dict[str, Any], new: dict[str, Any]) -> None:
    different: list[str] = []
    for key, now in new.items():
        before = old.get(key)
        if key in _SAID:
            different += [_SAID[key]] * (before != now)
        else:
            names = [name for name in now if (before or {}).get(name) != now[name]]
            different += [_said(key, name, (before or {}).get(name), now[name]) for name in names]
    if different:
        raise ConfigError(
            f"{target} was begun with other settings, so going on would mix results: {'; '.join(different)}. "
            "--restart deletes its results and begins again"
        )


def _said(key: str, name: str, before: Any, now: Any) -> str:
    where = "the option" if key == "options" else "the key"
    return f"{where} {name} was {json.dumps(before)} and is {json.dumps(now)}"
