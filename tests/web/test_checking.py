"""Checking through the API: the report is the engine's own, from text, file and blocks; streams and sessions."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest

from mtqa.checking import reader_for
from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.models import Models
from mtqa.reporters.json import document_object

from .conftest import DRAFT, RULES

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi.testclient import TestClient


def expected(text: str, path: str) -> dict[str, Any]:
    config = Config(select=RULES)
    report = Checker(config, Models(config)).check(reader_for(path).read(text.encode(), path))
    return json.loads(json.dumps(document_object(report)))


SUBMITTED = [
    pytest.param({"json": {"text": DRAFT}}, "draft.txt", id="text"),
    pytest.param({"json": {"text": DRAFT, "path": "a.md"}}, "a.md", id="text with a name"),
    pytest.param({"json": {"data": base64.b64encode(DRAFT.encode()).decode()}}, "draft.txt", id="base64"),
    pytest.param({"files": {"file": ("a.md", DRAFT.encode())}}, "a.md", id="a file"),
    pytest.param({"files": {"file": ("/etc/a.md", DRAFT.encode())}}, "a.md", id="a file with folders in its name"),
]


@pytest.mark.parametrize(("submitted", "path"), SUBMITTED)
def test_the_report_is_the_engines_own(client: TestClient, submitted: dict[str, Any], path: str) -> None:
    run = client.post("/api/check", **submitted).json()
    assert run["documents"] == [expected(DRAFT, path)]
    assert {finding["rule"] for finding in run["documents"][0]["findings"]} == {"names", "typography", "doubled-words"}
    assert run["schema"] == "mtqa/1"


def test_the_last_event_of_a_stream_is_the_report(client: TestClient) -> None:
    lines = client.post("/api/check/stream", json={"text": DRAFT}).text.splitlines()
    events = [json.loads(line) for line in lines]
    kinds = [event["event"] for event in events]
    assert kinds[-1] == "report"
    assert kinds.count("findings") == 1
    assert events[-1]["report"] == client.post("/api/check", json={"text": DRAFT}).json()
    steps = [(event["done"], event["total"]) for event in events if event.get("step") == "rules"]
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert steps[-1][0] == steps[-1][1]


def test_a_stream_that_fails_says_so_in_its_last_line(client: TestClient) -> None:
    body = {"text": "x", "settings": {"select": ["nothing"]}}
    last = json.loads(client.post("/api/check/stream", json=body).text.splitlines()[-1])
    assert last["event"] == "error"
    assert last["error"]["code"] == "settings"


def test_blocks_are_checked_line_by_line_beside_their_source(client: TestClient) -> None:
    blocks = [{"text": "All is well here."}, {"text": "It cost $ 2.", "source": "Es kostete 2 $."}]
    document = client.post("/api/check", json={"blocks": blocks}).json()["documents"][0]
    assert [(one["text"], one["start"]) for one in document["findings"]] == [("$ 2", 26)]
    text = "\n".join(block["text"] for block in blocks)
    by_source = {"text": text, "source": "Alles ist gut hier.\nEs kostete 2 $."}
    found = client.post("/api/check", json=by_source).json()["documents"][0]["findings"]
    assert found == document["findings"]
    read = client.post("/api/read", json=by_source).json()
    assert [block["source"] for block in read["blocks"]] == by_source["source"].split("\n")


@pytest.mark.parametrize(
    ("settings", "rules"),
    [
        ({"select": ["names"]}, {"names"}),
        ({"ignore": ["names"]}, {"typography", "doubled-words"}),
        ({"names": ["The the"]}, {"typography", "names"}),
        ({"min_confidence": 1.0}, set()),
    ],
)
def test_settings_of_a_request_are_its_own(client: TestClient, settings: dict[str, Any], rules: set[str]) -> None:
    def found(body: dict[str, Any]) -> set[str]:
        document = client.post("/api/check", json=body).json()["documents"][0]
        return {finding["rule"] for finding in document["findings"]}

    assert found({"text": DRAFT, "settings": settings}) == rules
    assert found({"text": DRAFT}) == {"typography", "names", "doubled-words"}


@pytest.mark.parametrize("named", [{}, {"format": "table"}], ids=["by its ending", "by the format"])
def test_a_table_has_the_columns_of_the_configuration(
    serving: Callable[..., TestClient], named: dict[str, str]
) -> None:
    client = serving({"source_column": "roh", "target_column": "fertig"})
    body = {"text": "fertig,roh\nThe the end.,Das Ende.\n", "path": "a.csv", **named}
    document = client.post("/api/check", json=body).json()["documents"][0]
    assert [(one["text"], one["start"]) for one in document["findings"]] == [("The the", 11)]
    fixed = client.post("/api/fix", json=body | {"automatic": True}).json()
    assert fixed["text"] == "fertig,roh\nThe end.,Das Ende.\n"


def test_corrections_of_one_finding(client: TestClient) -> None:
    full = client.post("/api/check", json={"text": DRAFT}).json()["documents"][0]["findings"]
    bare = client.post("/api/check", json={"text": DRAFT, "suggest": False}).json()["documents"][0]["findings"]
    assert [finding["suggestions"] for finding in bare] == [[], [], []]
    for finding in full:
        place = {key: finding[key] for key in ("rule", "start", "end")}
        answer = client.post("/api/suggest", json={"text": DRAFT, **place}).json()
        assert answer["suggestions"] == finding["suggestions"] != []


def test_a_session_remembers_its_draft(client: TestClient) -> None:
    body = {"text": DRAFT, "suggest": False, "revision": 7}
    answer = client.post("/api/session/desk-1/check", json=body).json()
    assert answer["revision"] == 7
    finding = answer["report"]["documents"][0]["findings"][0]
    place = {key: finding[key] for key in ("rule", "start", "end")}
    assert client.post("/api/session/desk-1/suggest", json=place).json()["suggestions"][0]["text"] == "$2 trillion"
    assert client.post("/api/session/desk-2/suggest", json=place).status_code == 404
    assert client.delete("/api/session/desk-1").status_code == 204
    assert client.post("/api/session/desk-1/suggest", json=place).json()["error"]["code"] == "forgotten"


REFUSED = [
    pytest.param({"content": b'{"text', "headers": {"content-type": "application/json"}}, 400, "json", id="no JSON"),
    pytest.param({"content": b"x", "headers": {"content-type": "text/plain"}}, 415, "content-type", id="another type"),
    pytest.param({"content": b"x"}, 415, "content-type", id="no type"),
    pytest.param({"json": {}}, 422, "invalid", id="no draft"),
    pytest.param({"json": {"text": "x", "data": "eA=="}}, 422, "invalid", id="two drafts"),
    pytest.param({"json": {"text": "x", "nmae": "y"}}, 422, "invalid", id="an unknown field"),
    pytest.param({"json": {"text": "x", "format": "wordstar"}}, 422, "unknown-format", id="an unknown format"),
    pytest.param({"json": {"text": "x", "settings": {"tagger": "/etc"}}}, 422, "invalid", id="a setting of the server"),
    pytest.param({"json": {"text": "x", "settings": {"select": ["nope"]}}}, 422, "settings", id="an unknown rule"),
    pytest.param({"json": {"data": "%%"}}, 422, "invalid", id="no base64"),
    pytest.param({"json": {"text": "a\nb", "source": "a"}}, 422, "source", id="a source of another length"),
    pytest.param({"files": {"file": ("a.txt", b"%PDF-1.7")}}, 422, "unreadable", id="a file that is no text"),
    pytest.param({"files": {"other": ("a.txt", b"x")}}, 422, "invalid", id="a form without its file"),
    pytest.param(
        {"content": b"--x\r\nbroken", "headers": {"content-type": "multipart/form-data; boundary=x"}}, 422, "invalid",
        id="a form that is cut off",
    ),
    pytest.param(
        {"content": b"x", "headers": {"content-type": "multipart/form-data"}}, 400, "form", id="a form without boundary"
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "path", "body", "message"),
    [
        ("POST", "/api/check", {}, "give the draft as exactly one of 'text', 'data' and 'blocks'"),
        ("POST", "/api/check", {"text": "x", "settings": {"nmae": 1}}, "settings.nmae: there is no such field"),
        ("GET", "/api/chekc", None, "there is nothing at this address; see /api/docs"),
        ("PUT", "/api/check", {"text": "x"}, "there is no route for that method at this address; see /api/docs"),
    ],
    ids=["no draft", "an unknown field", "an unknown route", "another method"],
)
def test_a_refusal_is_in_plain_words(client: TestClient, method: str, path: str, body: object, message: str) -> None:
    assert client.request(method, path, json=body).json()["error"]["message"] == message


@pytest.mark.parametrize(("request_", "status", "code"), REFUSED)
def test_what_cannot_be_checked_is_refused_in_one_shape(
    client: TestClient, request_: dict[str, Any], status: int, code: str
) -> None:
    answer = client.post("/api/check", **request_)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer.json().keys() == {"error"}
    assert "Traceback" not in answer.text
    assert client.post("/api/check", json={"text": "Fine."}).status_code == 200


def test_a_draft_of_too_many_words_is_refused(serving: Callable[..., TestClient]) -> None:
    client = serving(max_words=5)
    assert client.post("/api/check", json={"text": "one two three four five"}).status_code == 200
    answer = client.post("/api/check", json={"text": "one two three four five six"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too-long")


def test_a_failing_rule_is_an_answer_too(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("a secret of the draft")

    monkeypatch.setattr(client.app.state.desk.session, "check", failing)
    answer = client.post("/api/check", json={"text": "x"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "fault")
    assert "secret" not in answer.text


def test_what_the_server_says_of_itself(client: TestClient) -> None:
    about = client.get("/api/about").json()
    assert "markdown" in {one["name"] for one in about["formats"]}
    rules = {rule["name"]: rule for rule in client.get("/api/rules").json()["rules"]}
    assert rules["names"]["in_force"]
    assert not rules["calques"]["in_force"]
    assert rules["names"]["bad"]
    client.post("/api/check", json={"text": DRAFT})
    metrics = client.get("/metrics").text
    assert 'mtqa_requests_total{method="POST",route="/api/check",status="200"} 1' in metrics
    assert f"mtqa_words_total {expected(DRAFT, 'draft.txt')['words']}" in metrics
    docs = client.get("/api/docs")
    assert "/api/session/{name}/check" in docs.text
    assert "<script" not in docs.text
    assert "http" not in docs.text.replace("http-equiv", "")
