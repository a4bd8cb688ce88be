"""`/health`, `/metrics`, `/api/about`, `/api/rules` and `/api/docs`: what the server is and can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse

from mtqa import __version__
from mtqa.registry import detectors, readers
from mtqa.registry import reporters as known_reporters
from mtqa.web.answers import as_json
from mtqa.web.description import documented
from mtqa.web.metrics import TEXT
from mtqa.web.reference import reference

if TYPE_CHECKING:
    from mtqa.web.desk import Desk

router = APIRouter(tags=["about"])


@router.get("/health", responses=documented("the state of the server"))
async def health(request: Request) -> Response:
    """Whether the models are loaded: `loading`, `ready`, or `failed` with why."""
    desk: Desk = request.app.state.desk
    state: dict[str, Any] = {"status": desk.state, "version": __version__}
    if desk.failure is not None:
        state["message"] = desk.failure.message
    return as_json(state)


@router.get("/metrics", responses=documented("counts in the format of Prometheus", "text/plain"))
async def metrics(request: Request) -> Response:
    """Counts of requests, their times, and the work in hand."""
    return PlainTextResponse(request.app.state.metrics.text(request.app.state.desk), media_type=TEXT)


@router.get("/api/about", responses=documented("formats, limits and what runs"))
async def about(request: Request) -> Response:
    """What this server reads, reports and allows, and the signature of what runs."""
    desk: Desk = request.app.state.desk
    settings = desk.settings
    formats = [
        {"name": name, "extensions": list(reader.extensions), "writable": hasattr(reader, "escaped")}
        for name, reader in readers.all().items()
    ]
    limits = {"megabytes": settings.config.max_megabytes, "words": settings.max_words, "seconds": settings.timeout}
    return as_json(
        {
            "version": __version__,
            "signature": desk.session.checker.signature if desk.state == "ready" else None,
            "status": desk.state,
            "formats": formats,
            "reporters": list(known_reporters.all()),
            "limits": limits,
            "keeps_drafts": settings.keep is not None,
            "min_confidence": settings.config.min_confidence,
            "fix_confidence": settings.config.fix_confidence,
        }
    )


@router.get("/api/rules", responses=documented("the rules"))
async def rules(request: Request) -> Response:
    """Every rule: what it finds, why that matters, how grave it is, and whether it is in force here."""
    selected = request.app.state.desk.session.checker.selected
    return as_json(
        {
            "rules": [
                {
                    "name": rule.name,
                    "category": rule.category,
                    "severity": rule.severity,
                    "its": rule.its,
                    "summary": rule.summary,
                    "documentation": rule.documentation,
                    "bad": rule.examples("Bad"),
                    "good": rule.examples("Good"),
                    "needs_source": rule.needs_source,
                    "in_force": rule.name in selected,
                }
                for rule in detectors.all().values()
            ]
        }
    )


@router.get("/api/docs", include_in_schema=False)
async def docs(request: Request) -> Response:
    """The description of the API as a page without scripts."""
    return HTMLResponse(reference(request.app.openapi()))
