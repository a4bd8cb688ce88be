"""Keeps drafts in an SQLite file, for those who ask for it with `mtqa serve --keep FILE`."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

from mtqa.errors import MtqaError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# Seconds to wait for another request that is writing.
PATIENCE = 5.0
_TABLE = """CREATE TABLE IF NOT EXISTS drafts (
    name TEXT PRIMARY KEY, changed REAL NOT NULL, title TEXT NOT NULL, content TEXT NOT NULL
)"""


class Drafts:
    """A file of drafts. It is opened for each use, so threads may share it.

    Every method raises MtqaError where the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def listed(self) -> list[dict[str, Any]]:
        """Names and titles, the latest first, without the content; `changed` in seconds since 1970."""
        rows = self._run("SELECT name, title, changed FROM drafts ORDER BY changed DESC", ())
        return [{"name": name, "title": title, "changed": changed} for name, title, changed in rows]

    def get(self, name: str) -> str | None:
        rows = self._run("SELECT content FROM drafts WHERE name = ?", (name,))
        return rows[0][0] if rows else None

    def put(self, name: str, title: str, content: str) -> None:
        self._run("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?)", (name, time.time(), title, content))

    def delete(self, name: str) -> None:
        self._run("DELETE FROM drafts WHERE name = ?", (name,))

    def _run(self, statement: str, values: Iterable[object]) -> list[tuple[Any, ...]]:
        try:
            with closing(sqlite3.connect(self._path, timeout=PATIENCE)) as connection, connection:
                connection.execute(_TABLE)
                return connection.execute(statement, tuple(values)).fetchall()
        except sqlite3.Error as error:
            raise MtqaError(f"{self._path}: drafts cannot be kept there ({error})") from error
