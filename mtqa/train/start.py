"""Where training starts: a BERT encoder, multilingual or English, cut to size, or the weights that are in use."""

from __future__ import annotations

import gzip
import json
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import torch

from mtqa.errors import ModelError
from mtqa.models.edit_head import TAGS, WEIGHTS, packed
from mtqa.models.pieces import pack_rows, unpack_rows
from mtqa.train.export import export
from mtqa.train.network import EnglishNetwork, Network, load_bert
from mtqa.train.vocabulary import (
    choose_pieces,
    choose_wordpieces,
    count_pieces,
    trimmed_tokenizer,
    trimmed_wordpieces,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from torch import Tensor

    from mtqa.models.edits import EditVocabulary

#: Pieces kept of the encoder's vocabulary; the vectors take 28 MB.
VOCABULARY = 128_000
TOKENIZER, PIECES = "tokenizer.json.gz", "pieces.npy"


@contextmanager
def reading(folder: Path, what: str) -> Iterator[None]:
    """Raises ModelError for whatever reading raises: torch, safetensors, onnx and numpy share no base class."""
    try:
        yield
    except Exception as error:
        raise ModelError(f"{folder}: there is no {what} to start from: {type(error).__name__}: {error}") from error


def cut_encoder(bert: Path, texts: Iterable[str], out: Path) -> None:
    """Write the tokenizer and the packed piece vectors of a transformers BertModel, cut to VOCABULARY pieces.

    Raises ModelError.
    """
    from safetensors import safe_open  # type: ignore[import-not-found, unused-ignore]
    from tokenizers import Tokenizer

    with reading(bert, "BertModel with SentencePiece"):
        definition = json.loads((bert / "tokenizer.json").read_text(encoding="utf-8"))
        used = count_pieces(Tokenizer.from_file(str(bert / "tokenizer.json")), texts)
        keep = choose_pieces(definition["model"]["vocab"], used, VOCABULARY)
        with safe_open(bert / "model.safetensors", "np") as file:
            vectors = file.get_tensor("embeddings.word_embeddings.weight")
    np.save(out / PIECES, pack_rows(vectors[keep]))
    trimmed = trimmed_tokenizer(definition, keep).encode()
    (out / TOKENIZER).write_bytes(gzip.compress(trimmed, 9, mtime=0))


def cut_english(bert: Path, out: Path) -> tuple[Tensor, list[int]]:
    """Write the tokenizer of an English BertModel, cut to Latin letters; gives its piece vectors and the ids kept."""
    from safetensors.torch import load_file  # type: ignore[import-not-found, unused-ignore]

    definition = json.loads((bert / "tokenizer.json").read_text(encoding="utf-8"))
    keep = choose_wordpieces(definition)
    vectors: Tensor = load_file(bert / "model.safetensors")["embeddings.word_embeddings.weight"]
    (out / TOKENIZER).write_bytes(gzip.compress(trimmed_wordpieces(definition, keep).encode(), 9, mtime=0))
    return vectors[keep], keep


def english_from_bert(bert: Path, out: Path, layers: int, tags: int) -> EnglishNetwork:
    """A network that starts from an English BertModel's encoder and piece vectors; writes its tokenizer.

    Raises ModelError.
    """
    with reading(bert, f"BertModel of {layers} layers with WordPiece"):
        vectors, _ = cut_english(bert, out)
        network = EnglishNetwork(layers, len(vectors), tags)
        load_bert(network, bert)
        network.pieces.weight.data.copy_(vectors)
    return network


def write_english(network: EnglishNetwork, vocabulary: EditVocabulary, out: Path) -> None:
    """Write what the tagger loads of an English network, beside its tokenizer."""
    weights = {name: value.float().numpy() for name, value in network.state_dict().items()}
    np.save(out / PIECES, pack_rows(weights.pop("pieces.weight")))
    np.savez_compressed(out / WEIGHTS, **packed(weights.pop("tags.weight"), weights.pop("tags.bias")))
    vocabulary.write(out / TAGS)
    export(weights, out / "encoder.onnx", hidden=True)


def from_bert(bert: Path, layers: int) -> Network:
    """A network that starts from the first layers of a BertModel's encoder. Raises ModelError."""
    with reading(bert, f"BertModel of {layers} layers"):
        network = Network(layers)
        load_bert(network, bert)
    return network


def from_tagger(folder: Path, out: Path) -> Network:
    """A network that goes on from a folder that is in use, with its pieces. Raises ModelError."""
    state = _stored(folder, out, (TOKENIZER, PIECES))
    with reading(folder, "tagger with today's heads"):
        network = Network(_layers(state))
        _fill(network, state)
    return network


def english_from_tagger(folder: Path, out: Path) -> EnglishNetwork:
    """A network that goes on from an English encoder that is in use, with its edits. Raises ModelError."""
    state = _stored(folder, out, (TOKENIZER, TAGS))
    with reading(folder, "English encoder"):
        state["pieces.weight"] = torch.from_numpy(unpack_rows(np.load(folder / PIECES)))
        with np.load(folder / WEIGHTS) as edits:
            state["tags.weight"] = torch.from_numpy(edits["codes"].astype(np.float32) * edits["scale"])
            state["tags.bias"] = torch.from_numpy(edits["bias"].astype(np.float32))
    with reading(folder, "English encoder with today's heads"):
        network = EnglishNetwork(_layers(state), len(state["pieces.weight"]), len(state["tags.bias"]))
        _fill(network, state)
    return network


def _layers(state: dict[str, Tensor]) -> int:
    return sum(name.endswith("qkv.bias") for name in state)


def _fill(network: Network, state: dict[str, Tensor]) -> None:
    """Load weights of which the last positions may be missing."""
    position = network.position.weight.data
    position[: len(state["position.weight"])] = state["position.weight"]
    network.load_state_dict(state | {"position.weight": position})


def _stored(folder: Path, out: Path, copied: Sequence[str]) -> dict[str, Tensor]:
    """The weights of a folder's graph; some of its files are copied to `out`. Raises ModelError."""
    from onnx import load, numpy_helper

    with reading(folder, "tagger"):
        stored = {item.name: numpy_helper.to_array(item) for item in load(folder / "encoder.onnx").graph.initializer}
        for name in copied:
            if folder.resolve() != out.resolve():
                shutil.copyfile(folder / name, out / name)
    weights = {name: torch.from_numpy(value.copy()) for name, value in stored.items() if "." in name}
    state = {}
    for name, value in weights.items():
        if name.endswith(".int8"):
            base = name.removesuffix(".int8")
            state[f"{base}.weight"] = (value.float() * weights[f"{base}.scale"]).T.contiguous()
        elif not name.endswith(".scale"):
            state[name] = value
    return state
