"""Stands before the application: who may ask, under what name, how much; and what browsers may do with the answer."""

from __future__ import annotations

import hmac
import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders

from mtqa.web.problems import Refusal
from mtqa.web.settings import is_loopback

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from mtqa.web.settings import Settings

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
# The page itself holds nothing that is secret; what it asks for does.
OPEN = ("/health",)
GUARDED = ("/api", "/metrics")


class Guard:
    """Middleware that refuses what must not get in. No answer carries CORS headers, so other sites read none."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                # The page is asked for anew, so that after an upgrade no old part of it meets the new ones.
                guarded = scope["path"].startswith(GUARDED)
                headers.setdefault("Cache-Control", "no-store" if guarded else "no-cache")
            await send(message)

        headers = Headers(scope=scope)
        try:
            self._host(headers)
            self._origin(headers)
            self._token(headers, scope["path"])
            self._size(headers)
        except Refusal as refusal:
            await refusal.response()(scope, receive, guarded_send)
            return
        await self.app(scope, self._counted(receive), guarded_send)

    def _host(self, headers: Headers) -> None:
        """A name that anybody may point at this machine would let a web page read drafts (DNS rebinding)."""
        if not self._known(host_of(headers.get("host", ""))):
            raise Refusal(
                421, "unknown-host", "this server does not answer under that name; see mtqa serve --allow-host"
            )

    def _known(self, host: str) -> bool:
        if is_loopback(host) or host == self.settings.host or host in self.settings.hosts:
            return True
        try:
            ipaddress.ip_address(host.strip("[]"))
        except ValueError:
            return False
        return True

    def _origin(self, headers: Headers) -> None:
        """Other sites may not send requests from a visitor's browser."""
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != headers.get("host"):
            raise Refusal(403, "other-site", "requests from other web sites are not answered")

    def _token(self, headers: Headers, path: str) -> None:
        token = self.settings.token
        if token is None or not path.startswith(GUARDED):
            return
        kind, _, given = headers.get("authorization", "").partition(" ")
        right = hmac.compare_digest(given.strip().encode("latin-1", "replace"), token.encode())
        if kind.lower() != "bearer" or not right:
            raise Refusal(401, "token", "this server wants its token: Authorization: Bearer TOKEN")

    def _size(self, headers: Headers) -> None:
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > self.settings.max_body:
            raise self._too_large()

    def _too_large(self) -> Refusal:
        limit = self.settings.config.max_megabytes
        return Refusal(413, "too-large", f"a draft may have {limit:g} MB here (mtqa serve --max-megabytes)")

    def _counted(self, receive: Receive) -> Receive:
        """A body without a length, or with a wrong one, is cut off where it passes the limit."""
        size = 0

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self.settings.max_body:
                raise self._too_large()
            return message

        return counted


def host_of(header: str) -> str:
    """The name in a Host header, without the port, in lower case."""
    host = header.strip().lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]
