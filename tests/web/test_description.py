"""Requests made up from the OpenAPI description find no fault of the server, and answers are as described."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("schemathesis", reason="schemathesis is not installed: pip install schemathesis")

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from mtqa.config import Config
from mtqa.web.app import create_app
from mtqa.web.settings import Settings

from .conftest import RULES

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


EXAMPLES = 12
ROUTES = [
    "GET /health", "GET /metrics", "GET /api/about", "GET /api/rules", "POST /api/check", "POST /api/suggest",
    "POST /api/read", "POST /api/check/stream", "POST /api/session/{name}/check", "POST /api/session/{name}/suggest",
    "DELETE /api/session/{name}", "POST /api/fix", "POST /api/save", "POST /api/report", "POST /api/baseline",
    "GET /api/drafts", "GET /api/drafts/{name}", "PUT /api/drafts/{name}", "DELETE /api/drafts/{name}",
]  # fmt: skip


@pytest.fixture(scope="module")
def operations(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    keep = tmp_path_factory.mktemp("drafts") / "drafts.sqlite"
    app = create_app(Settings(Config(select=RULES), keep=keep, hosts=("testserver",)))
    app.state.desk.state = "ready"
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    return {operation.label: operation for operation in (one.ok() for one in schema.get_all_operations())}


def test_every_route_is_described(operations: dict[str, Any]) -> None:
    assert sorted(operations) == sorted(ROUTES)


@pytest.mark.parametrize("route", ROUTES)
def test_no_request_finds_a_fault(operations: dict[str, Any], route: str) -> None:
    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(case=operations[route].as_strategy())
    def run(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS)

    run()
