"""Keeps what editors decide on findings, in a local SQLite file, for those who turn it on (`feedback = "FILE"`)."""

from __future__ import annotations

import enum
import sqlite3
import time
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.errors import MtqaError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any

    from mtqa.types import Finding, Suggestion

_TABLE = """CREATE TABLE IF NOT EXISTS decisions (
    time REAL NOT NULL, path TEXT NOT NULL, rule TEXT NOT NULL, confidence REAL NOT NULL, segment TEXT NOT NULL,
    marked TEXT NOT NULL, decision TEXT NOT NULL, correction TEXT, source TEXT, suggestion_confidence REAL,
    place INTEGER, length INTEGER
)"""
# Seconds to wait for another process that is writing.
PATIENCE = 5.0


class Decision(enum.StrEnum):
    """What an editor did with a finding: took a correction, wrote another, passed over it, or silenced the rule."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    SKIPPED = "skipped"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Passage:
    """A segment's text as it stands in the file, and where it begins there."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Decisions on one rule's findings, or on one source's suggestions. `rate` is the share that was accepted."""

    name: str
    accepted: int
    edited: int
    dismissed: int

    @property
    def rate(self) -> float:
        """Of all decided, 0 to 1."""
        return self.accepted / max(self.accepted + self.edited + self.dismissed, 1)


class Feedback:
    """A file of decisions. It is opened for each write, so that several processes may share it.

    Every method raises MtqaError where the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(
        self, path: str, finding: Finding, segment: Passage, decision: Decision, correction: Suggestion | None = None
    ) -> None:
        """Keep one decision; `segment` is the text around the finding."""
        made: tuple[object, ...] = (None,) * 5
        if correction is not None:
            place, length = correction.start - segment.start, correction.end - correction.start
            made = (correction.text, correction.source, correction.confidence, place, length)
        row = (
            time.time(), path, finding.rule, finding.confidence, segment.text, finding.text, decision.value, *made
        )  # fmt: skip
        self._run("INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def by_rule(self) -> list[Acceptance]:
        """The acceptance rate of each rule, in alphabetical order."""
        return self._acceptance("rule")

    def by_source(self) -> list[Acceptance]:
        """The acceptance rate of the suggestions of each source."""
        return self._acceptance("coalesce(source, '-')")

    def edited(self) -> list[tuple[str, str]]:
        """Each segment that was decided on, and what it became; the same where all corrections were dismissed."""
        columns = "path, segment, correction, place, length"
        rows = self._run(f"SELECT {columns} FROM decisions ORDER BY place, time")  # noqa: S608 - a constant
        edits: dict[tuple[str, str], dict[int, tuple[int, str]]] = defaultdict(dict)
        for path, segment, correction, place, length in rows:
            made = edits[path, segment]
            if correction is not None:
                made[place] = (length, correction)
        return [(segment, _applied(segment, made)) for (_, segment), made in edits.items()]

    def _acceptance(self, column: str) -> list[Acceptance]:
        rows = self._run(f"SELECT {column}, decision, count(*) FROM decisions GROUP BY 1, 2")  # noqa: S608 - two constants
        counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for name, decision, count in rows:
            counts[name][decision] += count
        return [
            Acceptance(
                name, number[Decision.ACCEPTED], number[Decision.EDITED],
                number[Decision.SKIPPED] + number[Decision.IGNORED],
            )
            for name, number in sorted(counts.items())
        ]  # fmt: skip

    def _run(self, statement: str, values: Iterable[object] = ()) -> list[Any]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=PATIENCE)) as connection, connection:
                connection.execute(_TABLE)
                return connection.execute(statement, tuple(values)).fetchall()
        except (OSError, sqlite3.Error) as error:
            raise MtqaError(f"{self._path}: the file of decisions cannot be used ({error})") from error


def _applied(text: str, edits: dict[int, tuple[int, str]]) -> str:
    """A text with edits in place, by where they begin; of those that overlap, the last one of the text."""
    begun = len(text)
    for place, (length, instead) in sorted(edits.items(), reverse=True):
        if place + length <= begun:
            text, begun = text[:place] + instead + text[place + length :], place
    return text
