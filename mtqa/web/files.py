"""The page's files, at every address that is not the API's."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from starlette.routing import Match, Mount
from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import Scope

API = "/api"


class _Page(Mount):
    """Leaves the addresses of the API to its routes.

    A mount at `/` claims what they leave over, and files know no other methods than GET and HEAD: then a route that
    does not exist is answered as one that lacks the method, and the other way round.
    """

    def matches(self, scope: Scope) -> tuple[Match, Any]:
        path: str = scope["path"]
        if path == API or path.startswith(f"{API}/"):
            return Match.NONE, {}
        return super().matches(scope)


def add_page(app: FastAPI) -> None:
    """Has the application serve the page at `/` and what it needs at `/static`; to be called after its routes."""
    static = str(files("mtqa").joinpath("web", "static"))
    app.mount("/static", StaticFiles(directory=static), name="static")
    app.router.routes.append(_Page("/", app=StaticFiles(directory=static, html=True), name="page"))
