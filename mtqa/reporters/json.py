"""The run as one JSON object, docs/json.md. Documents are written as they come, so that a corpus needs no memory."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from mtqa.registry import reporter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.registry import Look
    from mtqa.types import DocumentReport

SCHEMA = "mtqa/1"


def document_object(report: DocumentReport) -> dict[str, Any]:
    """The JSON object of a document; the text of the draft itself is not part of it."""
    shown = {item.name: getattr(report, item.name) for item in dataclasses.fields(report) if item.name != "text"}
    shown["segments"] = [dataclasses.asdict(segment) for segment in report.segments]
    shown["findings"] = [dataclasses.asdict(finding) for finding in report.findings]
    shown["hidden"] = [dataclasses.asdict(item.finding) | {"hidden_by": item.by} for item in report.hidden]
    return shown


def dumps(value: object) -> str:
    """JSON on one line, with the letters of every script as they are."""
    return json.dumps(value, ensure_ascii=False)


@reporter
class JsonReporter:
    """One object a run, with one line a document."""

    name = "json"

    def __init__(self, look: Look) -> None:
        self._first = True

    def begin(self, version: str, signature: str) -> Iterator[str]:
        yield f'{{"schema": {dumps(SCHEMA)}, "version": {dumps(version)}, "signature": {dumps(signature)},\n'
        yield '"documents": ['

    def document(self, report: DocumentReport) -> Iterator[str]:
        yield "\n" if self._first else ",\n"
        self._first = False
        yield dumps(document_object(report))

    def end(self) -> Iterator[str]:
        yield "]}\n" if self._first else "\n]}\n"
