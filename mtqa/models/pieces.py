"""What training and tagging must do alike: the heads, the words of a text, their pieces, and the packed vectors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: What is asked of every word. `omission`: something is missing before it. `damage`: plainly broken English.
#: `disagreement`: the share of other translations of its source that do without it.
WORD_HEADS = ("post_edit", "mqm", "mqm_severe", "damage", "omission", "disagreement")
#: What a tagger says of every word: those, and whether it is to be edited, 0 from a tagger without an edit head.
TAGGED_HEADS = (*WORD_HEADS, "slip")
#: What is asked of every sentence. `machine`: translated by a machine and not edited.
SENTENCE_HEADS = ("machine", "hter", "mqm", "damaged")
WORD = re.compile(r"\d+(?:[.,]\d+)+|\w+(?:['’.\-]\w+)*|[^\w\s]")
BOS, PAD, EOS = 0, 1, 2
#: Sides of pieces where a source may stand beside the target; padding is 0.
TARGET, SOURCE = 1, 2
#: How many sides there are where they tell capitals and spaces instead: padding, and two times four.
SHAPES = 9
#: Pieces of the target, and of target and source together, that go through the encoder at once.
MAX_TARGET, MAX_TOTAL = 160, 240
# 32 values in 4 bits with a half-precision scale: the layout Q4_0 of llama.cpp.
BLOCK, BLOCK_BYTES = 32, 18

Spans = tuple[tuple[int, int], ...]


def word_spans(text: str) -> Spans:
    """Half-open spans, in code points, of the words and of the single signs of running text."""
    return tuple(match.span() for match in WORD.finditer(text))


def words_of_tokens(offsets: Sequence[tuple[int, int]], spans: Spans, text: str) -> list[int]:
    """For each piece the number of the word in which it starts; -1 where it covers none."""
    owners, w = [], 0
    for first, end in offsets:
        start = first
        while start < end and text[start].isspace():
            start += 1  # the tokenizer gives the space before a word to the word
        while w < len(spans) and spans[w][1] <= start:
            w += 1
        owners.append(w if w < len(spans) and start < end and spans[w][0] < end else -1)
    return owners


def shapes(text: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """For each piece 1 to 8, for what an encoder without capitals does not see of it.

    One more than: 0 in lower case, or a sign; 1 capitalised, 2 in capitals, 3 mixed; and 4 behind a space.
    """
    return [1 + _case(text[start:end]) + 4 * (not start or text[start - 1].isspace()) for start, end in offsets]


def _case(piece: str) -> int:
    if piece.lower() == piece:
        return 0
    if piece.upper() == piece and len(piece) > 1:
        return 2
    return 1 if piece[0].isupper() and piece[1:].lower() == piece[1:] else 3


def collate_ids(rows: Sequence[tuple[list[int], list[int]]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pad rows of ids and of sides to two arrays (batch, length); the side of padding is 0."""
    length = max(len(ids) for ids, _ in rows)
    padded = np.full((len(rows), length), PAD, np.int64)
    side = np.zeros((len(rows), length), np.int64)
    for i, (ids, sides) in enumerate(rows):
        padded[i, : len(ids)] = ids
        side[i, : len(sides)] = sides
    return padded, side


def pack_rows(rows: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Pack (n, width) float rows into (n, width / 32 * 18) bytes; width is a multiple of 32."""
    blocks = rows.reshape(-1, BLOCK)
    extreme = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=1)[:, None], axis=1)
    scale = (extreme / -8).astype(np.float16)
    divisor = np.where(scale == 0, 1, scale).astype(np.float32)
    codes = np.clip(np.rint(blocks / divisor) + 8, 0, 15).astype(np.uint8)
    packed = codes[:, : BLOCK // 2] | (codes[:, BLOCK // 2 :] << 4)
    return np.concatenate([scale.view(np.uint8).reshape(-1, 2), packed], axis=1).reshape(len(rows), -1)


def unpack_rows(packed: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Rows of 4-bit blocks as floats: (n, blocks * 18) bytes to (n, blocks * 32)."""
    blocks = packed.reshape(-1, BLOCK_BYTES)
    scale = np.ascontiguousarray(blocks[:, :2]).view(np.float16).astype(np.float32)
    codes = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32) - 8
    return (codes * scale).reshape(len(packed), -1)
