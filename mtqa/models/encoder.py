"""An encoder of word pieces run by ONNX Runtime: texts in, logits of each piece and of each text out.

Piece vectors stay packed in 4 bits and are unpacked for the pieces of a batch. Sentences of like length go through
together; a long text goes through in windows.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.errors import ModelError
from mtqa.models.batching import batches
from mtqa.models.pieces import (
    BOS,
    EOS,
    MAX_TARGET,
    MAX_TOTAL,
    SOURCE,
    TAGGED_HEADS,
    TARGET,
    WORD_HEADS,
    collate_ids,
    shapes,
    unpack_rows,
    words_of_tokens,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from mtqa.models.pieces import Spans

    Array = NDArray[np.float32]

FILES = ("encoder.onnx", "pieces.npy", "tokenizer.json.gz")
# Larger batches are no faster.
BATCH_TOKENS = 2048


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a text that goes through the encoder at once: ids and sides of its pieces, and the word of each.

    `owners` has one entry for each piece of the target between the two signs that enclose it, -1 for none.
    """

    text: int
    ids: list[int]
    sides: list[int]
    owners: list[int]
    first: bool


@dataclass(frozen=True, slots=True)
class Output:
    """What a window gives: logits of its target's pieces (n, heads) and of the whole (heads).

    `start` are the logits of the sign before the first piece; `hidden` are the states (n + 1, width), that sign's
    first, of an encoder that gives them.
    """

    window: Window
    words: Array
    sentence: Array
    start: Array
    hidden: Array | None


class Encoder:
    """Loads the files of a folder when it is first asked. Raises ModelError.

    `by_shape`: the sides of pieces tell their capitals and spaces (English alone); else target from source.
    """

    def __init__(self, folder: Path, threads: int = 0, *, by_shape: bool = False) -> None:
        self.folder, self.threads, self.by_shape = folder, threads, by_shape

    def run(self, texts: Sequence[str], sources: Sequence[str | None], spans: Sequence[Spans]) -> Iterator[Output]:
        """What every window of the texts gives, in no order. `spans` are the words of each text."""
        for batch in batches(self._windows(texts, sources, spans), BATCH_TOKENS):
            yield from self._outputs(batch)

    @cached_property
    def _session(self) -> Any:
        # ONNX Runtime takes 0.1 s to import; commands that tag nothing never pay for it.
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(
                str(self.folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # its exceptions share no base class of their own
            raise ModelError(missing(self.folder, error)) from error

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        try:
            return Tokenizer.from_str(gzip.decompress((self.folder / "tokenizer.json.gz").read_bytes()).decode())
        except Exception as error:  # a damaged file raises whatever its library does
            raise ModelError(missing(self.folder, error)) from error

    @cached_property
    def _pieces(self) -> NDArray[np.uint8]:
        try:
            return np.load(self.folder / "pieces.npy", mmap_mode="r")  # type: ignore[no-any-return]
        except Exception as error:  # a damaged file raises whatever its library does
            raise ModelError(missing(self.folder, error)) from error

    def _windows(self, texts: Sequence[str], sources: Sequence[str | None], spans: Sequence[Spans]) -> Iterator[Window]:
        targets = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        others = self._tokenizer.encode_batch([source or "" for source in sources], add_special_tokens=False)
        for number, (text, target, other) in enumerate(zip(texts, targets, others, strict=True)):
            owners = words_of_tokens(target.offsets, spans[number], text)
            kinds = shapes(text, target.offsets) if self.by_shape else [TARGET] * len(owners)
            count = max(1, -(-len(target.ids) // MAX_TARGET))
            cuts = [len(target.ids) * i // count for i in range(count + 1)]
            for first, last in pairwise(cuts):
                # A long text's source is cut at the same share of its length, with some of what is around it.
                room = MAX_TOTAL - (last - first)
                start = max(0, len(other.ids) * first // max(1, len(target.ids)) - (room // 8 if first else 0))
                source = other.ids[start : start + room]
                tail = [EOS, *source, EOS] if source else []
                ids = [BOS, *target.ids[first:last], EOS, *tail]
                sides = [TARGET, *kinds[first:last], TARGET, *[SOURCE] * len(tail)]
                yield Window(number, ids, sides, owners[first:last], first == 0)

    def _outputs(self, windows: Sequence[Window]) -> Iterator[Output]:
        ids, side = collate_ids([(window.ids, window.sides) for window in windows])
        known, place = np.unique(ids, return_inverse=True)
        vectors = unpack_rows(self._pieces[known])[place.reshape(ids.shape)]
        words, sentences, *states = self._session.run(None, {"vectors": vectors, "side": side})
        if words.shape[-1] != len(TAGGED_HEADS if self.by_shape else WORD_HEADS):
            raise ModelError(f"the tagger in {self.folder} was trained by another version of mtqa; train it anew")
        for row, window in enumerate(windows):
            end = len(window.owners) + 1
            hidden = states[0][row, :end] if states else None
            yield Output(window, words[row, 1:end], sentences[row], words[row, 0], hidden)


def missing(folder: Path, error: Exception) -> str:
    """What to say of a folder whose files do not load."""
    if not all((folder / name).is_file() for name in FILES):
        return f"the tagger's files are not all in {folder}; reinstall mtqa, or name a folder made by `mtqa train`"
    return f"the tagger in {folder} does not load: {error}"
