"""Servers that are busy, hang, break off, talk nonsense or want too much."""

from __future__ import annotations

import threading

import pytest

from mtqa.errors import ModelError
from mtqa.models.server import LONGEST_WAIT

TROUBLE = [
    pytest.param(lambda server: server.says(429, b"", Retry_After="7"), id="busy"),
    pytest.param(lambda server: server.says(503, b"oops"), id="down"),
    pytest.param(lambda server: server.says(200, b"<html>"), id="no-json"),
    pytest.param(lambda server: server.says(200, b"[" * 100_000), id="deep"),
    pytest.param(lambda server: server.says(200, b"[]"), id="no-object"),
    pytest.param(lambda server: server.says(200, b'{"choices": [{}]}'), id="no-text"),
    pytest.param(lambda server: server.says(200, b'{"choices": []}'), id="no-choice"),
    pytest.param(lambda server: server.says(200, b'{"error": "x"}'), id="no-choices"),
    pytest.param(lambda server: server.drops, id="hangs-up"),
    pytest.param(lambda server: server.breaks_off, id="breaks-off"),
]


@pytest.mark.parametrize("trouble", TROUBLE)
def test_trouble_that_passes_is_tried_again(server, asking, trouble):
    server.answers = [trouble(server), server.good]
    assert asking().generate(["A prompt"]) == [["wording 0"]]


@pytest.mark.parametrize("trouble", TROUBLE)
def test_trouble_that_stays_is_an_error(server, asking, trouble):
    server.answers = [trouble(server)]
    waits = []
    with pytest.raises(ModelError, match=r"127\.0\.0\.1.*3 tries"):
        asking(waits=waits).generate(["A prompt"])
    assert len(server.asked) == 3
    assert waits in ([7, 7], [1, 2])


@pytest.mark.parametrize("answer", ["hangs", "drips"])
def test_a_server_that_never_ends_is_given_up(server, asking, answer):
    server.answers = [getattr(server, answer)]
    with pytest.raises(ModelError, match=r"no answer within 0\.05 seconds"):
        asking(timeout=0.05, retries=0).generate(["A prompt"])


def test_a_server_cannot_make_it_wait_long(server, asking):
    server.answers = [server.says(429, b"", Retry_After="86400"), server.good]
    waits = []
    asking(waits=waits).generate(["A prompt"])
    assert waits == [LONGEST_WAIT]


@pytest.mark.parametrize("status", [400, 401, 404])
def test_what_will_not_pass_is_not_tried_again(server, asking, status):
    server.answers = [server.says(status, b"")]
    with pytest.raises(ModelError, match=str(status)):
        asking().generate(["A prompt"])
    assert len(server.asked) == 1


def test_what_waits_behind_a_failure_is_not_asked(server, asking):
    server.answers = [server.says(404, b"")]
    with pytest.raises(ModelError, match="404"):
        asking().generate(["A prompt"] * 200)
    assert len(server.asked) < 100


def test_the_reason_of_the_server_is_shown_on_one_line(server, asking):
    server.answers = [server.says(404, {"error": {"message": "no such\n\x1b[2J model"}})]
    with pytest.raises(ModelError, match=r"answered 404 \(no such \[2J model\)"):
        asking().generate(["A prompt"])


def test_a_redirect_is_not_followed(server, asking):
    server.answers = [server.says(302, b"", Location="http://127.0.0.1:9/v1/completions")]
    with pytest.raises(ModelError, match="302"):
        asking().generate(["A prompt"])


def test_nobody_there(server, asking):
    tiny = asking(retries=0)
    server.shutdown()
    server.server_close()
    with pytest.raises(ModelError, match="cannot be reached"):
        tiny.generate(["A prompt"])


def test_a_run_costs_no_more_than_it_may(server, asking):
    server.answers = [server.good]
    tiny = asking(most_tokens=60)
    tiny.generate(["A prompt"])
    # The estimate was some 40 tokens and the server counted 7, so there is room for one more.
    assert (tiny.server.spent, tiny.server.requests) == (7, 1)
    tiny.generate(["A prompt"])
    with pytest.raises(ModelError, match="more than 60 tokens"):
        tiny.generate(["A prompt " * 99])
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("trouble", "tries"),
    [
        pytest.param(lambda server: server.says(200, b"<html>"), 2, id="nonsense costs"),
        pytest.param(lambda server: server.breaks_off, 2, id="half an answer costs"),
        pytest.param(lambda server: server.says(429, b""), 9, id="a server that did nothing costs nothing"),
    ],
)
def test_every_try_that_may_be_billed_counts(server, asking, trouble, tries):
    server.answers = [trouble(server)]
    with pytest.raises(ModelError):
        asking(most_tokens=100, retries=8).generate(["A prompt"])
    assert len(server.asked) == tries


def test_a_server_cannot_talk_the_guard_away(server, asking):
    server.answers = [server.says(200, {"choices": [{"text": "a"}], "usage": {"total_tokens": -(10**9)}})]
    with pytest.raises(ModelError, match="more than 100 tokens"):
        asking(most_tokens=100).generate(["A prompt"] * 5)


def test_text_of_other_scripts_counts_as_more_tokens(server, asking):
    server.answers = [server.good]
    with pytest.raises(ModelError, match="more than 100 tokens"):
        asking(most_tokens=100).generate(["北约军队撤出阿富汗" * 12])
    assert asking(most_tokens=100).generate(["withdrawal" * 10])


def test_no_more_requests_at_once_than_allowed(server, asking):
    server.answers = [server.good]
    tiny = asking()
    askers = [threading.Thread(target=tiny.generate, args=(["A prompt"] * 10,)) for _ in range(3)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert len(server.asked) == 30
    assert 1 <= server.most_at_once <= 2
