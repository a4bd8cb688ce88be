"""Remembers what a model said of a text, on disk, so that a second check of a draft costs next to nothing.

The cache is a help and never a need: whatever goes wrong with its file, the model is asked instead.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

# About 200 bytes a row for a sentence's log-probabilities: at most some 100 MB. The oldest rows go first.
MOST_ROWS = 500_000
# Seconds to wait for another process that is writing.
PATIENCE = 5.0

_QUESTION_SIZE = 500


class Cache:
    """Values by text for one model. `path` is the database's file, or None to remember nothing.

    Safe to share between threads.
    """

    def __init__(self, path: Path | None, signature: str, most_rows: int = MOST_ROWS) -> None:
        self._path = path
        self._signature = signature.encode()
        self._most_rows = most_rows
        self._opened: sqlite3.Connection | None = None
        self._lock = threading.RLock()

    def get(self, texts: Sequence[str]) -> dict[str, bytes]:
        """The values of those texts that are known."""
        by_key = {self._key(text): text for text in texts} if self._path else {}
        keys = list(by_key)
        found: dict[str, bytes] = {}
        for start in range(0, len(keys), _QUESTION_SIZE):
            part = keys[start : start + _QUESTION_SIZE]
            marks = ",".join("?" * len(part))
            rows = self._run(f"SELECT key, value FROM answers WHERE key IN ({marks})", part)  # noqa: S608 - only marks
            found.update({by_key[key]: value for key, value in rows})
        return found

    def put(self, values: Mapping[str, bytes]) -> None:
        """Remember values, and forget the oldest ones if there are too many."""
        if not self._path or not values:
            return
        rows = [(self._key(text), value) for text, value in values.items()]
        self._run("INSERT OR REPLACE INTO answers (key, value) VALUES (?, ?)", rows, many=True)
        self._run("DELETE FROM answers WHERE rowid <= (SELECT max(rowid) FROM answers) - ?", [self._most_rows])

    def close(self) -> None:
        """Let go of the file; the next question opens it again."""
        with self._lock:
            if self._opened is not None:
                with contextlib.suppress(sqlite3.Error):
                    self._opened.close()
                self._opened = None

    def _key(self, text: str) -> bytes:
        return hashlib.blake2b(self._signature + b"\0" + text.encode("utf-8", "surrogatepass"), digest_size=16).digest()

    def _run(self, statement: str, values: Iterable[object], *, many: bool = False) -> list[tuple[bytes, bytes]]:
        """Run a statement; a damaged file is thrown away, any other trouble ends the remembering."""
        for _ in range(2):
            try:
                with self._lock, self._connection as connection:
                    if many:
                        connection.executemany(statement, values)  # type: ignore[arg-type]
                        return []
                    return connection.execute(statement, values).fetchall()  # type: ignore[arg-type]
            except sqlite3.OperationalError:
                break
            except sqlite3.DatabaseError:
                self._throw_away()
            except OSError:
                break
        self._path = None
        return []

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            if self._path is None:
                raise FileNotFoundError
            self._path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self._path, timeout=PATIENCE, check_same_thread=False)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, value BLOB NOT NULL)")
            self._opened = connection
        return self._opened

    def _throw_away(self) -> None:
        self.close()
        if self._path is not None:
            for suffix in ("", "-wal", "-shm"):
                with contextlib.suppress(OSError):
                    self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
