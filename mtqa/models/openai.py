"""Any server that speaks the protocol of OpenAI (vLLM, llama.cpp, Ollama, a paid service).

It writes wordings, and compares them where it gives the log-probability of a given text (models/echo.py); it is asked
once whether it does, and elsewhere the embedded model compares. What is sent is said before it is sent.
"""

from __future__ import annotations

import json
import struct
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from mtqa.errors import ConfigError
from mtqa.models import echo
from mtqa.models.address import is_local, model_and_url
from mtqa.models.base import DEFAULT_SAMPLING, Question, Sampling
from mtqa.models.cache import Cache
from mtqa.models.catalogue import home
from mtqa.models.server import PASSING, Limits, Refused, Server, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtqa.models.base import LanguageModel, Token

T = TypeVar("T")

BAD_REQUEST, FORBIDDEN = 400, (401, 403)
# A token of English text is about four bytes, and one of most other scripts rather more than less.
BYTES_A_TOKEN = 4
TOLD = Sampling(temperature=0.7)
# Models that think first may not be told how to draw.
DRAWING = frozenset(("temperature", "top_p"))


@dataclass(frozen=True, slots=True)
class OpenAIOptions:
    """How the server is asked: seconds to wait, tries after the first, requests at once, and tokens a run may cost.

    `chat` asks `/chat/completions`; without it `/completions` goes on writing from the words before the place.
    `compare` lets the server compare wordings, if it can. `thinking` is how many tokens a model may think before it
    answers, and `extra` is sent along with every question that is to be answered in words.
    """

    timeout: float = 60.0
    retries: int = 3
    parallel: int = 4
    most_tokens: int = 200_000
    chat: bool = True
    compare: bool = True
    thinking: int = 0
    extra: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, least in (("retries", 0), ("parallel", 1), ("most_tokens", 0), ("thinking", 0)):
            if getattr(self, name) < least:
                raise ConfigError(f"language_model_options: '{name}' should be at least {least}")
        if not self.timeout > 0:
            raise ConfigError("language_model_options: 'timeout' should be more than 0 seconds")


class OpenAI:
    """A model of a server, by `MODEL@URL` or, at OpenAI itself, `MODEL`; `scorer` compares where the server cannot.

    Safe to share between threads. `cache` allows remembering answers and scores on disk.
    """

    writes = True

    def __init__(
        self,
        name: str,
        options: OpenAIOptions,
        scorer: LanguageModel,
        *,
        offline: bool = False,
        cache: bool = True,
        limits: Limits | None = None,
    ) -> None:
        self.model, url = model_and_url(name)
        self.options = options
        self.signature = f"{scorer.signature}+openai:{self.model}"
        self._scorer = scorer
        self._address = urlsplit(url)
        self._local = is_local(self._address.hostname or "")
        if offline and not self._local:
            raise ConfigError(f"language_model: --offline forbids asking {self._address.hostname}")
        self.server = Server(
            url, limits or Limits(options.timeout, options.retries, options.most_tokens, options.parallel)
        )
        self._scores = Cache(home() / "scores-1.sqlite" if cache else None, f"total openai:{url} {self.model}")
        self._answers = Cache(home() / "answers-1.sqlite" if cache else None, f"openai:{url} {self.model}")
        self._compares: bool | None = None if options.compare else False
        self._said = self._one_at_a_time = False
        # What this server calls the limit on an answer, and settings that it does not know.
        self._limit_name, self._unknown = "max_tokens", frozenset[str]()
        self._lock = threading.RLock()

    def forget(self) -> None:
        """Lets go of what the embedded model keeps in memory."""
        forget = getattr(self._scorer, "forget", None)
        if forget is not None:
            forget()

    def score(self, texts: Sequence[str]) -> list[float]:
        if self._compares is False:
            return self._scorer.score(texts)
        known = {text: struct.unpack("<d", value)[0] for text, value in self._scores.get(list(texts)).items()}
        new = [text for text in dict.fromkeys(texts) if text and text not in known]
        # The differences of one model's scores say something, those of two models nothing.
        if new and not self._can_compare():
            return self._scorer.score(texts)
        found = dict(zip(new, self._all(self._score, new), strict=True))
        self._scores.put({text: struct.pack("<d", value) for text, value in found.items()})
        known |= found | {"": 0.0}
        return [known[text] for text in texts]

    def tokens(self, texts: Sequence[str]) -> list[list[Token]]:
        """By the embedded model, since servers do not say where in a text a token stands. Raises ModelError."""
        return self._scorer.tokens(texts)

    def generate(
        self, prompts: Sequence[str], samples: int = 1, sampling: Sampling = DEFAULT_SAMPLING
    ) -> list[list[str]]:
        def ask(prompt: str) -> list[str]:
            return self._asked("completions", {"prompt": prompt, "stop": sampling.stop}, samples, sampling)

        return self._all(ask, prompts)

    def answer(self, questions: Sequence[Question], samples: int = 1) -> list[list[str]] | None:
        """Answers to each question. None where the server is not to chat. Raises ModelError."""
        if not self.options.chat:
            return None

        def ask(one: Question) -> list[str]:
            messages = [{"role": "system", "content": one.instruction}, {"role": "user", "content": one.text}]
            room = one.max_tokens + self.options.thinking
            sampling = Sampling(max_tokens=room, temperature=TOLD.temperature, top_p=TOLD.top_p)
            return self._asked("chat/completions", {"messages": messages}, samples, sampling)

        return self._all(ask, questions)

    def _score(self, text: str) -> float:
        body = echo.question(text) | {"model": self.model}
        return self.server.ask("completions", body, _tokens(text) + 2, partial(echo.total, text))

    def _can_compare(self) -> bool:
        with self._lock:
            if self._compares is None:
                self._say()
                self._compares = self._probed()
                if not self._compares:
                    sys.stderr.write(
                        f"mtqa: {self.server.host} does not say how likely a given text is; "
                        "the embedded model compares wordings\n"
                    )
            return self._compares

    def _probed(self) -> bool:
        body = echo.question(echo.PROBE) | {"model": self.model}
        read = partial(echo.covered, echo.PROBE)
        try:
            # Some servers answer a question that they do not know by 500, which does not pass.
            return self.server.ask("completions", body, _tokens(echo.PROBE) + 2, read, PASSING - {500}) is not None
        except Refused as refused:
            if refused.code in FORBIDDEN:
                raise
            return False

    def _asked(self, path: str, question: dict[str, object], samples: int, sampling: Sampling) -> list[str]:
        key = json.dumps([path, question, samples, sampling.max_tokens, sampling.temperature, self.options.extra])
        known = self._answers.get([key]).get(key)
        if known is not None:
            return list(map(str, json.loads(known)))
        found = self._answered(path, question, samples, sampling)
        self._answers.put({key: json.dumps(found).encode()})
        return found

    def _answered(self, path: str, question: dict[str, object], samples: int, sampling: Sampling) -> list[str]:
        cost = _tokens(json.dumps(question, ensure_ascii=False)) + sampling.max_tokens
        if samples > 1 and self._one_at_a_time:
            return [text for _ in range(samples) for text in self._answered(path, question, 1, sampling)]
        body = self._body(question, samples, sampling)
        try:
            found = self.server.ask(path, body, cost + (samples - 1) * sampling.max_tokens, texts)
        except Refused as refused:
            if refused.code != BAD_REQUEST or not self._learnt(str(refused), body, samples):
                raise
            return self._answered(path, question, samples, sampling)
        if len(found) < samples:
            # Ollama gives one answer however many are wanted; llama.cpp refuses to give more than it has slots.
            self._one_at_a_time = True
            found += self._answered(path, question, samples - len(found), sampling)
        return found[:samples]

    def _body(self, question: dict[str, object], samples: int, sampling: Sampling) -> dict[str, object]:
        settings: dict[str, object] = {
            "model": self.model, "n": samples, self._limit_name: sampling.max_tokens,
            "temperature": sampling.temperature, "top_p": sampling.top_p,
        }  # fmt: skip
        known = {name: value for name, value in settings.items() if name not in self._unknown}
        return question | known | self.options.extra

    def _learnt(self, reason: str, body: dict[str, object], samples: int) -> bool:
        """Whether a refusal tells of something to ask otherwise; then the next question is asked so."""
        own = body.keys() - self.options.extra.keys()
        if "max_completion_tokens" in reason and "max_tokens" in own:
            self._limit_name = "max_completion_tokens"
            return True
        if any(name in reason and name in own for name in DRAWING):
            self._unknown |= DRAWING
            return True
        self._one_at_a_time |= samples > 1
        return samples > 1

    def _all(self, ask: Callable[[T], Any], questions: Sequence[T]) -> list[Any]:
        if not questions:
            return []
        self._say()
        with ThreadPoolExecutor(self.options.parallel) as pool:
            try:
                return list(pool.map(ask, questions))
            except BaseException:
                # What waits behind a failure would cost and help nobody.
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _say(self) -> None:
        with self._lock:
            if self._said:
                return
            self._said = True
            where = "on this machine" if self._local else "on another machine"
            if not self._local and self._address.scheme == "http":
                where += ", unencrypted"
            why = "for wordings" + (" and to compare them" if self._compares is not False else "")
            sys.stderr.write(
                "mtqa: sends sentences of drafts in which something may be wrong, with the sentences beside them and "
                f"their sources, to {self.server.host}, {where}, {why}; the model is {self.model}\n"
            )


def _tokens(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass")) // BYTES_A_TOKEN + 1
