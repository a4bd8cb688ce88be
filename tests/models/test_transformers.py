"""Causal models by transformers: a tiny one with random weights, made here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtqa.errors import ModelError
from mtqa.models.base import Question, Sampling
from mtqa.models.transformers import WINDOW, Transformers, TransformersOptions

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ["The war ended.", "It cost the country a lot of money — 5 million 🎉.", "The war ended.", "a"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    transformers = pytest.importorskip("transformers")
    torch = pytest.importorskip("torch")
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    made = tmp_path_factory.mktemp("tiny")
    pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    vocabulary = {letter: number for number, letter in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}
    tokenizer = Tokenizer(models.BPE(vocabulary, []))
    tokenizer.pre_tokenizer, tokenizer.decoder = pre_tokenizer, decoders.ByteLevel()
    fast = transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<end>")  # noqa: S106
    fast.save_pretrained(made)
    torch.manual_seed(1)
    config = transformers.GPT2Config(
        vocab_size=len(fast), n_embd=16, n_layer=2, n_head=2, n_positions=2 * WINDOW,
        bos_token_id=fast.eos_token_id, eos_token_id=fast.eos_token_id,
    )  # fmt: skip
    transformers.GPT2LMHeadModel(config).save_pretrained(made)
    return made


@pytest.fixture(scope="module")
def model(folder: Path) -> Transformers:
    return Transformers(str(folder), TransformersOptions(device="cpu", batch=2), offline=True, cache=False)


def test_scores_are_totals_of_tokens(model: Transformers) -> None:
    scores, tokens = model.score(TEXTS), model.tokens(TEXTS)
    assert scores == pytest.approx([sum(token.log_probability for token in group) for group in tokens], abs=1e-3)
    assert scores[0] == scores[2]
    assert all(score < 0 for score in scores)


def test_a_batch_gives_what_one_text_gives(model: Transformers) -> None:
    assert model.score(TEXTS) == pytest.approx([model.score([text])[0] for text in TEXTS], abs=1e-3)


def test_tokens_cover_the_text(model: Transformers) -> None:
    for text, group in zip(TEXTS, model.tokens(TEXTS), strict=True):
        assert "".join(sorted({text[token.start : token.end] for token in group})) == "".join(sorted(set(text)))
        assert [token.start for token in group] == sorted(token.start for token in group)


def test_a_long_text_is_scored_to_its_end(model: Transformers) -> None:
    text = "abc " * WINDOW
    (tokens,) = model.tokens([text])
    assert tokens[-1].end == len(text)
    assert len(tokens) == len(text)


def test_continuations(model: Transformers) -> None:
    sampling = Sampling(max_tokens=5, temperature=0)
    first = model.generate(["The war", "It"], 2, sampling)
    assert [len(group) for group in first] == [2, 2]
    assert first == model.generate(["The war", "It"], 2, sampling)


FORM = "{% for one in messages %}<{{ one.role }}>{{ one.content }}{% endfor %}<assistant>"
ONE_ROLE = "{% if messages[0].role == 'system' %}{{ raise_exception('no such role') }}{% endif %}" + FORM


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        pytest.param(FORM, "<system>Say it well.<user>the cat<assistant>", id="instructions apart"),
        pytest.param(ONE_ROLE, "<user>Say it well.\n\nthe cat<assistant>", id="no instructions"),
    ],
)
def test_answers(model: Transformers, monkeypatch: pytest.MonkeyPatch, form: str, expected: str) -> None:
    prompts = []
    continued = model._continued

    def listening(prompt: str, *arguments: object, **settings: object) -> list[str]:
        prompts.append(prompt)
        return continued(prompt, *arguments, **settings)  # type: ignore[arg-type]

    monkeypatch.setattr(model, "_continued", listening)
    monkeypatch.setattr(model._tokenizer, "chat_template", form)
    asked = [Question("Say it well.", "the cat", 5)] * 2
    first = model.answer(asked, 3)
    assert first is not None
    assert [len(group) for group in first] == [3, 3]
    assert model.answer(asked, 3) == first, "a second run must write the same"
    assert set(prompts) == {expected}


def test_a_model_without_a_form_for_conversations_only_goes_on(model: Transformers) -> None:
    assert model.answer([Question("Say it well.", "the cat", 5)]) is None


@pytest.mark.usefixtures("folder")
def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="does not load"):
        Transformers(str(tmp_path / "none"), offline=True, cache=False).score(["a"])


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "transformers", None)
    with pytest.raises(ModelError, match=r"pip install 'mtqa\[transformers\]'"):
        Transformers("none", cache=False).score(["a"])
