"""Who may ask the server, under what name, how much, and what browsers may do with the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mtqa.errors import ConfigError
from mtqa.web.guard import host_of
from mtqa.web.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi.testclient import TestClient

TOKEN = "a-token-of-some-length"  # noqa: S105 - of no server

HOSTS = [
    ("localhost", 200), ("LOCALHOST:8000", 200), ("127.0.0.1:8000", 200), ("[::1]:8000", 200), ("192.168.1.7", 200),
    ("desk.example.org", 200), ("evil.example", 421), ("localhost.evil.example", 421), ("", 421),
    ("127.0.0.1.nip.io", 421),
]  # fmt: skip


@pytest.mark.parametrize(("host", "status"), HOSTS)
def test_the_server_answers_under_its_own_names_alone(
    serving: Callable[..., TestClient], host: str, status: int
) -> None:
    client = serving(hosts=("desk.example.org",))
    for path in ("/", "/health", "/api/about"):
        assert client.get(path, headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    ("origin", "status"), [("http://localhost", 200), ("http://evil.example", 403), ("null", 403), (None, 200)]
)
def test_pages_of_other_sites_get_no_answer(client: TestClient, origin: str | None, status: int) -> None:
    headers = {} if origin is None else {"origin": origin}
    answer = client.post("/api/check", json={"text": "x"}, headers=headers)
    assert answer.status_code == status
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    ("authorization", "status"),
    [(f"Bearer {TOKEN}", 200), (f"bearer {TOKEN}", 200), ("Bearer x", 401), (f"Basic {TOKEN}", 401), (None, 401)],
)
def test_a_token_is_wanted_where_drafts_are(
    serving: Callable[..., TestClient], authorization: str | None, status: int
) -> None:
    client = serving(token=TOKEN)
    headers = {} if authorization is None else {"authorization": authorization}
    for path in ("/api/about", "/metrics", "/api/openapi.json", "/api/docs"):
        answer = client.get(path, headers=headers)
        assert answer.status_code == status
    assert client.get("/api/about").headers["www-authenticate"].startswith("Bearer")
    assert client.get("/health").status_code == 200


@pytest.mark.parametrize("path", ["/", "/api/about", "/api/none", "/none", "/health"])
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def bodies(size: int) -> dict[str, dict[str, Any]]:
    def chunks() -> Any:
        yield from (b"x" * 100_000 for _ in range(size // 100_000))

    json = {"content-type": "application/json"}
    return {
        "text": {"json": {"text": "x" * size}},
        "file": {"files": {"file": ("a.txt", b"x" * size)}},
        "without a length": {"content": chunks(), "headers": json},
        "with a wrong length": {"content": b"x", "headers": json | {"content-length": str(size)}},
    }


@pytest.mark.parametrize("kind", list(bodies(0)))
def test_what_is_too_large_is_refused_and_the_server_goes_on(serving: Callable[..., TestClient], kind: str) -> None:
    client = serving({"max_megabytes": 0.5})
    answer = client.post("/api/check", **bodies(4_000_000)[kind])
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too-large")
    assert client.post("/api/check", json={"text": "x" * 400_000}).status_code == 200
    assert client.post("/api/check", json={"text": "x" * 500_001}).status_code == 413


@pytest.mark.parametrize("settings", [{"host": "::"}, {"host": "10.1.2.3"}, {"token": "short"}, {"token": "ü" * 20}])
def test_a_server_that_is_not_safe_does_not_start(settings: dict[str, Any]) -> None:
    with pytest.raises(ConfigError):
        Settings(**settings)


@pytest.mark.parametrize("settings", [{"host": "10.1.2.3", "token": TOKEN}, {"host": "::1"}, {"host": "localhost"}])
def test_a_server_that_is_safe_does(settings: dict[str, Any]) -> None:
    assert TOKEN not in repr(Settings(**settings))


@pytest.mark.parametrize(
    ("header", "host"), [("A.b:80", "a.b"), ("[::1]:80", "[::1]"), ("[::1]", "[::1]"), ("a", "a"), (":80", "")]
)
def test_the_name_in_a_host_header(header: str, host: str) -> None:
    assert host_of(header) == host
