"""The work behind the API: what waits, what is given up, what loads, and that the server recovers."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest

from mtqa.config import Config
from mtqa.errors import Cancelled, ModelError
from mtqa.models import Models
from mtqa.web.clients import Clients
from mtqa.web.desk import Desk
from mtqa.web.problems import Refusal
from mtqa.web.settings import Settings
from mtqa.web.submissions import Choices

from .conftest import RULES

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi.testclient import TestClient


def desk(**settings: Any) -> Desk:
    made = Desk(Settings(Config(select=RULES), **settings))
    made.state = "ready"
    return made


async def there() -> bool:
    return False


async def left() -> bool:
    return True


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - the desk has no event for it
            await asyncio.sleep(0)


def endless(cancelled: Callable[[], bool]) -> None:
    """Work that ends only when it is given up."""
    while not cancelled():
        threading.Event().wait(0.001)
    raise Cancelled


def test_more_requests_than_may_wait_are_told_when_to_ask_again() -> None:
    async def run() -> None:
        work, go = desk(workers=1, queue=2), threading.Event()
        running = [asyncio.create_task(work.run(lambda _: go.wait(20), there)) for _ in range(3)]
        await until(lambda: (work.running, work.waiting) == (1, 2))
        with pytest.raises(Refusal) as refused:
            await work.run(lambda _: True, there)
        assert refused.value.status == 429
        assert int(refused.value.headers["Retry-After"]) >= 1
        go.set()
        assert await asyncio.gather(*running) == [True] * 3
        assert await work.run(lambda _: "again", there) == "again"
        assert (work.running, work.waiting) == (0, 0)

    asyncio.run(run())


@pytest.mark.parametrize(("settings", "gone", "error"), [
    ({"timeout": 0.01}, there, Refusal), ({}, left, Cancelled),
], ids=["too long", "the client left"])  # fmt: skip
def test_a_check_is_given_up_and_its_place_is_free(settings: dict[str, Any], gone: Any, error: type[Exception]) -> None:
    async def run() -> None:
        work = desk(workers=1, **settings)
        with pytest.raises(error) as raised:
            await work.run(endless, gone)
        assert getattr(raised.value, "status", 504) == 504
        assert await work.run(lambda _: "next", there) == "next"

    asyncio.run(run())


def test_a_request_that_is_torn_down_while_it_waits_takes_no_place() -> None:
    async def run() -> None:
        work, go = desk(workers=1), threading.Event()
        first = asyncio.create_task(work.run(lambda _: go.wait(20), there))
        await until(lambda: work.running == 1)
        second = asyncio.create_task(work.run(lambda _: True, there))
        await until(lambda: work.waiting == 1)
        second.cancel()
        with pytest.raises(asyncio.CancelledError):
            await second
        go.set()
        assert await first
        assert await work.run(lambda _: "next", there) == "next"

    asyncio.run(run())


def test_who_leaves_the_queue_makes_room() -> None:
    async def run() -> None:
        work, go = desk(workers=1, queue=1), threading.Event()
        first = asyncio.create_task(work.run(lambda _: go.wait(20), there))
        await until(lambda: work.running == 1)
        with pytest.raises(Cancelled):
            await work.run(lambda _: True, left)
        second = asyncio.create_task(work.run(lambda _: "second", there))
        await until(lambda: work.waiting == 1)
        go.set()
        assert await second == "second"
        await first

    asyncio.run(run())


@pytest.mark.parametrize(
    ("state", "failure", "code"),
    [("loading", None, "loading"), ("failed", Refusal(503, "model", "run: mtqa models pull"), "model")],
)
def test_without_models_requests_are_told_so(
    serving: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch, state: str, failure: Refusal | None, code: str
) -> None:
    monkeypatch.setattr(Desk, "load", lambda _: None)
    client = serving(patience=0.0)
    client.app.state.desk.state, client.app.state.desk.failure = state, failure
    answer = client.post("/api/check", json={"text": "x"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, code)
    assert client.get("/health").json()["status"] == state


def test_a_model_that_does_not_load_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise ModelError("the parser does not load; reinstall mtqa")

    work = Desk(Settings(Config(select=RULES)))
    monkeypatch.setattr(Models, "load", fail)
    work.load()
    assert work.state == "failed"
    assert work.failure is not None
    assert (work.failure.status, work.failure.message) == (503, "the parser does not load; reinstall mtqa")


def test_sessions_are_kept_by_their_settings() -> None:
    work = desk()
    assert work.session_for(Choices()) is work.session
    named = work.session_for(Choices(names=["NATO"]))
    assert work.session_for(Choices(names=["NATO"])) is named is not work.session
    for number in range(20):
        work.session_for(Choices(names=[str(number)]))
    assert work.session_for(Choices(names=["NATO"])) is not named


def test_a_newer_check_of_a_page_ends_the_one_before(serving: Callable[..., TestClient]) -> None:
    client = serving(workers=2)
    session = client.app.state.desk.session
    check, started = session.check, threading.Event()

    def slow(document: Any, *, cancelled: Callable[[], bool], **settings: Any) -> Any:
        if document.text == "old":
            started.set()
            endless(cancelled)
        return check(document, cancelled=cancelled, **settings)

    session.check = slow
    answers: list[Any] = []
    old = threading.Thread(target=lambda: answers.append(client.post("/api/session/a/check", json={"text": "old"})))
    old.start()
    assert started.wait(20)
    assert client.post("/api/session/a/check", json={"text": "new"}).status_code == 200
    old.join(20)
    assert (answers[0].status_code, answers[0].json()["error"]["code"]) == (409, "given-up")


def test_pages_that_were_quiet_are_forgotten() -> None:
    now = 0.0
    clients = Clients(most=2, longest=10, clock=lambda: now)
    first = clients.made("one")
    assert clients.made("one") is first
    clients.made("two")
    clients.get("one")
    clients.made("three")
    assert [clients.get(name) is None for name in ("one", "two", "three")] == [False, True, False]
    now = 11.0
    assert clients.get("one") is None
    assert len(clients) == 0
