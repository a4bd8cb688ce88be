"""What the server answers when it cannot do what it was asked: one JSON shape, and never a traceback.

{"error": {"code": "too-large", "message": "…"}}
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from mtqa.errors import Cancelled, ConfigError, ModelError, MtqaError, ReadError, RuleError

if TYPE_CHECKING:
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
        return Refusal(422, "invalid", "; ".join(_words(one) for one in error.errors()[:5]))
    if isinstance(error, HTTPException):
        return Refusal(error.status_code, HTTPStatus(error.status_code).phrase.lower().replace(" ", "-"), error.detail)
    log.error("a request failed", exc_info=error)
    return Refusal(500, "fault", "a fault in mtqa itself; the server's log says more")


def _words(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"] if part != "body")
    return f"{where}: {error['msg']}" if where else str(error["msg"])


def install(app: FastAPI) -> None:
    """Has the application answer every error in this shape."""

    async def handler(_: Request, error: Exception) -> JSONResponse:
        return refusal(error).response()

    for kind in (Refusal, MtqaError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, handler)
