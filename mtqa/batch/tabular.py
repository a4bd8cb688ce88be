"""Results as Parquet and as JSON lines, the same bytes each time, and read back."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from mtqa.batch import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa

    from mtqa.batch.checks import Result
    from mtqa.batch.values import Item

# Set, so that a change of pyarrow's defaults changes no bytes.
_FORMAT = {"compression": "zstd", "compression_level": 3, "version": "2.6", "data_page_version": "1.0"}


def document_row(number: int, item: Item, result: Result) -> dict[str, Any]:
    """A row of the table of documents: where it stands by its item, and what was found in its text."""
    values = result.values
    keep_text = item.reference is not None and values["failure"] is None
    return {
        **values,
        "number": number,
        "id": item.id,
        "input": item.input,
        "row": item.row,
        "duplicate_of": item.repeats[0] if item.repeats else None,
        "source_language": item.source_language or values.get("source_language"),
        "date": item.date,
        "groups": list(item.groups),
        "text": item.content if keep_text else None,
        "reference": item.reference,
    }


def parquet(rows: Sequence[dict[str, Any]], columns: pa.Schema) -> bytes:
    """The rows as a Parquet file. Keys that the schema lacks are left out."""
    import pyarrow as pa
    from pyarrow.parquet import write_table

    stream = io.BytesIO()
    write_table(pa.Table.from_pylist(rows, schema=columns), stream, **_FORMAT)
    return stream.getvalue()


def read_rows(data: bytes) -> list[dict[str, Any]]:
    """The rows of a Parquet file as `parquet` takes them."""
    from pyarrow.parquet import read_table

    rows: list[dict[str, Any]] = read_table(io.BytesIO(data)).to_pylist()
    return rows


def lines(documents: Iterable[dict[str, Any]], findings: dict[int, list[dict[str, Any]]]) -> bytes:
    """A JSON object a line for each document: its columns, with its findings within."""
    columns, inner = schema.documents().names, schema.findings().names[1:]
    result = []
    for row in documents:
        values = {name: row[name] for name in columns}
        values["categories"] = dict(row["categories"]) if row["categories"] is not None else None
        values["groups"] = dict(row["groups"])
        values["findings"] = [{name: one[name] for name in inner} for one in findings[row["number"]]]
        result.append(json.dumps(values, ensure_ascii=False, default=str) + "\n")
    return "".join(result).encode()
