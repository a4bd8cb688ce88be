"""A run of the English encoder: from a BertModel to a folder that the tagger loads, the same each time."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

torch = pytest.importorskip("torch", reason="needs the extra 'train'")

from mtqa.errors import ModelError, ReadError  # noqa: E402
from mtqa.models.edit_head import EditHead, asked_of  # noqa: E402
from mtqa.models.encoder import Encoder  # noqa: E402
from mtqa.models.pieces import word_spans  # noqa: E402
from mtqa.models.tagger import ENGLISH  # noqa: E402
from mtqa.train import english  # noqa: E402
from mtqa.train.english_run import EnglishOptions, train_english  # noqa: E402
from mtqa.train.examples import edited, from_post_edit  # noqa: E402
from mtqa.train.loop import Recipe  # noqa: E402
from mtqa.train.mixture import Corpus  # noqa: E402
from mtqa.train.network import EnglishNetwork  # noqa: E402
from mtqa.train.start import english_from_tagger  # noqa: E402

PIECES = ["[CLS]", "[PAD]", "[SEP]", "[UNK]", *"abcdefghijklmnopqrstuvwxyz.,", *(f"##{c}" for c in "aeinorst")]
RECIPE = Recipe(1, steps=100, tokens=256, rate=1e-4, warmup=5, every=50, seed=6)


@pytest.fixture(autouse=True)
def _one_thread():
    """Threads that wait for each other cost more than such small products."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def bert(tmp_path):
    """A BertModel of one layer with random weights, under the names that transformers gives them."""
    from safetensors.torch import save_file

    torch.manual_seed(2)
    state = EnglishNetwork(1, len(PIECES), 1).state_dict()
    emb, layer = "embeddings.", "encoder.layer.0."
    given = {
        f"{emb}word_embeddings.weight": state["pieces.weight"],
        f"{emb}position_embeddings.weight": state["position.weight"],
        f"{emb}token_type_embeddings.weight": state["side.weight"][:2],
    }
    names = {"out": "attention.output.dense", "inner": "intermediate.dense", "outer": "output.dense",
             "norm1": "attention.output.LayerNorm", "norm2": "output.LayerNorm"}  # fmt: skip
    for kind in ("weight", "bias"):
        given[f"{emb}LayerNorm.{kind}"] = state[f"norm.{kind}"]
        parts = state[f"layers.0.qkv.{kind}"].chunk(3)
        given |= {f"{layer}attention.self.{n}.{kind}": p for n, p in zip(("query", "key", "value"), parts, strict=True)}
        given |= {f"{layer}{theirs}.{kind}": state[f"layers.0.{ours}.{kind}"] for ours, theirs in names.items()}
    folder = tmp_path / "bert"
    folder.mkdir()
    save_file({name: value.clone().contiguous() for name, value in given.items()}, folder / "model.safetensors")
    definition = {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "decoder": None,
        "post_processor": None, "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "BertPreTokenizer"},
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                  "max_input_chars_per_word": 100, "vocab": {piece: i for i, piece in enumerate(PIECES)}},
    }  # fmt: skip
    (folder / "tokenizer.json").write_text(json.dumps(definition), encoding="utf-8")
    return folder


@pytest.fixture
def corpus(monkeypatch):
    monkeypatch.setattr(english, "POOL", 20)
    row = {"languages": "xx-en", "source": "q", "target": "They was late .", "post_edit": "They were late .",
           "hter": 0.25, "word_tags": "OK BAD OK OK", "gap_tags": ""}  # fmt: skip
    return Corpus(posted=[(from_post_edit(row), edited(row))])


def run(corpus, out, options, score=None):
    said = []
    train_english(corpus, out, options, score, said.append)
    return said


def options(bert, **others):
    return EnglishOptions(bert, slips=replace(RECIPE, steps=50), recipe=RECIPE, **others)


def weights(out):
    folder = out / ENGLISH
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix != ".npz"}


def test_the_same_seed_gives_the_same_weights_and_another_one_others(corpus, bert, tmp_path):
    for name in ("one", "two"):
        run(corpus, tmp_path / name, options(bert))
    assert weights(tmp_path / "one") == weights(tmp_path / "two")
    assert {"tags.txt", "encoder.onnx", "pieces.npy", "tokenizer.json.gz"} == set(weights(tmp_path / "one"))
    (output,) = Encoder(tmp_path / "one" / ENGLISH, by_shape=True).run(["They was."], [None], [word_spans("They was.")])
    assert EditHead(tmp_path / "one" / ENGLISH).guesses([asked_of(replace(output, start=output.start * 0 + 9))])[0]
    run(corpus, tmp_path / "three", replace(options(bert), recipe=replace(RECIPE, seed=7)))
    assert weights(tmp_path / "three")["encoder.onnx"] != weights(tmp_path / "one")["encoder.onnx"]


def test_a_run_that_was_cut_off_goes_on_to_the_same_weights(corpus, bert, tmp_path):
    tried = []

    def cut():
        tried.append(1)
        raise KeyboardInterrupt

    run(corpus, tmp_path / "whole", options(bert), lambda: 0.5)
    with pytest.raises(KeyboardInterrupt):
        run(corpus, tmp_path / "cut", options(bert), cut)
    said = run(corpus, tmp_path / "cut", options(bert), lambda: 0.5)
    assert tried
    assert [line for line in said if re.search(r"english\.pt, after 50 steps", line)]
    assert weights(tmp_path / "cut") == weights(tmp_path / "whole")


def test_without_resume_it_begins_anew(corpus, bert, tmp_path):
    run(corpus, tmp_path, options(bert))
    assert [line for line in run(corpus, tmp_path, options(bert)) if "goes on" in line]
    said = run(corpus, tmp_path, options(bert, resume=False))
    assert not [line for line in said if "goes on" in line]
    assert [line for line in said if line.startswith("step 100")]


def test_it_stops_when_it_gets_no_better_and_keeps_the_best(corpus, bert, tmp_path):
    scores = iter([0.5, 0.4, 0.3, 0.2])
    long = replace(options(bert, patience=2), recipe=replace(RECIPE, steps=1000))
    said = run(corpus, tmp_path, long, lambda: next(scores))
    assert [line.rpartition(" ")[2] for line in said if "MCC" in line] == ["0.5000", "0.4000", "0.3000"]
    best = torch.load(tmp_path / "best-english.pt", weights_only=True)
    assert best["step"] == 50
    network = english_from_tagger(tmp_path / ENGLISH, tmp_path / ENGLISH)
    assert torch.allclose(network.word.weight, best["network"]["word.weight"], atol=1e-2)


def test_a_folder_that_is_no_such_model_is_named(corpus, tmp_path):
    with pytest.raises(ModelError, match="WordPiece to start from"):
        run(corpus, tmp_path / "out", options(tmp_path))


def test_another_runs_checkpoint_is_named(corpus, bert, tmp_path):
    torch.save({"network": {}}, tmp_path / "slips.pt")
    with pytest.raises(ModelError, match=r"slips\.pt.*--no-resume"):
        run(corpus, tmp_path, options(bert))


def test_no_good_english_is_said(bert, tmp_path):
    with pytest.raises(ReadError, match="no good English"):
        run(Corpus(), tmp_path, options(bert))
