"""Checks one document of a corpus, and says everything of it that does not depend on where it stands."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mtqa.batch.excerpts import excerpt
from mtqa.batch.parallel import aligned
from mtqa.checking import reader_for
from mtqa.engine import Checker
from mtqa.errors import ConfigError, ModelError, MtqaError, ReadError
from mtqa.models import Models
from mtqa.overrides import PathConfigs
from mtqa.readers.text import blocks
from mtqa.types import Category, Document, Severity

if TYPE_CHECKING:
    from mtqa.batch.values import Item
    from mtqa.config import Config, Resolved
    from mtqa.types import DocumentReport, Finding

# Of a document that failed.
NOTHING = dict.fromkeys(
    (
        "format", "text_sha256", "language", "words", "segments", "score", "machine_translated", "penalty",
        "neutral", "minor", "major", "critical", "categories", "notes", "reasons",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """What was found in a text: columns of its row in the table of documents, and rows of the table of findings."""

    values: dict[str, Any]
    findings: tuple[dict[str, Any], ...] = ()


class DocumentChecker:
    """Checks documents with the configuration of their path. One core is used: more processes use more."""

    def __init__(self, resolved: Resolved) -> None:
        self._configs = PathConfigs(resolved)
        self._models = Models(resolved.config, threads=1)
        self._checkers: list[tuple[Config, Checker]] = []

    def result(self, item: Item) -> Result:
        """What there is to say of a document, or why it cannot be checked. Raises ModelError and ConfigError."""
        if item.failure is not None:
            return Result({**NOTHING, "failure": item.failure})
        # What models remember of one text may change what they say of the next in the last digit.
        self._models.forget()
        try:
            checker = self._checker(item.input)
            return _result(checker.check(_document(item, checker.config)))
        except (ConfigError, ModelError):
            raise
        except ReadError as error:
            message = error.message
        except MtqaError as error:
            message = str(error).removeprefix(f"{item.input}: ")
        except Exception as error:  # noqa: BLE001 - one bad document must not end a run of millions
            message = f"a fault in mtqa itself ({type(error).__name__}: {error})"
        return Result({**NOTHING, "failure": message.encode("utf-8", "replace").decode()})

    def _checker(self, path: str) -> Checker:
        config = self._configs.of(path)
        for known, checker in self._checkers:
            if known is config:
                return checker
        checker = Checker(config, self._models)
        self._checkers.append((config, checker))
        return checker


def _document(item: Item, config: Config) -> Document:
    if not isinstance(item.content, str):
        return reader_for(item.input, config).read(item.content, item.input)
    text = item.content
    found = tuple(blocks(text)) if item.source is None else aligned(text, item.source)
    return Document(item.input, "text", text, found, source_language=item.source_language)


def _result(report: DocumentReport) -> Result:
    severities = Counter(finding.severity for finding in report.findings)
    categories = Counter(finding.category for finding in report.findings)
    values: dict[str, Any] = {
        "format": report.format,
        "text_sha256": hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "language": report.language,
        "source_language": report.source_language,
        "words": report.words,
        "segments": len(report.segments),
        "score": report.score,
        "machine_translated": report.machine_translated,
        "penalty": sum(severity.weight * count for severity, count in severities.items()),
        **{severity.value: severities[severity] for severity in Severity},
        "categories": [(category.value, categories[category]) for category in Category if categories[category]],
        "notes": list(report.notes),
        "reasons": list(report.reasons),
        "failure": None,
    }
    return Result(values, tuple(_finding(finding, report.text) for finding in report.findings))


def _finding(finding: Finding, text: str) -> dict[str, Any]:
    around = excerpt(text, finding.start, finding.end)
    first = finding.suggestions[0] if finding.suggestions else None
    return {
        "rule": finding.rule,
        "category": finding.category.value,
        "severity": finding.severity.value,
        "confidence": finding.confidence,
        "start": finding.start,
        "end": finding.end,
        "line": finding.line,
        "column": finding.column,
        "segment": finding.segment,
        "side": finding.side.value,
        "text": finding.text,
        "message": finding.message,
        "context": around.text,
        "context_start": around.start,
        "context_end": around.end,
        "suggestion": first and first.text,
        "suggestion_replaces": first and text[first.start : first.end],
        "suggestion_confidence": first and first.confidence,
    }
