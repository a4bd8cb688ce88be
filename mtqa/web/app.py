"""Puts the application together: the guard, the routes, the page, and the work behind them."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI

from mtqa import __version__
from mtqa.web import problems
from mtqa.web.clients import Clients
from mtqa.web.desk import Desk
from mtqa.web.files import add_page
from mtqa.web.guard import Guard
from mtqa.web.metrics import Metrics
from mtqa.web.routes import about, checking, correcting, drafts, saving, sessions, streaming
from mtqa.web.timing import Timing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mtqa.web.settings import Settings

DESCRIPTION = "Checks English drafts that a machine translated: findings, scores and checked corrections."


def create_app(settings: Settings) -> FastAPI:
    """The application. Raises ConfigError for settings that are none, and ModelError for a model that is missing."""
    desk = Desk(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        desk.open()
        threading.Thread(target=desk.load, name="mtqa-load", daemon=True).start()
        yield
        desk.stop()

    app = FastAPI(
        title="mtqa", version=__version__, description=DESCRIPTION, lifespan=lifespan,
        # The usual page of documentation fetches its scripts from elsewhere; /api/docs is our own.
        docs_url=None, redoc_url=None, openapi_url="/api/openapi.json",
        redirect_slashes=False,
    )  # fmt: skip
    app.state.desk, app.state.metrics, app.state.clients = desk, Metrics(), Clients()
    problems.install(app)
    for routes in (about, checking, streaming, sessions, correcting, saving, drafts):
        app.include_router(routes.router)
    add_page(app)
    app.add_middleware(Timing, metrics=app.state.metrics)
    app.add_middleware(Guard, settings=settings)
    return app
