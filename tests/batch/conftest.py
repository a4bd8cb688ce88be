"""A small corpus, and runs over it with rules that need no model."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from mtqa.batch.run import Plan
from mtqa.batch.values import Columns
from mtqa.config import resolve_config

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Rows = list[dict[str, object]]

SELECT = ("typography", "repetition")


@pytest.fixture
def rows() -> Rows:
    """23 documents: number 3 is repeated next to it, number 0 at the end, and every fifth has a fault."""
    result: Rows = []
    for number in range(23):
        same = {4: 3, 21: 0}.get(number, number)
        cost = "$ 2" if same % 5 == 0 else "$2"
        text = f"The war of the year {1900 + same} cost the country more than {cost} billion."
        result.append({"text": text, "site": "AB"[number % 2], "day": f"2024-01-{number + 1:02}", "key": f"k{number}"})
    return result


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: Rows) -> Path:
    """The current folder, with the corpus as corpus.jsonl and no configuration above it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mtqa.toml").write_text("", encoding="utf-8")
    (tmp_path / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return tmp_path


@pytest.fixture
def plan(folder: Path) -> Callable[..., Plan]:
    """Makes plans of runs over the corpus, five documents a shard."""

    def make(target: str = "out", **settings: object) -> Plan:
        resolved = resolve_config(folder, select=SELECT, suggest=False, cache=False)
        values = {"columns": Columns(id="key", date="day"), "shard_size": 5, **settings}
        return Plan(("corpus.jsonl",), str(folder / target), resolved, **values)

    return make
