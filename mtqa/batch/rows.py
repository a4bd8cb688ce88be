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
        columns = self.columns
        if row.failure is not None:
            return Item(name, self.path, number, failure=_placed(row.failure, row))
        values = {column: as_text(row.values.get(column)) for column in columns.named}
        text = values[columns.text]
        others = columns.groups
        if others is None:
            others = tuple(key for key in row.values if key not in columns.named)
        groups = {key: as_text(row.values.get(key)) for key in others}

        def value(column: str | None) -> str | None:
            return (values[column] or None) if column else None

        return Item(
            shown(value(columns.id) or name),
            self.path,
            number,
            text or "",
            value(columns.source),
            shown(value(columns.language)),
            as_date(row.values.get(columns.date)) if columns.date else None,
            value(columns.reference),
            tuple((shown(key), shown(group)[:LONGEST_GROUP]) for key, group in groups.items() if group is not None),
            _placed(self._failure(text, value(columns.source), value(columns.reference), row.values), row),
        )

    def _failure(
        self, text: str | None, source: str | None, reference: str | None, values: dict[str, Any]
    ) -> str | None:
        columns = self.columns
        if text is None:
            return f"the column '{columns.text}' is {'empty' if columns.text in values else 'not there'}"
        for column in (columns.text, columns.source, columns.reference, columns.language, columns.id):
            wrong = None if column is None else _kind(values.get(column), named=column == columns.id)
            if wrong is not None:
                return f"the column '{column}' should hold text, and here it holds {wrong}"
        for part in (text, source or "", reference or ""):
            try:
                size = len(part.encode())
            except UnicodeEncodeError:
                return "the row holds half of a character (a surrogate without its other half)"
            if size > self.most_bytes:
                return f"has more than {self.most_bytes / 1e6:g} MB, the limit for one draft; raise 'max_megabytes'"
        return None


def _placed(failure: str | None, row: Row) -> str | None:
    """The failure with the line that it stands in."""
    return failure if failure is None or row.line is None else f"line {row.line}: {failure}"


def _kind(value: Any, *, named: bool) -> str | None:
    """What a value is in place of text; None for text. A number may be a name (`named`)."""
    if value is None or isinstance(value, str | bytes):
        return None
    if isinstance(value, bool):
        return f"'{str(value).lower()}' without quotation marks"
    if isinstance(value, list | tuple | dict):
        return "an object" if isinstance(value, dict) else "a list"
    return None if named else f"the number {value}" if isinstance(value, int | float) else f"the value {value}"


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
