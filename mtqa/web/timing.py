"""Counts requests by their route, and how long they take."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from mtqa.web.metrics import Metrics


class Timing:
    """Middleware that tells the metrics of every request when its answer is complete."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.monotonic(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            # Paths that no route has are not counted one by one: anybody may ask for any.
            route = getattr(scope.get("route"), "path", "page")
            self.metrics.request(scope["method"], route, status, time.monotonic() - began)
