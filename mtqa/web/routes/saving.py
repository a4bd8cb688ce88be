"""`/api/save`, `/api/report` and `/api/baseline`: what a page makes of a draft, as files."""

from __future__ import annotations

import base64
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from pydantic import Field

from mtqa import baseline
from mtqa.fixing import Draft, written
from mtqa.scoring import overall_quality
from mtqa.types import Hidden, HiddenBy, Suggestion
from mtqa.web.answers import as_json, reported
from mtqa.web.description import body, documented
from mtqa.web.parsing import parsed
from mtqa.web.problems import Refusal
from mtqa.web.submissions import Strict, Submission

if TYPE_CHECKING:
    from mtqa.types import Block, DocumentReport
    from mtqa.web.desk import Cancel, Desk

router = APIRouter(prefix="/api", tags=["saving"])


class Corrected(Submission):
    """A file as it was opened, in `data`, and what its blocks say now: as many as /api/read gives, in that order."""

    texts: list[str]


class Decision(Strict):
    """A finding that someone decided to live with, by its rule and its place in the draft."""

    rule: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Judged(Submission):
    """A draft, and the findings in it that were dismissed. `reporter` is the format of the report."""

    dismissed: list[Decision] = Field(default_factory=list)
    reporter: str = "html"


@router.post("/save", openapi_extra=body(Corrected), responses=documented("the file, and the blocks that stayed"))
async def save(request: Request) -> Response:
    """Put edited blocks back into their file. A block that cannot be written stays as it was, and is named."""
    desk: Desk = request.app.state.desk
    corrected = await parsed(request, Corrected, desk.settings)
    return as_json(await desk.run(lambda _: _saved(corrected, desk), request.is_disconnected))


def _saved(corrected: Corrected, desk: Desk) -> dict[str, Any]:
    if corrected.data is None:
        raise Refusal(422, "invalid", "data: the file as it was opened is missing")
    draft = Draft(corrected.path, corrected.content(desk.settings), corrected.reader(desk.settings))
    draft.escaped("")
    blocks = draft.document.blocks
    if len(blocks) != len(corrected.texts):
        raise Refusal(422, "invalid", f"texts: the file has {len(blocks)} blocks, and {len(corrected.texts)} came")
    wanted = {
        index: _replacement(block, text)
        for index, (block, text) in enumerate(zip(blocks, corrected.texts, strict=True))
        if block.text != text
    }
    after, done = written(draft, list(wanted.values()))
    put = {one.block for one in done}
    refused = [index for index in wanted if index not in put]
    return {"path": corrected.path, "data": base64.b64encode(after.data).decode("ascii"), "refused": refused}


def _replacement(block: Block, text: str) -> Suggestion:
    first, last = block.pieces[0], block.pieces[-1]
    return Suggestion(text, first.file_start, last.file_start + last.file_length, "editor", 1.0)


@router.post("/report", openapi_extra=body(Judged), responses=documented("the report", "text/plain"))
async def report(request: Request) -> Response:
    """The report on a draft in a format of mtqa check, without what was dismissed."""
    desk: Desk = request.app.state.desk
    judged = await parsed(request, Judged, desk.settings)

    def work(cancelled: Cancel) -> str:
        session = desk.session_for(judged.settings)
        found = session.check(judged.document(desk.settings), suggest=judged.suggest, cancelled=cancelled)
        return reported(judged.reporter, session, _without(found, judged.dismissed))

    # As plain text, whatever the format: a browser must not show what a stranger's draft holds.
    return PlainTextResponse(await desk.run(work, request.is_disconnected))


@router.post("/baseline", openapi_extra=body(Judged), responses=documented("a file for mtqa check --baseline"))
async def known(request: Request) -> Response:
    """The dismissed findings as a baseline, for a draft that stands beside it."""
    desk: Desk = request.app.state.desk
    judged = await parsed(request, Judged, desk.settings)

    def work(cancelled: Cancel) -> str:
        session = desk.session_for(judged.settings)
        found = session.check(judged.document(desk.settings), suggest=False, cancelled=cancelled)
        hidden = tuple(item.finding for item in _without(found, judged.dismissed).hidden)
        return baseline.written([dataclasses.replace(found, findings=hidden)], Path.cwd())

    return Response(await desk.run(work, request.is_disconnected), media_type="application/json")


def _without(found: DocumentReport, dismissed: list[Decision]) -> DocumentReport:
    """The report with the dismissed findings hidden, scored anew: what someone looked at is no fault."""
    places = {(one.rule, one.start, one.end) for one in dismissed}
    kept = tuple(one for one in found.findings if (one.rule, one.start, one.end) not in places)
    hidden = tuple(Hidden(one, HiddenBy.BASELINE) for one in found.findings if one not in kept)
    score = overall_quality((one.severity for one in kept), found.words)
    return dataclasses.replace(found, findings=kept, hidden=(*found.hidden, *hidden), score=score)
