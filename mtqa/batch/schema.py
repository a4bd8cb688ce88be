"""The tables that a batch run writes: one row a document, one row a finding. docs/batch.md describes them.

A document is known by its `number`, its place in the input from 0 on: ids come from outside and may repeat.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

DOCUMENTS, FINDINGS, MARKERS, LINES = "documents", "findings", "done", "jsonl"
RUN, COMPLETE, REPORT, LOCK = "run.json", "complete.json", "report.html", ".lock"


def shard_name(number: int) -> str:
    """The name of a shard's files without their ending. Names sort as numbers do up to a million shards."""
    return f"shard-{number:06}"


@cache
def documents() -> pa.Schema:
    """A row of documents/*.parquet. Of a document that failed, `failure` says why, and what was to be found is null."""
    import pyarrow as pa

    return pa.schema([
        pa.field("number", pa.int64(), nullable=False),
        pa.field("id", pa.string(), nullable=False),
        pa.field("input", pa.string(), nullable=False),
        pa.field("row", pa.int64()),
        pa.field("format", pa.string()),
        pa.field("text_sha256", pa.string()),
        pa.field("duplicate_of", pa.int64()),
        pa.field("language", pa.string()),
        pa.field("source_language", pa.string()),
        pa.field("date", pa.date32()),
        pa.field("words", pa.int32()),
        pa.field("segments", pa.int32()),
        pa.field("score", pa.float64()),
        pa.field("machine_translated", pa.float64()),
        pa.field("penalty", pa.int32()),
        pa.field("neutral", pa.int32()),
        pa.field("minor", pa.int32()),
        pa.field("major", pa.int32()),
        pa.field("critical", pa.int32()),
        pa.field("categories", pa.map_(pa.string(), pa.int32())),
        pa.field("groups", pa.map_(pa.string(), pa.string())),
        pa.field("notes", pa.list_(pa.string())),
        pa.field("reasons", pa.list_(pa.string())),
        pa.field("text", pa.string()),
        pa.field("reference", pa.string()),
        pa.field("failure", pa.string()),
    ])  # fmt: skip


@cache
def findings() -> pa.Schema:
    """A row of findings/*.parquet. `start` and `end` are code points of the document's text, half-open."""
    import pyarrow as pa

    return pa.schema([
        pa.field("document", pa.int64(), nullable=False),
        pa.field("rule", pa.string(), nullable=False),
        pa.field("category", pa.string(), nullable=False),
        pa.field("severity", pa.string(), nullable=False),
        pa.field("confidence", pa.float64(), nullable=False),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("line", pa.int32(), nullable=False),
        pa.field("column", pa.int32(), nullable=False),
        pa.field("segment", pa.string(), nullable=False),
        pa.field("side", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("message", pa.string(), nullable=False),
        pa.field("context", pa.string(), nullable=False),
        pa.field("context_start", pa.int32(), nullable=False),
        pa.field("context_end", pa.int32(), nullable=False),
        pa.field("suggestion", pa.string()),
        pa.field("suggestion_replaces", pa.string()),
        pa.field("suggestion_confidence", pa.float64()),
    ])  # fmt: skip
