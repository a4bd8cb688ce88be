"""The embedded language model, SmolLM2-135M, run by CTranslate2: no torch, no account, no network once it is pulled."""

from __future__ import annotations

import os
import sys
import threading
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.errors import ModelError
from mtqa.models import store
from mtqa.models.base import DEFAULT_SAMPLING, Sampling, Token
from mtqa.models.cache import Cache
from mtqa.models.catalogue import entry, home

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    LogProbabilities = NDArray[np.float32]

# A longer text is scored in windows of this many tokens. Each takes the last tokens of the one before as context.
WINDOW = 512
OVERLAP = 128

# Tokens computed at once, by one core: fewer where that keeps a core idle. A token's logits are 200 KB.
BATCH_TOKENS = (64, 256)

# Prompts continued at once, by one core. A token of each of their beams takes 46 KB.
PROMPTS = 8

# Texts whose log-probabilities are kept in memory.
KEPT = 20_000


class Embedded:
    """A language model from the store, loaded when a text is asked for that neither memory nor the cache knows.

    `offline` forbids fetching it; `cache` allows remembering scores on disk; 0 `threads` are one a core.
    Safe to share between threads.
    """

    writes = False

    def __init__(
        self, *, offline: bool = False, cache: bool = True, threads: int = 0, name: str = store.DEFAULT
    ) -> None:
        self.name = name
        self._threads = threads or _cores()
        self.signature = store.signature(name)
        self._offline = offline
        self._cache = Cache(home() / "scores-1.sqlite" if cache else None, self.signature)
        self._kept: dict[str, LogProbabilities] = {}
        self._lock = threading.RLock()

    def require(self) -> None:
        """Raise ModelError if the model is neither here nor to be fetched."""
        _ = self._folder

    def forget(self) -> None:
        """Lets go of the scores in memory."""
        with self._lock:
            self._kept.clear()

    def score(self, texts: Sequence[str]) -> list[float]:
        known = self._log_probabilities(texts)
        return [float(known[text].sum(dtype=np.float64)) for text in texts]

    def tokens(self, texts: Sequence[str]) -> list[list[Token]]:
        known = self._log_probabilities(texts)
        encodings = self._tokenizer.encode_batch(list(texts))
        return [
            [Token(start, end, float(value)) for (start, end), value in zip(encoding.offsets, known[text], strict=True)]
            for text, encoding in zip(texts, encodings, strict=True)
        ]

    def generate(
        self, prompts: Sequence[str], samples: int = 1, sampling: Sampling = DEFAULT_SAMPLING
    ) -> list[list[str]]:
        starts = [[self._begin, *encoding.tokens] for encoding in self._tokenizer.encode_batch(list(prompts))]
        with self._lock:
            results = self._generator.generate_batch(
                starts,
                num_hypotheses=samples,
                include_prompt_in_result=False,
                max_length=sampling.max_tokens,
                max_batch_size=PROMPTS,
                **_drawing(samples, sampling),
            )
        return [
            [_until(self._tokenizer.decode(ids), sampling.stop) for ids in result.sequences_ids] for result in results
        ]

    def _log_probabilities(self, texts: Sequence[str]) -> dict[str, LogProbabilities]:
        """The log-probabilities of the tokens of each distinct text."""
        with self._lock:
            missing = [text for text in dict.fromkeys(texts) if text not in self._kept]
            if len(self._kept) + len(missing) > KEPT:
                self._kept = {text: self._kept[text] for text in set(texts) & self._kept.keys()}
            remembered = self._cache.get(missing)
            self._kept |= {text: np.frombuffer(value, np.float32) for text, value in remembered.items()}
            new = [text for text in missing if text not in remembered]
            if new:
                computed = dict(zip(new, self._computed(new), strict=True))
                self._cache.put({text: value.tobytes() for text, value in computed.items()})
                self._kept |= computed
            return {text: self._kept[text] for text in texts}

    def _computed(self, texts: Sequence[str]) -> list[LogProbabilities]:
        encodings = self._tokenizer.encode_batch(list(texts))
        windows = [
            (number, kept, window)
            for number, encoding in enumerate(encodings)
            for kept, window in _windows(encoding.tokens)
        ]
        least, most = BATCH_TOKENS
        share = sum(len(window) for _, _, window in windows) // self._threads
        results = self._generator.score_batch(
            [[self._begin, *window] for _, _, window in windows],
            max_batch_size=min(max(share, least), most),
            batch_type="tokens",
            max_input_length=0,
        )
        parts: list[list[LogProbabilities]] = [[] for _ in texts]
        for (number, kept, _), result in zip(windows, results, strict=True):
            parts[number].append(np.asarray(result.log_probs[kept:], np.float32))
        return [np.concatenate(part) if part else np.zeros(0, np.float32) for part in parts]

    @cached_property
    def _folder(self) -> Path:
        folder = store.installed(self.name)
        if folder is not None:
            return folder
        model = entry(self.name)
        if self._offline:
            raise ModelError(
                f"the language model {model.title} is not on this machine, and --offline forbids fetching it; "
                f"run: mtqa models pull {self.name}"
            )
        sys.stderr.write(f"mtqa: fetching {model.title} ({model.size / 1e6:.0f} MB, once)\n")
        return store.pull(self.name)

    @cached_property
    def _begin(self) -> str:
        return entry(self.name).begin

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self._folder / "tokenizer.json"))

    @cached_property
    def _generator(self) -> Any:
        # CTranslate2 reads this at its first use. MKL packs the weights: with it the model loads in 1.0 s of
        # processor time and takes 1.25 GB, without it 0.3 s and 0.58 GB, at the same speed (an Intel Xeon).
        os.environ.setdefault("CT2_USE_MKL", "0")
        import ctranslate2

        try:
            # A core a batch, rather than all of them on one: that is 1.9 times as fast where other programs run,
            # since no core waits for another after each matrix.
            return ctranslate2.Generator(
                str(self._folder), compute_type="float32", inter_threads=self._threads, intra_threads=1
            )
        except (RuntimeError, ValueError) as error:
            raise ModelError(
                f"the language model in {self._folder} does not load ({error}); "
                f"delete that folder and run: mtqa models pull {self.name}"
            ) from error


def _windows(tokens: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The windows of a text, each with the number of its first tokens that are context only."""
    if tokens:
        yield 0, tokens[:WINDOW]
    for start in range(WINDOW, len(tokens), WINDOW - OVERLAP):
        yield OVERLAP, tokens[start - OVERLAP : start + WINDOW - OVERLAP]


def _drawing(samples: int, sampling: Sampling) -> dict[str, Any]:
    if sampling.temperature == 0:
        return {"beam_size": samples}
    return {
        "sampling_temperature": sampling.temperature,
        "sampling_topk": sampling.top_k,
        "sampling_topp": sampling.top_p,
    }


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _until(text: str, stop: str | None) -> str:
    return text.split(stop, 1)[0] if stop else text
