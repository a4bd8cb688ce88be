"""`/api/drafts`: drafts kept on the server's machine, where it was started with `--keep`."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.concurrency import run_in_threadpool

from mtqa.web.answers import as_json
from mtqa.web.description import body, documented
from mtqa.web.drafts import Drafts
from mtqa.web.parsing import parsed
from mtqa.web.problems import Refusal
from mtqa.web.submissions import Strict

MISSING = "there is no such draft, or the server keeps none"
router = APIRouter(prefix="/api/drafts", tags=["drafts"])
Name = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class Kept(Strict):
    """A draft as the page holds it; the server does not look into `content`."""

    title: str = ""
    content: dict[str, Any]


@router.get("", responses=documented("names and titles, the latest first", missing=MISSING))
async def listed(request: Request) -> Response:
    """The drafts that are kept."""
    return as_json({"drafts": await run_in_threadpool(_drafts(request).listed)})


@router.get("/{name}", responses=documented("the draft as it was put", missing=MISSING))
async def get(name: Name, request: Request) -> Response:
    """One draft."""
    content = await run_in_threadpool(_drafts(request).get, name)
    if content is None:
        raise Refusal(404, "not-found", "no draft of that name is kept")
    return Response(content, media_type="application/json")


@router.put("/{name}", status_code=204, openapi_extra=body(Kept, form=False), responses=documented("", missing=MISSING))
async def put(name: Name, request: Request) -> Response:
    """Keep a draft, in place of what had its name."""
    drafts = _drafts(request)
    kept = await parsed(request, Kept, request.app.state.desk.settings)
    content = json.dumps({"title": kept.title, "content": kept.content}, ensure_ascii=True)
    await run_in_threadpool(drafts.put, name, kept.title.encode("utf-8", "replace").decode(), content)
    return Response(status_code=204)


@router.delete("/{name}", status_code=204, responses=documented("", missing=MISSING))
async def delete(name: Name, request: Request) -> Response:
    """Keep a draft no longer."""
    await run_in_threadpool(_drafts(request).delete, name)
    return Response(status_code=204)


def _drafts(request: Request) -> Drafts:
    path = request.app.state.desk.settings.keep
    if path is None:
        raise Refusal(404, "not-kept", "this server keeps no drafts; start it with --keep FILE")
    return Drafts(path)
