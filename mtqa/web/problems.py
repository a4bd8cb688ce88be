"""What the server answers when it cannot do what it was asked: one JSON shape, and never a traceback.

{"error": {"code": "too-large", "message": "…"}}
"""

from __future__ import annotations

import logging
from http import HTTPMethod, HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match, Mount

from mtqa.errors import Cancelled, ConfigError, ModelError, MtqaError, ReadError, RuleError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi import FastAPI, Request

log = logging.getLogger("mtqa.web")

# The status and code of what the engine raises; the first class that fits counts.
_KINDS: tuple[tuple[type[MtqaError], int, str], ...] = (
    (ReadError, 422, "unreadable"),
    (ConfigError, 422, "settings"),
    (Cancelled, 409, "given-up"),
    (ModelError, 503, "model"),
    (RuleError, 500, "rule-failed"),
    (MtqaError, 422, "refused"),
)
# In place of HTTP's own phrases.
_PLAIN = {
    404: "there is nothing at this address; see /api/docs",
    405: "there is no route for that method at this address; see /api/docs",
}
SHAPE: dict[str, Any] = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
        }
    },
}


class Refusal(Exception):  # noqa: N818 - an answer, not a fault
    """A request that is not served: its HTTP status, a code for programs, words for people.

    `retry_after` says in how many seconds to ask again.
    """

    def __init__(self, status: int, code: str, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after

    @property
    def headers(self) -> dict[str, str]:
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        if self.status == HTTPStatus.UNAUTHORIZED:
            headers["WWW-Authenticate"] = 'Bearer realm="mtqa"'
        return headers

    @property
    def body(self) -> dict[str, Any]:
        return {"error": {"code": self.code, "message": self.message}}

    def response(self) -> JSONResponse:
        return JSONResponse(self.body, self.status, self.headers)


def refusal(error: Exception) -> Refusal:
    """What to answer for whatever went wrong; a fault of mtqa itself goes to the log, and is named to nobody."""
    if isinstance(error, Refusal):
        return error
    for kind, status, code in _KINDS:
        if isinstance(error, kind):
            return Refusal(status, code, str(error), 30 if status == HTTPStatus.SERVICE_UNAVAILABLE else None)
    if isinstance(error, RequestValidationError):
        return Refusal(422, "invalid", invalid(error.errors()))
    if isinstance(error, HTTPException):
        code = HTTPStatus(error.status_code).phrase.lower().replace(" ", "-")
        return Refusal(error.status_code, code, _PLAIN.get(error.status_code, error.detail))
    log.error("a request failed", exc_info=error)
    return Refusal(500, "fault", "a fault in mtqa itself; the server's log says more")


def invalid(errors: Sequence[Any]) -> str:
    """What is wrong with the fields of a request, in words for people: five of pydantic's `errors` at most."""
    return "; ".join(map(_words, errors[:5]))


def _words(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"] if part != "body")
    words = "there is no such field" if error["type"] == "extra_forbidden" else error["msg"]
    words = words.removeprefix("Value error, ")
    return f"{where}: {words}" if where else words


def allowed(request: Request) -> list[str]:
    """The methods of an address, sorted, for the header that a 405 has to carry (RFC 9110, 15.5.6)."""
    # What a mount made of the address would hide it from the routes beside it.
    scope = dict(request.scope) | {"root_path": request.scope.get("app_root_path", "")}
    routes = [route for route in request.app.routes if not isinstance(route, Mount)]
    # Routes that were taken in with their router name no methods: each is asked.
    methods = [
        method.value
        for method in HTTPMethod
        if any(route.matches(scope | {"method": method.value})[0] is Match.FULL for route in routes)
    ]
    # What no route has is the page's, of which every part is a file.
    return sorted(methods) or ["GET", "HEAD"]


def install(app: FastAPI) -> None:
    """Has the application answer every error in this shape."""

    async def handler(request: Request, error: Exception) -> JSONResponse:
        response = refusal(error).response()
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            response.headers["Allow"] = ", ".join(allowed(request))
        return response

    for kind in (Refusal, MtqaError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, handler)
