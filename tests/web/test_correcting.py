"""Corrections put into drafts by the API, and drafts that are kept."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fastapi.testclient import TestClient

PAGE = "# A *title*\n\nIt has cost **$ 2** trillion &amp; more.\n"


def test_what_is_sure_is_corrected_and_the_format_stays(client: TestClient) -> None:
    answer = client.post("/api/fix", json={"text": PAGE, "path": "a.md", "automatic": True}).json()
    assert answer["text"] == PAGE.replace("$ 2", "$2")
    assert base64.b64decode(answer["data"]).decode() == answer["text"]
    assert [one["text"] for one in answer["applied"]] == ["$2 trillion"]
    assert answer["score"] == 100.0


def test_what_an_editor_chose_is_put_in(client: TestClient) -> None:
    start, end = PAGE.index("trillion"), PAGE.index(" trillion")
    inside = {"start": start, "end": start + 8, "text": "billion"}
    over_markup = {"start": PAGE.index("cost"), "end": end, "text": "gone"}
    body = {"text": PAGE, "path": "a.md", "corrections": [inside, over_markup]}
    answer = client.post("/api/fix", json=body).json()
    assert answer["text"] == PAGE.replace("trillion", "billion")
    assert [one["text"] for one in answer["applied"]] == ["billion"]
    assert [one["text"] for one in answer["refused"]] == ["gone"]
    file = client.post("/api/fix", json=body | {"download": True})
    assert file.text == answer["text"]
    assert file.headers["content-disposition"].startswith("attachment; filename*=UTF-8''a.md")


@pytest.mark.parametrize(
    "order",
    [
        {},
        {"automatic": True, "corrections": []},
        {"corrections": [{"start": 5, "end": 4, "text": "x"}]},
        {"corrections": [{"start": 0, "end": 999, "text": "x"}]},
        {"corrections": [{"start": -1, "end": 0, "text": "x"}]},
    ],
    ids=["nothing", "both", "backwards", "outside", "negative"],
)
def test_orders_that_make_no_sense_are_refused(client: TestClient, order: dict[str, Any]) -> None:
    answer = client.post("/api/fix", json={"text": PAGE, **order})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid")


def test_drafts_are_kept_where_the_server_was_told_to(serving: Callable[..., TestClient], tmp_path: Path) -> None:
    client = serving(keep=tmp_path / "drafts.sqlite")
    draft = {"title": "A “title”", "content": {"text": PAGE, "names": ["NATO"]}}
    assert client.get("/api/drafts/one").status_code == 404
    assert client.put("/api/drafts/one", json=draft).status_code == 204
    again = serving(keep=tmp_path / "drafts.sqlite")
    assert again.get("/api/drafts/one").json() == draft
    assert [one["title"] for one in again.get("/api/drafts").json()["drafts"]] == ["A “title”"]
    assert client.delete("/api/drafts/one").status_code == 204
    assert client.get("/api/drafts").json() == {"drafts": []}


def test_nothing_is_kept_unless_asked_for(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer = client.put("/api/drafts/one", json={"content": {}})
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not-kept")
    client.post("/api/check", files={"file": ("a.txt", b"x " * 2_000_000)})
    assert list(tmp_path.iterdir()) == []
