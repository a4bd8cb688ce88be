"""A real server, that of llama.cpp, with the random weights of the tests: it writes, others compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtqa.models.base import Question, Sampling
from mtqa.models.openai import OpenAI, OpenAIOptions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

xllamacpp = pytest.importorskip("xllamacpp", reason="the real model server: pip install xllamacpp")


@pytest.fixture(scope="module")
def url(tiny_gguf: Path) -> Iterator[str]:
    settings = xllamacpp.CommonParams()
    settings.model.path = str(tiny_gguf)
    settings.n_ctx, settings.port, settings.verbosity = 512, 0, 0
    # Where other programs run, its threads would wait for one another.
    settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(settings)
    yield f"{server.listening_address}/v1"
    # It stops when nothing holds it any more.
    del server


@pytest.fixture
def model(url: str) -> OpenAI:
    class Scorer:
        signature = "scorer"

        def score(self, texts: list[str]) -> list[float]:
            return [-float(len(text)) for text in texts]

    return OpenAI(f"tiny@{url}", OpenAIOptions(parallel=2), Scorer(), cache=False)  # type: ignore[arg-type]


def test_it_continues(model: OpenAI) -> None:
    found = model.generate(["the cat", "a"], 2, Sampling(max_tokens=4, stop=None))
    assert [len(group) for group in found] == [2, 2]
    assert any(text for group in found for text in group)


def test_it_answers_one_at_a_time(model: OpenAI) -> None:
    found = model.answer([Question("Say it well.", "the cat", 4)], 2)
    assert found is not None
    assert [len(group) for group in found] == [2]
    # Asked for two, it refused.
    assert model.server.requests == 3


def test_what_it_costs_is_counted_by_the_server(model: OpenAI) -> None:
    model.generate(["the cat"], 1, Sampling(max_tokens=4))
    assert 0 < model.server.spent < 20


def test_it_does_not_say_how_likely_a_text_is(model: OpenAI, capsys: pytest.CaptureFixture[str]) -> None:
    assert model.score(["ab", "c"]) == [-2, -1]
    assert model.server.requests == 1
    assert "does not say how likely" in capsys.readouterr().err
