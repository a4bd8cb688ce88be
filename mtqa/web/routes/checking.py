"""`/api/check`, `/api/suggest` and `/api/read`: reports on drafts, corrections of one finding, drafts as read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from pydantic import Field

from mtqa.segmentation import count_words
from mtqa.web.answers import as_json, run_object, suggestion_objects
from mtqa.web.description import body, documented
from mtqa.web.parsing import parsed
from mtqa.web.submissions import Submission

if TYPE_CHECKING:
    from mtqa.types import Block, Document
    from mtqa.web.desk import Cancel, Desk

router = APIRouter(prefix="/api", tags=["checking"])


class Place(Submission):
    """A draft, and a finding of its report by rule and place."""

    rule: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


@router.post("/check", openapi_extra=body(Submission), responses=documented("the report, docs/json.md"))
async def check(request: Request) -> Response:
    """Check a draft: findings with their corrections, scores, and how likely a machine translated it."""
    desk: Desk = request.app.state.desk
    submission = await parsed(request, Submission, desk.settings)

    def work(cancelled: Cancel) -> dict[str, Any]:
        session = desk.session_for(submission.settings)
        document = submission.document(desk.settings)
        return run_object(session, session.check(document, suggest=submission.suggest, cancelled=cancelled))

    run = await desk.run(work, request.is_disconnected)
    request.app.state.metrics.words.add(run["documents"][0]["words"])
    return as_json(run)


@router.post("/suggest", openapi_extra=body(Place), responses=documented("the corrections of the finding"))
async def suggest(request: Request) -> Response:
    """The checked corrections of one finding, best first."""
    desk: Desk = request.app.state.desk
    place = await parsed(request, Place, desk.settings)

    def work(cancelled: Cancel) -> dict[str, Any]:
        session = desk.session_for(place.settings)
        document = place.document(desk.settings)
        found = session.suggestions(document, place.rule, place.start, place.end, cancelled)
        return {"suggestions": suggestion_objects(found)}

    return as_json(await desk.run(work, request.is_disconnected))


@router.post("/read", openapi_extra=body(Submission), responses=documented("the draft as its reader sees it"))
async def read(request: Request) -> Response:
    """Read a file of any format: its paragraphs or units of translation, and where they stand in its text."""
    desk: Desk = request.app.state.desk
    submission = await parsed(request, Submission, desk.settings)

    def work(_: Cancel) -> dict[str, Any]:
        return _document(submission.document(desk.settings), hasattr(submission.reader(desk.settings), "escaped"))

    return as_json(await desk.run(work, request.is_disconnected))


def _document(document: Document, writable: bool) -> dict[str, Any]:
    return {
        "path": document.path,
        "format": document.format,
        "encoding": document.encoding,
        "language": document.language,
        "source_language": document.source_language,
        "words": sum(count_words(block.text) for block in document.blocks),
        "writable": writable,
        "text": document.text,
        "blocks": [_block(block) for block in document.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    last = block.pieces[-1]
    codes, others = (
        [{"start": code.span.start, "end": code.span.end, "name": code.name} for code in group]
        for group in (block.codes, block.source_codes)
    )
    return {
        "id": block.id, "kind": block.kind, "text": block.text, "source": block.source,
        "start": block.pieces[0].file_start, "end": last.file_start + last.file_length,
        "codes": codes, "source_codes": others,
    }  # fmt: skip
