"""Reads the measuring data. It stands beside the project, not in it: set MTQA_DATA, or put it in ../shared/data."""

from __future__ import annotations

import gzip
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(os.environ.get("MTQA_DATA", Path(__file__).parents[2] / "shared" / "data"))


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The rows of a data file; ends the program with a reason where the file is not there."""
    path = DATA / name
    if not path.exists():
        print(f"skipped: {path} is not there; set MTQA_DATA to the folder that holds {name}")
        sys.exit(0)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def news_texts(lines: int = 12) -> Iterator[tuple[tuple[str, str, bool, str], list[str]]]:
    """Runs of `lines` consecutive lines of the news sets, with (set, languages, human, system)."""
    key: tuple[str, str, bool, str] | None = None
    group: list[str] = []
    for row in rows("wmt-news-21-22.jsonl.gz"):
        found = (row["set"], row["languages"], row["human"], row["system"])
        if found != key or len(group) == lines:
            if key is not None and len(group) == lines:
                yield key, group
            key, group = found, []
        group.append(row["text"])
    if key is not None and len(group) == lines:
        yield key, group
