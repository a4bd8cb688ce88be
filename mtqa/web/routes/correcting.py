"""`/api/fix`: a draft with corrections in it, in its own format."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from pydantic import Field

from mtqa.fixing import Draft, fixed, without_overlaps, written
from mtqa.types import Suggestion
from mtqa.web.answers import as_json, download, suggestion_objects
from mtqa.web.description import body, documented
from mtqa.web.parsing import parsed
from mtqa.web.problems import Refusal
from mtqa.web.submissions import Strict, Submission

if TYPE_CHECKING:
    from mtqa.web.desk import Cancel, Desk

router = APIRouter(prefix="/api", tags=["correcting"])
EDITOR = "editor"


class Correction(Strict):
    """Put `text` in place of `start`..`end`, in code points of the file's text."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class Order(Submission):
    """A draft and what is to be done to it: the given `corrections`, or with `automatic` what is sure by itself.

    `min_confidence` says what is sure, if not as configured.
    """

    corrections: list[Correction] | None = None
    automatic: bool = False
    min_confidence: float | None = Field(default=None, ge=0, le=1)
    download: bool = False


@router.post("/fix", openapi_extra=body(Order), responses=documented("the corrected draft; a file with `download`"))
async def fix(request: Request) -> Response:
    """Put corrections into a draft; its markup, line ends and encoding stay. What cannot be written is `refused`."""
    desk: Desk = request.app.state.desk
    order = await parsed(request, Order, desk.settings)
    if order.automatic == (order.corrections is not None) or order.blocks is not None:
        raise Refusal(422, "invalid", "give a draft as text or file, and either 'corrections' or 'automatic': true")

    def work(cancelled: Cancel) -> tuple[Draft, dict[str, Any]]:
        order.document(desk.settings)
        draft = Draft(order.path, order.content(desk.settings), order.reader(desk.settings))
        draft.escaped("")
        if order.automatic:
            return _automatic(desk, order, draft, cancelled)
        return _given(draft, _suggestions(draft, order.corrections or []))

    after, done = await desk.run(work, request.is_disconnected)
    if order.download:
        return download(after.data, order.path, "application/octet-stream")
    head = {"path": order.path, "format": after.reader.name, "text": after.text}
    return as_json(head | {"data": base64.b64encode(after.data).decode("ascii")} | done)


def _automatic(desk: Desk, order: Order, draft: Draft, cancelled: Cancel) -> tuple[Draft, dict[str, Any]]:
    session = desk.session_for(order.settings)
    configured = session.checker.config.fix_confidence
    bound = configured if order.min_confidence is None else order.min_confidence
    result = fixed(
        draft, lambda data: session.check(order.read(data, desk.settings), suggest=True, cancelled=cancelled), bound
    )
    return result.after, {
        "applied": suggestion_objects(result.applied),
        "refused": suggestion_objects(result.refused),
        "score": result.last.score,
    }


def _given(draft: Draft, suggestions: list[Suggestion]) -> tuple[Draft, dict[str, Any]]:
    after, corrections = written(draft, without_overlaps(suggestions))
    applied = [one.suggestion for one in corrections]
    refused = [one for one in suggestions if one not in applied]
    return after, {"applied": suggestion_objects(applied), "refused": suggestion_objects(refused)}


def _suggestions(draft: Draft, corrections: list[Correction]) -> list[Suggestion]:
    """What an editor asked for, as suggestions. Raises Refusal for a place outside of the draft."""
    length = len(draft.text)
    for one in corrections:
        if not one.start <= one.end <= length:
            raise Refusal(422, "invalid", f"corrections: {one.start}..{one.end} is no place in the draft")
    return [Suggestion(one.text, one.start, one.end, EDITOR, 1.0) for one in corrections]
