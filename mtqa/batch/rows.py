"""Makes documents of the rows of a table: which column is what, and every value as text."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mtqa.batch.values import Columns, Item

if TYPE_CHECKING:
    from mtqa.batch.tables import Row

# A longer value is no group to compare by; it is cut.
LONGEST_GROUP = 200


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of the table at `path`; a text of more than `most_bytes` is refused."""

    path: str
    columns: Columns
    most_bytes: int

    def item(self, row: Row, number: int) -> Item:
        """The document in a row (counted from 1), or the failure that it is."""
        name = f"{self.path}:{number}"
        if isinstance(row, str):
            return Item(name, self.path, number, failure=row)
        columns = self.columns
        values = {column: as_text(row.get(column)) for column in columns.named}
        text = values[columns.text]
        others = columns.groups if columns.groups is not None else [key for key in row if key not in columns.named]
        groups = {key: as_text(row.get(key)) for key in others}

        def value(column: str | None) -> str | None:
            return (values[column] or None) if column else None

        return Item(
            shown(value(columns.id) or name),
            self.path,
            number,
            text or "",
            value(columns.source),
            shown(value(columns.language)),
            as_date(row.get(columns.date)) if columns.date else None,
            value(columns.reference),
            tuple((shown(key), shown(group)[:LONGEST_GROUP]) for key, group in groups.items() if group is not None),
            self._failure(text, value(columns.source), value(columns.reference), row),
        )

    def _failure(self, text: str | None, source: str | None, reference: str | None, row: dict[str, Any]) -> str | None:
        if text is None:
            empty = self.columns.text in row
            return f"the column '{self.columns.text}' is {'empty' if empty else 'not there'}"
        for part in (text, source or "", reference or ""):
            try:
                size = len(part.encode())
            except UnicodeEncodeError:
                return "the row holds half of a character (a surrogate without its other half)"
            if size > self.most_bytes:
                return f"has more than {self.most_bytes / 1e6:g} MB, the limit for one draft; raise 'max_megabytes'"
        return None


def as_text(value: Any) -> str | None:
    """A value of a table as text; None where there is none."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return str(value)


def as_date(value: Any) -> dt.date | None:
    """The day of a value: a date or time, ISO 8601, or seconds since 1970; None for anything else."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return dt.datetime.fromtimestamp(value, dt.UTC).date()
        return dt.datetime.fromisoformat(value.strip()).date() if isinstance(value, str) else None
    except (ValueError, OverflowError, OSError):
        return None


def shown(text: str | None) -> Any:
    """The text as UTF-8 can hold it."""
    return None if text is None else text.encode("utf-8", "replace").decode()
