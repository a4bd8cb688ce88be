"""One JSON object a document, a line each: the objects of the `documents` of docs/json.md, for streams and corpora."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.registry import reporter
from mtqa.reporters.json import SCHEMA, document_object, dumps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.registry import Look
    from mtqa.types import DocumentReport


@reporter
class JsonLinesReporter:
    """Each line says by itself what made it."""

    name = "jsonl"

    def __init__(self, look: Look) -> None:
        self._head: dict[str, str] = {}

    def begin(self, version: str, signature: str) -> Iterator[str]:
        self._head = {"schema": SCHEMA, "version": version, "signature": signature}
        yield from ()

    def document(self, report: DocumentReport) -> Iterator[str]:
        yield dumps(self._head | document_object(report)) + "\n"

    def end(self) -> Iterator[str]:
        yield from ()
