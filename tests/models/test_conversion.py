"""A converted model computes what the GGUF's weights say, by a Llama written out in numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ctranslate2
import numpy as np
import pytest
from tokenizers import Tokenizer

from mtqa.errors import ModelError
from mtqa.models import conversion
from tests.models.conftest import HEADS, INNER, LAYERS, SHARED, SPECIAL, WIDTH, tensors, write_gguf

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "the cat sat on 12 mats"


def norm(x: np.ndarray, gamma: np.ndarray) -> np.ndarray:
    return x / np.sqrt((x**2).mean(-1, keepdims=True) + 1e-5) * gamma


def turned(x: np.ndarray) -> np.ndarray:
    """Rotary embeddings as llama.cpp applies them: neighbouring rows of a head are a pair. (heads, length, size)."""
    size = x.shape[-1]
    angles = np.arange(x.shape[1])[:, None] * 1000.0 ** (-np.arange(0, size, 2) / size)
    even, odd = x[..., 0::2], x[..., 1::2]
    result = np.empty_like(x)
    result[..., 0::2] = even * np.cos(angles) - odd * np.sin(angles)
    result[..., 1::2] = even * np.sin(angles) + odd * np.cos(angles)
    return result


def attention(x: np.ndarray, w: dict[str, np.ndarray], block: str) -> np.ndarray:
    def heads(name: str, count: int) -> np.ndarray:
        return (x @ w[f"{block}.{name}.weight"].T).reshape(len(x), count, -1).swapaxes(0, 1)

    query, key, value = turned(heads("attn_q", HEADS)), turned(heads("attn_k", SHARED)), heads("attn_v", SHARED)
    key, value = (part.repeat(HEADS // SHARED, axis=0) for part in (key, value))
    scores = query @ key.swapaxes(1, 2) / np.sqrt(query.shape[-1])
    scores[:, np.triu(np.ones(scores.shape[1:], bool), 1)] = -np.inf
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    mixed = (weights / weights.sum(-1, keepdims=True)) @ value
    return mixed.swapaxes(0, 1).reshape(len(x), WIDTH) @ w[f"{block}.attn_output.weight"].T


def log_probabilities(ids: list[int]) -> np.ndarray:
    w = tensors()
    x = w["token_embd.weight"][ids]
    for layer in range(LAYERS):
        block = f"blk.{layer}"
        x = x + attention(norm(x, w[f"{block}.attn_norm.weight"]), w, block)
        y = norm(x, w[f"{block}.ffn_norm.weight"])
        gate = y @ w[f"{block}.ffn_gate.weight"].T
        assert gate.shape[-1] == INNER
        x = x + (gate / (1 + np.exp(-gate)) * (y @ w[f"{block}.ffn_up.weight"].T)) @ w[f"{block}.ffn_down.weight"].T
    logits = norm(x, w["output_norm.weight"]) @ w["token_embd.weight"].T
    logits -= logits.max(-1, keepdims=True)
    every = logits - np.log(np.exp(logits).sum(-1, keepdims=True))
    return every[np.arange(len(ids) - 1), ids[1:]]


@pytest.mark.parametrize(("stored", "tolerance"), [("float32", 1e-3), ("int8", 0.3)])
def test_it_computes_what_the_weights_say(
    tiny_gguf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stored: str, tolerance: float
) -> None:
    monkeypatch.setattr(conversion, "STORED", stored)
    conversion.convert(tiny_gguf, tmp_path, SPECIAL[0])
    encoding = Tokenizer.from_file(str(tmp_path / "tokenizer.json")).encode(TEXT)
    model = ctranslate2.Generator(str(tmp_path), compute_type="float32", intra_threads=1)
    result = model.score_batch([[SPECIAL[0], *encoding.tokens]])[0].log_probs
    expected = log_probabilities([0, *encoding.ids])
    assert np.allclose(result, expected, atol=tolerance)
    assert np.corrcoef(result, expected)[0, 1] > 0.998


def test_its_bytes_are_the_same_each_time(tiny_gguf: Path, tmp_path: Path) -> None:
    contents = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        conversion.convert(tiny_gguf, folder, SPECIAL[0])
        contents.append({file.name: file.read_bytes() for file in folder.iterdir()})
    assert contents[0] == contents[1]
    assert set(contents[0]) == {"model.bin", "config.json", "vocabulary.json", "tokenizer.json"}


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("the cat", ["t", "he", "Ġcat"], id="merges-in-their-order"),
        pytest.param("a the", ["a", "Ġthe"], id="blank-belongs-to-its-word"),
        pytest.param("123", ["1", "2", "3"], id="digits-one-by-one"),
        pytest.param("é", ["Ã", "©"], id="bytes-of-a-character"),
        pytest.param("<|im_end|>", ["<|im_end|>"], id="control-token"),
        pytest.param("", [], id="empty"),
    ],
)
def test_tokenizer(tiny_gguf: Path, tmp_path: Path, text: str, tokens: list[str]) -> None:
    conversion.convert(tiny_gguf, tmp_path, SPECIAL[0])
    tokenizer = Tokenizer.from_file(str(tmp_path / "tokenizer.json"))
    assert tokenizer.encode(text).tokens == tokens
    assert tokenizer.decode(tokenizer.encode(text).ids, skip_special_tokens=False) == text


def test_refuses_another_architecture(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is not a Llama model"):
        conversion.convert(write_gguf(tmp_path / "other.gguf", "gemma"), tmp_path, SPECIAL[0])


@pytest.mark.parametrize("data", [b"", b"not a model", b"GGUF\x03\x00\x00\x00"], ids=["empty", "text", "cut"])
def test_refuses_what_is_no_gguf(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "broken.gguf"
    file.write_bytes(data)
    with pytest.raises(ModelError, match=r"broken\.gguf"):
        conversion.convert(file, tmp_path, SPECIAL[0])
