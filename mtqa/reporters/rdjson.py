"""reviewdog's diagnostics as one object: reviewdog -f=rdjson."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mtqa.registry import reporter
from mtqa.reporters.rdjsonl import SOURCE, diagnostics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.registry import Look
    from mtqa.types import DocumentReport


@reporter
class RdjsonReporter:
    """A `DiagnosticResult` message; diagnostics are written as they come."""

    name = "rdjson"

    def __init__(self, look: Look) -> None:
        self._separator = "\n"

    def begin(self, version: str, signature: str) -> Iterator[str]:
        yield f'{{"source": {json.dumps(SOURCE)}, "diagnostics": ['

    def document(self, report: DocumentReport) -> Iterator[str]:
        for diagnostic in diagnostics(report):
            yield self._separator + json.dumps(diagnostic, ensure_ascii=False)
            self._separator = ",\n"

    def end(self) -> Iterator[str]:
        yield "\n]}\n"
