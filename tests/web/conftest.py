"""Clients of a server whose rules need no models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("fastapi", reason="the web page's extra is not installed: pip install 'mtqa[web]'")

from fastapi.testclient import TestClient

from mtqa.config import Config
from mtqa.web.app import create_app
from mtqa.web.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RULES = ("names", "typography", "doubled-words", "repetition")
DRAFT = "It has cost $ 2 trillion. The the North American Treaty Organization (NATO) was left.\n"


@pytest.fixture
def serving() -> Iterator[Callable[..., TestClient]]:
    """Starts an application with some settings, and gives its client."""
    clients: list[TestClient] = []

    def start(config: dict[str, Any] | None = None, **settings: Any) -> TestClient:
        app = create_app(Settings(Config(select=RULES, **(config or {})), **settings))
        client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
        client.__enter__()
        clients.append(client)
        return client

    yield start
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def client(serving: Callable[..., TestClient]) -> TestClient:
    return serving()
