"""`/api/check/stream`: a check that says how far it is, as JSON lines; for long drafts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from mtqa.errors import Cancelled
from mtqa.reporters.json import dumps
from mtqa.web.answers import run_object
from mtqa.web.description import body, documented
from mtqa.web.parsing import parsed
from mtqa.web.problems import refusal
from mtqa.web.submissions import Submission

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mtqa.web.desk import Cancel, Desk

router = APIRouter(prefix="/api", tags=["checking"])
# Seconds without news after which a line says that the check goes on; connections that are silent are cut by some.
BEAT = 5.0


@router.post(
    "/check/stream", openapi_extra=body(Submission), responses=documented("events, one a line", "application/x-ndjson")
)
async def stream(request: Request) -> Response:
    """Check a draft and say how far it is.

    Each line is an object with `event`: `progress` with `step` (`rules`, `corrections`), `done` and `total`;
    `findings` with the `report` before corrections; `waiting` while nothing is new; at the end `report`, or `error`.
    """
    desk: Desk = request.app.state.desk
    submission = await parsed(request, Submission, desk.settings)
    desk.refuse_if_full()
    return StreamingResponse(_lines(desk, submission, request), media_type="application/x-ndjson")


async def _lines(desk: Desk, submission: Submission, request: Request) -> AsyncIterator[str]:
    events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def tell(event: dict[str, Any]) -> None:
        loop.call_soon_threadsafe(events.put_nowait, event)

    left = False

    async def gone() -> bool:
        return left or await request.is_disconnected()

    task = asyncio.ensure_future(desk.run(lambda cancelled: _check(desk, submission, cancelled, tell), gone))
    # What the task told before it ended stands in the queue before this.
    task.add_done_callback(lambda _: events.put_nowait({"event": "end"}))
    try:
        while (event := await _next(events))["event"] != "end":
            yield dumps(event) + "\n"
        yield dumps(_last(task)) + "\n"
    finally:
        # A client that leaves ends this generator; the check hears of it.
        left = True


def _check(desk: Desk, submission: Submission, cancelled: Cancel, tell: Any) -> dict[str, Any]:
    session = desk.session_for(submission.settings)
    document = submission.document(desk.settings)

    def progress(step: str, done: int, total: int) -> None:
        tell({"event": "progress", "step": step, "done": done, "total": total})

    suggest = session.checker.config.suggest if submission.suggest is None else submission.suggest
    report = session.check(document, suggest=False, cancelled=cancelled, progress=progress)
    if suggest:
        tell({"event": "findings", "report": run_object(session, report)})
        tell({"event": "progress", "step": "corrections", "done": 0, "total": len(report.findings)})
        report = session.check(document, suggest=True, cancelled=cancelled)
    return run_object(session, report)


async def _next(events: asyncio.Queue[dict[str, Any]]) -> dict[str, Any]:
    try:
        return await asyncio.wait_for(events.get(), BEAT)
    except TimeoutError:
        return {"event": "waiting"}


def _last(task: asyncio.Future[dict[str, Any]]) -> dict[str, Any]:
    if task.cancelled():
        return {"event": "error"} | refusal(Cancelled()).body
    error = task.exception()
    if error is not None:
        return {"event": "error"} | refusal(error if isinstance(error, Exception) else Cancelled()).body
    return {"event": "report", "report": task.result()}
