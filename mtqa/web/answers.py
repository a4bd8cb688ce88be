"""What the API gives back: reports as the reporters write them, and the draft as a page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi.responses import Response

from mtqa import __version__
from mtqa.registry import Look, reporters
from mtqa.reporters.json import SCHEMA, document_object, dumps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.incremental import Session
    from mtqa.types import DocumentReport, Suggestion


def run_object(session: Session, report: DocumentReport) -> dict[str, Any]:
    """The object of docs/json.md with one document."""
    signature = session.checker.signature
    return {
        "schema": SCHEMA, "version": __version__, "signature": signature, "documents": [document_object(report)]
    }  # fmt: skip


def as_json(value: object, status: int = 200) -> Response:
    """JSON as the reporters write it."""
    return Response(dumps(value), status, media_type="application/json")


def reported(name: str, session: Session, report: DocumentReport) -> str:
    """A report as one of the reporters writes it. Raises ConfigError for a name that is none."""
    reporter = reporters.get(name)(Look())
    parts = [*reporter.begin(__version__, session.checker.signature), *reporter.document(report), *reporter.end()]
    return "".join(parts)


def suggestion_objects(suggestions: Iterable[Suggestion]) -> list[dict[str, Any]]:
    return [
        {"text": one.text, "start": one.start, "end": one.end, "source": one.source, "confidence": one.confidence}
        for one in suggestions
    ]


def download(data: bytes | str, path: str, media_type: str) -> Response:
    """A file for the browser to save, never to show: a draft of a stranger may hold what a browser would run."""
    name = path.replace("\\", "/").rpartition("/")[2] or "draft"
    disposition = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    guarded = {"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"}
    return Response(data, media_type=media_type, headers=disposition | guarded)
