"""The tagger: how likely each word of a translation is wrong, from the text alone or beside its source.

An encoder of ten layers run by ONNX Runtime; its piece vectors stay packed in 4 bits and are unpacked for
the pieces of a batch. What it was trained on and how good it is: data/tagger/README.md.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.cancellation import checkpoint
from mtqa.errors import ModelError
from mtqa.models.calibration import Calibration
from mtqa.models.pieces import (
    BOS,
    EOS,
    MAX_TARGET,
    MAX_TOTAL,
    SENTENCE_HEADS,
    WORD_HEADS,
    collate_ids,
    unpack_rows,
    word_spans,
    words_of_tokens,
)
from mtqa.models.style import style_scores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float32]

FOLDER = Path(__file__).parents[1] / "data" / "tagger"
FILES = ("encoder.onnx", "pieces.npy", "tokenizer.json.gz", "style.npy", "calibration.json")
# Sentences of like length go through together; larger batches are no faster.
BATCH_TOKENS = 2048
# Texts that are read before it is asked whether to go on: a second's work, and enough to fill batches of like length.
CHUNK = 128
# Readings are kept for the texts of a document or two.
KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text's words, `spans` in code points, with log-odds: `words` (n, heads) and `sentence` (heads).

    `style` is the log-odds, by small habits of wording alone, that a machine wrote it.
    """

    spans: tuple[tuple[int, int], ...]
    words: Array
    sentence: Array
    style: float = 0.0

    def word(self, head: str) -> Array:
        """The log-odds of one head of WORD_HEADS, one for each word."""
        return self.words[:, WORD_HEADS.index(head)]

    def whole(self, head: str) -> float:
        """The log-odds of one head of SENTENCE_HEADS."""
        return float(self.sentence[SENTENCE_HEADS.index(head)])


@dataclass(frozen=True, slots=True)
class _Window:
    """A part of a text that goes through the encoder at once: its pieces, and the word of each."""

    text: int
    ids: list[int]
    owners: list[int]
    source: list[int]

    def __len__(self) -> int:
        return len(self.ids) + 2 + (len(self.source) + 2 if self.source else 0)


class Tagger:
    """Loads the weights of a folder (the package's own by default) and tags texts. Raises ModelError.

    Safe to share between threads.
    """

    def __init__(self, folder: Path = FOLDER, threads: int = 0) -> None:
        self.folder = folder
        self.threads = threads
        self._read: dict[tuple[str, str | None], Tagged] = {}
        self._lock = threading.Lock()

    @cached_property
    def signature(self) -> str:
        """Names the weights, for reports: the first digits of the digest of their calibration and size."""
        try:
            size = (self.folder / "encoder.onnx").stat().st_size
            content = (self.folder / "calibration.json").read_bytes() + str(size).encode()
        except OSError as error:
            raise ModelError(_missing(self.folder, error)) from error
        return "e5-10." + hashlib.sha256(content).hexdigest()[:8]

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
            raise ModelError(_missing(self.folder, error)) from error

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        try:
            return Tokenizer.from_str(gzip.decompress((self.folder / "tokenizer.json.gz").read_bytes()).decode())
        except OSError as error:
            raise ModelError(_missing(self.folder, error)) from error

    @cached_property
    def _pieces(self) -> NDArray[np.uint8]:
        try:
            return np.load(self.folder / "pieces.npy", mmap_mode="r")  # type: ignore[no-any-return]
        except OSError as error:
            raise ModelError(_missing(self.folder, error)) from error

    @cached_property
    def _style(self) -> Array:
        try:
            return np.load(self.folder / "style.npy").astype(np.float32)  # type: ignore[no-any-return]
        except OSError as error:
            raise ModelError(_missing(self.folder, error)) from error

    @cached_property
    def calibration(self) -> Calibration:
        """The maps from log-odds to probabilities that came with the weights."""
        return Calibration.read(self.folder / "calibration.json")

    def read(self, texts: Sequence[str], sources: Sequence[str | None] | None = None) -> list[Tagged]:
        """Like `tag`, and remembered, so that every rule shares one reading of a document."""
        pairs = list(zip(texts, sources or [None] * len(texts), strict=True))
        with self._lock:
            if len(self._read) > KEPT:
                self._read.clear()
            missing = list(dict.fromkeys(pair for pair in pairs if pair not in self._read))
            for first in range(0, len(missing), CHUNK):
                checkpoint()
                chunk = missing[first : first + CHUNK]
                tagged = self.tag([text for text, _ in chunk], [source for _, source in chunk])
                self._read.update(zip(chunk, tagged, strict=True))
            return [self._read[pair] for pair in pairs]

    def forget(self) -> None:
        """Lets go of what was read."""
        with self._lock:
            self._read.clear()

    def tag(
        self,
        texts: Sequence[str],
        sources: Sequence[str | None] | None = None,
        spans: Sequence[tuple[tuple[int, int], ...]] | None = None,
    ) -> list[Tagged]:
        """Tag texts, each with its source where there is one. `spans` are its words, if not those of `word_spans`."""
        words = [word_spans(text) for text in texts] if spans is None else list(spans)
        windows = self._windows(texts, sources or [None] * len(texts), words)
        tokens: list[Array] = [np.empty(0, np.float32)] * len(windows)
        wholes = list(tokens)
        for batch in _batches(windows):
            by_token, by_text = self._run([windows[i] for i in batch])
            for row, i in enumerate(batch):
                tokens[i] = by_token[row, 1 : len(windows[i].ids) + 1]
                wholes[i] = by_text[row]
        tagged = _joined(words, windows, tokens, wholes)
        styles = style_scores(texts, self._style)
        return [replace(item, style=style) for item, style in zip(tagged, styles, strict=True)]

    def _windows(
        self, texts: Sequence[str], sources: Sequence[str | None], spans: Sequence[tuple[tuple[int, int], ...]]
    ) -> list[_Window]:
        windows = []
        targets = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        others = self._tokenizer.encode_batch([source or "" for source in sources], add_special_tokens=False)
        for number, (text, target, other) in enumerate(zip(texts, targets, others, strict=True)):
            owners = words_of_tokens(target.offsets, spans[number], text)
            count = max(1, -(-len(target.ids) // MAX_TARGET))
            cuts = [len(target.ids) * i // count for i in range(count + 1)]
            for first, last in pairwise(cuts):
                # A long text's source is cut at the same share of its length, with some of what is around it.
                room = MAX_TOTAL - (last - first)
                start = max(0, len(other.ids) * first // max(1, len(target.ids)) - (room // 8 if first else 0))
                source = other.ids[start : start + room]
                windows.append(_Window(number, target.ids[first:last], owners[first:last], source))
        return windows

    def _run(self, windows: Sequence[_Window]) -> tuple[Array, Array]:
        ids, side = collate_ids(
            [([BOS, *w.ids, EOS, *([EOS, *w.source, EOS] if w.source else [])], len(w.ids) + 2) for w in windows]
        )
        known, place = np.unique(ids, return_inverse=True)
        vectors = unpack_rows(self._pieces[known])[place.reshape(ids.shape)]
        words, sentences = self._session.run(None, {"vectors": vectors, "side": side})
        return words, sentences


def _batches(windows: Sequence[_Window]) -> list[list[int]]:
    """Numbers of windows in batches of like length."""
    result: list[list[int]] = []
    longest = 0
    for i in sorted(range(len(windows)), key=lambda i: -len(windows[i])):
        if not result or longest * (len(result[-1]) + 1) > BATCH_TOKENS:
            result.append([])
            longest = len(windows[i])
        result[-1].append(i)
    return result


def _joined(
    spans: Sequence[tuple[tuple[int, int], ...]],
    windows: Sequence[_Window],
    tokens: Sequence[Array],
    wholes: Sequence[Array],
) -> list[Tagged]:
    """Average the log-odds of the pieces of each word, and those of the windows of each text."""
    sums: list[Array] = [np.zeros((len(words), len(WORD_HEADS)), np.float32) for words in spans]
    counts = [np.zeros((len(words), 1), np.float32) for words in spans]
    texts = [np.zeros(len(SENTENCE_HEADS), np.float32) for _ in spans]
    sizes = [0] * len(spans)
    for window, by_token, whole in zip(windows, tokens, wholes, strict=True):
        owners = np.array(window.owners, dtype=np.int64)
        kept = owners >= 0
        np.add.at(sums[window.text], owners[kept], by_token[kept])
        np.add.at(counts[window.text], owners[kept], 1)
        texts[window.text] += whole
        sizes[window.text] += 1
    return [
        Tagged(words, _mean(total, count[:, 0]), (whole / size).astype(np.float32))
        for words, total, count, whole, size in zip(spans, sums, counts, texts, sizes, strict=True)
    ]


def _mean(total: Array, count: Array) -> Array:
    """Means by word. A word in which no piece starts stands within the piece of a word before it, and has its value."""
    means: Array = (total / np.maximum(count, 1)[:, None]).astype(np.float32)
    for i in np.flatnonzero(count == 0):
        means[i] = means[i - 1] if i else 0
    return means


def _missing(folder: Path, error: Exception) -> str:
    if not all((folder / name).is_file() for name in FILES):
        return f"the tagger's files are not all in {folder}; reinstall mtqa, or name a folder made by `mtqa train`"
    return f"the tagger in {folder} does not load: {error}"
