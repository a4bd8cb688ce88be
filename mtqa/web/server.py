"""Listens: opens the port, says where, and runs the application until it is told to stop."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from mtqa.errors import MtqaError
from mtqa.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtqa.web.settings import Settings

# Seconds for answers under way when the server is told to stop.
GRACE = 5


def serve(settings: Settings, port: int, say: Callable[[str], None]) -> None:
    """Serves until it is interrupted. `say` is told the address. Raises MtqaError where the port cannot be had."""
    with _listening(settings.host, port) as listener:
        server = uvicorn.Server(configured(settings))
        hint = "; put your token in place of the dots" if settings.token and not settings.made_up else ""
        say(f"mtqa serves {address(settings, listener.getsockname()[1])} (Ctrl-C stops it{hint})\n")
        # uvicorn ends in order, and then raises what ended it.
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def configured(settings: Settings) -> uvicorn.Config:
    """How uvicorn runs the application: quietly, without saying what it is, and without trusting forwarded headers."""
    return uvicorn.Config(
        create_app(settings), log_level="warning", access_log=False, server_header=False, proxy_headers=False,
        lifespan="on", timeout_graceful_shutdown=GRACE, timeout_keep_alive=30, h11_max_incomplete_event_size=16_384,
    )  # fmt: skip


def address(settings: Settings, port: int) -> str:
    """What to open in a browser; with a token, in the part that browsers send to nobody.

    A token made up for this run can be learned nowhere else. One that somebody chose is left out, since what is
    printed may end in a log (as Jupyter does).
    """
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    token = settings.token if settings.made_up else "..."
    return f"http://{host}:{port}/" + (f"#token={token}" if settings.token else "")


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=256)
    except OSError as error:
        # Python adds the address to the system's words.
        why = (error.strerror or str(error)).partition(" (while attempting")[0]
        raise MtqaError(f"{host}:{port}: cannot listen there ({why}); try another --port") from error
