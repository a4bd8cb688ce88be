"""Cuts the vocabulary of a multilingual encoder to the pieces that earn their place, and packs their vectors.

The vectors are kept in 4 bits: blocks of 32 values, each with a half-precision scale, 18 bytes a block
(the layout Q4_0 of llama.cpp). Rows are unpacked a batch at a time, so the whole table is never in memory.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


#: `<s> <pad> </s> <unk>` come first.
SPECIAL = 4


def choose_pieces(vocabulary: list[list[Any]], used: Counter[int], size: int) -> list[int]:
    """Choose the ids to keep: special and single-character pieces, those used twice, then the likeliest.

    `vocabulary` is the list of (piece, log-probability) of a unigram tokenizer, in the order of ids.
    """
    keep = {i for i, (piece, _) in enumerate(vocabulary) if i < SPECIAL or len(piece.removeprefix("▁")) <= 1}
    keep.update(i for i, count in used.items() if count > 1)
    likeliest = sorted(range(len(vocabulary)), key=lambda i: -vocabulary[i][1])
    for i in likeliest:
        if len(keep) >= size:
            break
        if not vocabulary[i][0].startswith("<dup"):
            keep.add(i)
    return sorted(keep)


def trimmed_tokenizer(definition: dict[str, Any], keep: list[int]) -> str:
    """The tokenizer's JSON with the pieces of `keep` alone, numbered anew in that order."""
    model = definition["model"]
    number = {old: new for new, old in enumerate(keep)}
    special = {model["vocab"][old][0]: number[old] for old in keep[:SPECIAL]}
    model["vocab"] = [[piece, round(score, 4)] for piece, score in (model["vocab"][i] for i in keep)]
    model["unk_id"] = number[model["unk_id"]]
    definition["added_tokens"] = [
        t | {"id": special[t["content"]]} for t in definition["added_tokens"] if t["content"] in special
    ]
    for name, token in definition["post_processor"]["special_tokens"].items():
        token["ids"] = [special[name]]
    return json.dumps(definition, ensure_ascii=False, separators=(",", ":"))


def count_pieces(tokenizer: Any, texts: Iterable[str]) -> Counter[int]:
    """How often each piece is used in the texts."""
    used: Counter[int] = Counter()
    batch: list[str] = list(texts)
    for start in range(0, len(batch), 2000):
        for encoding in tokenizer.encode_batch(batch[start : start + 2000]):
            used.update(encoding.ids)
    return used


#: Signs of an English WordPiece vocabulary, in the order of `pieces.BOS`, `PAD` and `EOS`; one for the unknown follows.
WORDPIECE_SPECIAL = ("[CLS]", "[PAD]", "[SEP]", "[UNK]")


def choose_wordpieces(definition: dict[str, Any]) -> list[int]:
    """The ids to keep of a WordPiece tokenizer for English: its special signs, then pieces of Latin letters and signs.

    `definition` is the content of a tokenizer.json.
    """
    vocabulary: dict[str, int] = definition["model"]["vocab"]
    special = [vocabulary[name] for name in WORDPIECE_SPECIAL]
    return special + [i for piece, i in vocabulary.items() if not piece.startswith("[") and all(map(_is_latin, piece))]


def _is_latin(sign: str) -> bool:
    return sign < "\u0250" or "\u2010" <= sign < "\u2040" or sign in "€£"


def trimmed_wordpieces(definition: dict[str, Any], keep: list[int]) -> str:
    """The tokenizer's JSON with the pieces of `keep` alone, numbered anew in that order; it adds no special signs."""
    names = {i: piece for piece, i in definition["model"]["vocab"].items()}
    vocabulary = {names[old]: new for new, old in enumerate(keep)}
    kept = [t | {"id": vocabulary[t["content"]]} for t in definition["added_tokens"] if t["content"] in vocabulary]
    model = definition["model"] | {"vocab": vocabulary}
    changes = {"model": model, "added_tokens": kept, "truncation": None, "padding": None, "post_processor": None}
    return json.dumps(definition | changes, ensure_ascii=False, separators=(",", ":"))
