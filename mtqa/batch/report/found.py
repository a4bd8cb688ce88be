"""A finding as the report shows it, and how rows of the table become one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = (
    "document", "rule", "category", "severity", "confidence", "line", "column", "text", "message", "context",
    "context_start", "context_end", "suggestion", "suggestion_replaces", "start",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the words around it: `before`, what is marked (`text`), `after`."""

    document: int
    rule: str
    category: str
    severity: str
    confidence: float
    line: int
    column: int
    text: str
    message: str
    before: str
    after: str
    suggestion: str | None
    replaces: str | None

    @classmethod
    def of(cls, row: dict[str, Any]) -> Found:
        context = row["context"]
        return cls(
            row["document"], row["rule"], row["category"], row["severity"], row["confidence"], row["line"],
            row["column"], context[row["context_start"] : row["context_end"]], row["message"],
            context[: row["context_start"]], context[row["context_end"] :], row["suggestion"],
            row["suggestion_replaces"],
        )  # fmt: skip


def rows(batch: pa.RecordBatch, places: Any) -> list[Found]:
    """The findings at these places of a batch that has COLUMNS."""
    return [Found.of(row) for row in batch.take(places).to_pylist()]
