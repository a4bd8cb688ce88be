"""The tagger's network: a BERT encoder over given word vectors, with small heads for words and for the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from mtqa.models.pieces import SENTENCE_HEADS, SHAPES, TARGET, WORD_HEADS

if TYPE_CHECKING:
    from pathlib import Path

WIDTH, HEADS, INNER, POSITIONS = 384, 12, 1536, 512
_EPSILON = 1e-12


class LockedDropout(nn.Module):  # type: ignore[misc]
    """Drops the same features at every place of a sentence: as good a brake, and far fewer random numbers."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.share:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2]) >= self.share
        return x * (kept / (1 - self.share)).to(x.dtype)


class Layer(nn.Module):  # type: ignore[misc]
    """One post-norm transformer layer."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, _EPSILON), nn.LayerNorm(WIDTH, _EPSILON)
        self.dropout = LockedDropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        # The fused attention's backward pass takes most of a step on a processor; plain products do not.
        seen = torch.softmax(q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + mask, dim=-1).to(v.dtype) @ v
        x = self.norm1(x + self.dropout(self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.norm2(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))


class Network(nn.Module):  # type: ignore[misc]
    """From word vectors (batch, length, width) to logits of every token and of every sentence.

    `side` is 1 on the tokens of the target, 2 on those of the source, 0 on padding; in a network of SHAPES sides, which
    reads no source, it tells of the target's tokens what `pieces.shapes` does.
    """

    def __init__(self, layers: int, dropout: float = 0.1, sides: int = 3, words: int = len(WORD_HEADS)) -> None:
        super().__init__()
        self.position, self.side = nn.Embedding(POSITIONS, WIDTH), nn.Embedding(sides, WIDTH)
        self.norm, self.dropout = nn.LayerNorm(WIDTH, _EPSILON), LockedDropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.word, self.sentence = nn.Linear(WIDTH, words), nn.Linear(WIDTH, len(SENTENCE_HEADS))

    def states(self, vectors: Tensor, side: Tensor) -> Tensor:
        """The states (batch, length, width) of the last layer."""
        places = torch.arange(vectors.shape[1], device=vectors.device)
        x = self.dropout(self.norm(vectors + self.position(places)[None] + self.side(side)))
        if torch.is_autocast_enabled("cpu"):
            x = x.to(torch.bfloat16)  # else the sums between layers stay in float32, and a third of a step is casting
        mask = (side == 0).to(x.dtype)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def whole(self, x: Tensor, side: Tensor) -> Tensor:
        """The logits of every sentence, from the mean of its target's states."""
        of_target = side > 0 if self.side.num_embeddings == SHAPES else side == TARGET
        target = of_target.to(x.dtype)[:, :, None]
        return self.sentence((x * target).sum(1) / target.sum(1).clamp(min=1))

    def forward(self, vectors: Tensor, side: Tensor) -> tuple[Tensor, Tensor]:
        x = self.states(vectors, side)
        return self.word(x), self.whole(x, side)


class EnglishNetwork(Network):
    """An encoder of English with its own piece vectors, which also says of each word how to edit it.

    The last of its word heads is whether the word is to be edited at all; `tags` gives the logits of the edits.
    """

    def __init__(self, layers: int, pieces: int, tags: int, dropout: float = 0.1) -> None:
        super().__init__(layers, dropout, SHAPES, len(WORD_HEADS) + 1)
        self.pieces, self.tags = nn.Embedding(pieces, WIDTH), nn.Linear(WIDTH, tags)


def load_bert(network: Network, folder: Path) -> None:
    """Start from the encoder of a transformers BertModel of the same width (its first layers)."""
    from safetensors.torch import load_file  # type: ignore[import-not-found, unused-ignore]

    given = load_file(folder / "model.safetensors")
    state = network.state_dict()
    emb = "embeddings."
    state["position.weight"] = given[emb + "position_embeddings.weight"][:POSITIONS]
    state["side.weight"] = given[emb + "token_type_embeddings.weight"][:1].repeat(len(state["side.weight"]), 1)
    state["norm.weight"], state["norm.bias"] = given[emb + "LayerNorm.weight"], given[emb + "LayerNorm.bias"]
    names = {"out": "attention.output.dense", "inner": "intermediate.dense", "outer": "output.dense",
             "norm1": "attention.output.LayerNorm", "norm2": "output.LayerNorm"}  # fmt: skip
    for i in range(len(network.layers)):
        for kind in ("weight", "bias"):
            at = f"encoder.layer.{i}."
            parts = [given[f"{at}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
            state[f"layers.{i}.qkv.{kind}"] = torch.cat(parts)
            state |= {f"layers.{i}.{ours}.{kind}": given[f"{at}{theirs}.{kind}"] for ours, theirs in names.items()}
    network.load_state_dict(state)
