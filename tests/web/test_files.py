"""Addresses that no route has, and routes asked with a method that they do not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fastapi.testclient import TestClient


@pytest.mark.parametrize(
    ("method", "address", "status", "code"),
    [
        pytest.param("POST", "/api/chek", 404, "not-found", id="misspelt"),
        pytest.param("GET", "/api/chek", 404, "not-found", id="misspelt and read"),
        pytest.param("DELETE", "/api/draft/one", 404, "not-found", id="misspelt and deeper"),
        pytest.param("POST", "/api/check/", 404, "not-found", id="a slash too many"),
        pytest.param("POST", "/api", 404, "not-found", id="nothing but the prefix"),
        pytest.param("GET", "/api/check", 405, "method-not-allowed", id="read what is posted"),
        pytest.param("PATCH", "/api/drafts/one", 405, "method-not-allowed", id="a method of none"),
        pytest.param("GET", "/none.js", 404, "not-found", id="no such file"),
        pytest.param("POST", "/", 405, "method-not-allowed", id="post to the page"),
    ],
)
def test_what_is_not_there_is_said_in_the_shape_of_errors(
    client: TestClient, method: str, address: str, status: int, code: str
) -> None:
    answer = client.request(method, address, follow_redirects=False)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        pytest.param("GET", "/api/check", "POST", id="one"),
        pytest.param("PATCH", "/api/drafts/one", "DELETE, GET, PUT", id="of several routes"),
        pytest.param("PUT", "/api/about", "GET", id="read alone"),
        pytest.param("POST", "/health", "GET", id="beside the page"),
        pytest.param("POST", "/", "GET, HEAD", id="the page"),
        pytest.param("DELETE", "/static/js/main.js", "GET, HEAD", id="a file"),
    ],
)
def test_a_method_that_is_not_there_is_answered_with_those_that_are(
    client: TestClient, method: str, address: str, allowed: str
) -> None:
    answer = client.request(method, address)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    for one in allowed.split(", "):
        assert client.request(one, address).status_code != 405
    assert "allow" not in client.get("/api/none").headers


@pytest.mark.parametrize("address", ["/", "/index.html", "/static/js/main.js"])
def test_the_page_is_served(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 200
