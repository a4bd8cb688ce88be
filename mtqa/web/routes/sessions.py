"""`/api/session/NAME/...`: checks for a page that is being edited; a newer one ends the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from pydantic import Field

from mtqa.web.answers import as_json, run_object, suggestion_objects
from mtqa.web.description import body, documented
from mtqa.web.parsing import parsed
from mtqa.web.problems import Refusal
from mtqa.web.submissions import Strict, Submission

if TYPE_CHECKING:
    from mtqa.types import DocumentReport, Suggestion
    from mtqa.web.clients import Clients
    from mtqa.web.desk import Cancel, Desk

router = APIRouter(prefix="/api/session", tags=["sessions"])
Name = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class Revision(Submission):
    """A draft as it stands now; `revision` comes back with the report."""

    revision: int = 0


class Asked(Strict):
    """A finding of the draft that was checked last."""

    rule: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


@router.post("/{name}/check", openapi_extra=body(Revision), responses=documented("the revision and its report"))
async def check(name: Name, request: Request) -> Response:
    """Check the draft of a page. Only what changed is read again; an earlier check of the page still running ends."""
    desk: Desk = request.app.state.desk
    clients: Clients = request.app.state.clients
    draft = await parsed(request, Revision, desk.settings)
    client = clients.made(name)
    client.newest += 1
    number = client.newest

    async def gone() -> bool:
        return client.newest != number or await request.is_disconnected()

    def work(cancelled: Cancel) -> tuple[Any, Any, DocumentReport]:
        session = desk.session_for(draft.settings)
        document = draft.document(desk.settings)
        return session, document, session.check(document, suggest=draft.suggest, cancelled=cancelled)

    session, document, report = await desk.run(work, gone)
    client.document, client.session = document, session
    request.app.state.metrics.words.add(report.words)
    return as_json({"revision": draft.revision, "report": run_object(session, report)})


@router.post(
    "/{name}/suggest",
    openapi_extra=body(Asked, form=False),
    responses=documented("the corrections of the finding", missing="the draft is forgotten"),
)
async def suggest(name: Name, request: Request) -> Response:
    """The corrections of one finding of the draft that was checked last. 404 where the server no longer has it."""
    desk: Desk = request.app.state.desk
    asked = await parsed(request, Asked, desk.settings)
    client = request.app.state.clients.get(name)
    if client is None or client.document is None or client.session is None:
        raise Refusal(404, "forgotten", "the server has no draft of that name any more; check it again")
    session, document = client.session, client.document

    def work(cancelled: Cancel) -> tuple[Suggestion, ...]:
        found: tuple[Suggestion, ...] = session.suggestions(document, asked.rule, asked.start, asked.end, cancelled)
        return found

    return as_json({"suggestions": suggestion_objects(await desk.run(work, request.is_disconnected))})


@router.delete("/{name}", status_code=204, responses=documented(""))
async def forget(name: Name, request: Request) -> Response:
    """Forget the draft of a page."""
    request.app.state.clients.drop(name)
    return Response(status_code=204)
