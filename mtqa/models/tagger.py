"""The tagger: how likely each word of a translation is wrong, from the text alone or beside its source.

Two encoders read the text: a multilingual one, beside the source where there is one, and an English one, whose
log-odds are averaged with the first one's. What they were trained on and how good they are: data/tagger/README.md.
"""

from __future__ import annotations

import hashlib
import threading
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mtqa.cancellation import checkpoint
from mtqa.errors import ModelError
from mtqa.models.calibration import Calibration
from mtqa.models.edit_head import EditHead, asked_of
from mtqa.models.encoder import Encoder, missing
from mtqa.models.pieces import SENTENCE_HEADS, TAGGED_HEADS, WORD_HEADS, word_spans
from mtqa.models.style import style_scores

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from mtqa.models.edit_head import Guess
    from mtqa.models.encoder import Output
    from mtqa.models.pieces import Spans

    Array = NDArray[np.float32]

FOLDER = Path(__file__).parents[1] / "data" / "tagger"
#: The folder of the English encoder in a tagger's; a tagger may do without.
ENGLISH = "english"
# Texts that are read before it is asked whether to go on: a second's work, and enough to fill batches of like length.
CHUNK = 128
# Readings are kept for the texts of a document or two.
KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text's words, `spans` in code points, with log-odds: `words` (n, TAGGED_HEADS), `sentence` (SENTENCE_HEADS).

    `style` is the log-odds, by small habits of wording alone, that a machine wrote it. `guesses` are the words that
    may need an edit, in order, from a tagger with an English encoder.
    """

    spans: tuple[tuple[int, int], ...]
    words: Array
    sentence: Array
    style: float = 0.0
    guesses: tuple[Guess, ...] = ()

    def word(self, head: str) -> Array:
        """The log-odds of one head of TAGGED_HEADS, one for each word."""
        return self.words[:, TAGGED_HEADS.index(head)]

    def whole(self, head: str) -> float:
        """The log-odds of one head of SENTENCE_HEADS."""
        return float(self.sentence[SENTENCE_HEADS.index(head)])


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
            encoders = [self.folder / "encoder.onnx", self.folder / ENGLISH / "encoder.onnx"]
            sizes = [path.stat().st_size for path in encoders if path.is_file()]
            content = (self.folder / "calibration.json").read_bytes() + str(sizes).encode()
        except OSError as error:
            raise ModelError(missing(self.folder, error)) from error
        return "e5-10." + hashlib.sha256(content).hexdigest()[:8]

    @cached_property
    def _multilingual(self) -> Encoder:
        return Encoder(self.folder, self.threads)

    @cached_property
    def _english(self) -> Encoder | None:
        folder = self.folder / ENGLISH
        return Encoder(folder, self.threads, by_shape=True) if folder.is_dir() else None

    @cached_property
    def _edit_head(self) -> EditHead:
        return EditHead(self.folder / ENGLISH)

    @cached_property
    def _style(self) -> Array:
        try:
            return np.load(self.folder / "style.npy").astype(np.float32)  # type: ignore[no-any-return]
        except (OSError, ValueError, EOFError) as error:
            raise ModelError(missing(self.folder, error)) from error

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
        beside = [source is not None for source in sources or [None] * len(texts)]
        tagged, english = self.readings(texts, sources, spans)
        if english is not None:
            shares = [self.calibration.english[source] for source in beside]
            tagged = [_mean_of(*readings) for readings in zip(tagged, english, shares, strict=True)]
        return [
            replace(item, words=self.calibration.weighed(item.words, beside=source), style=style)
            for item, source, style in zip(tagged, beside, style_scores(texts, self._style), strict=True)
        ]

    def readings(
        self,
        texts: Sequence[str],
        sources: Sequence[str | None] | None = None,
        spans: Sequence[tuple[tuple[int, int], ...]] | None = None,
    ) -> tuple[list[Tagged], list[Tagged] | None]:
        """What each encoder makes of texts, before anything is weighed; the English one may be missing."""
        words = [word_spans(text) for text in texts] if spans is None else list(spans)
        others = sources or [None] * len(texts)
        multilingual = _joined(words, self._multilingual.run(texts, others, words))
        return multilingual, self._read_alone(self._english, texts, words) if self._english else None

    def _read_alone(self, encoder: Encoder, texts: Sequence[str], words: Sequence[Spans]) -> list[Tagged]:
        """What the English encoder makes of texts, with its guesses at edits."""
        guesses: dict[int, dict[int, Guess]] = defaultdict(dict)
        outputs, asked = [], []
        for output in encoder.run(texts, [None] * len(texts), words):
            asked.append(asked_of(output))
            outputs.append(replace(output, hidden=None))
        for output, found in zip(outputs, self._edit_head.guesses(asked), strict=True):
            for guess in found:
                guesses[output.window.text].setdefault(guess.word, guess)
        tagged = _joined(words, outputs)
        return [
            replace(item, guesses=tuple(guesses[number][word] for word in sorted(guesses[number])))
            for number, item in enumerate(tagged)
        ]


def _mean_of(one: Tagged, other: Tagged, share: float) -> Tagged:
    """The weighted mean of two readings; `share` is the other's."""
    shares = np.array([share] * len(WORD_HEADS) + [1], np.float32)
    words = one.words + shares * (other.words - one.words)
    sentence = one.sentence + share * (other.sentence - one.sentence)
    return Tagged(one.spans, words, sentence, guesses=other.guesses)


def _joined(spans: Sequence[Spans], outputs: Iterable[Output]) -> list[Tagged]:
    """Average the log-odds of the pieces of each word, and those of the windows of each text."""
    sums: list[Array] = [np.zeros((len(words), len(TAGGED_HEADS)), np.float32) for words in spans]
    counts = [np.zeros((len(words), 1), np.float32) for words in spans]
    texts = [np.zeros(len(SENTENCE_HEADS), np.float32) for _ in spans]
    sizes = [0] * len(spans)
    for output in outputs:
        owners, text = np.array(output.window.owners, dtype=np.int64), output.window.text
        kept = owners >= 0
        np.add.at(sums[text][:, : output.words.shape[1]], owners[kept], output.words[kept])
        np.add.at(counts[text], owners[kept], 1)
        texts[text] += output.sentence
        sizes[text] += 1
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
