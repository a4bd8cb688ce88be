"""Any server that speaks the protocol of OpenAI (vLLM, llama.cpp, Ollama, a paid service), for wordings.

Such servers rarely score a given text, and each question costs: the server proposes, the embedded model compares.
What is sent is said before it is sent. The key comes from the environment alone, and is in no message.
"""

from __future__ import annotations

import ipaddress
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from mtqa.errors import ConfigError
from mtqa.models.base import DEFAULT_SAMPLING, Sampling
from mtqa.models.server import Limits, Refused, Server

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtqa.models.base import LanguageModel, Token

T = TypeVar("T")

DEFAULT_URL = "https://api.openai.com/v1"
BAD_REQUEST = 400
# A letter of English text is about a quarter of a token.
LETTERS_A_TOKEN = 4
INSTRUCTION = (
    "A sentence of a machine-translated draft is given with a part of it in [[double brackets]]. Word that part as a "
    "native speaker would, so that it fits the rest of the sentence. Keep the meaning, names, numbers and negations. "
    "Change as little as you can. Answer with the new wording of the part alone, without brackets."
)
WITH_SOURCE = " The source that the sentence translates is given first: say what it says."


@dataclass(frozen=True, slots=True)
class OpenAIOptions:
    """How the server is asked: seconds to wait, tries after the first, requests at once, and tokens a run may cost.

    `chat` asks `/chat/completions`; without it `/completions` goes on writing from the words before the place.
    """

    timeout: float = 60.0
    retries: int = 3
    parallel: int = 4
    most_tokens: int = 200_000
    chat: bool = True


class OpenAI:
    """A server that proposes wordings; `scorer` compares them. `name` is `MODEL@URL`, or `MODEL` of OpenAI itself."""

    writes = True

    def __init__(
        self,
        name: str,
        options: OpenAIOptions,
        scorer: LanguageModel,
        *,
        offline: bool = False,
        limits: Limits | None = None,
    ) -> None:
        model, _, url = name.rpartition("@") if "@http" in name else (name, "", DEFAULT_URL)
        address = urlsplit(url)
        if address.scheme not in ("http", "https") or not address.hostname or not model:
            raise ConfigError(f"language_model: 'openai:{name}' should be openai:MODEL@URL, with http:// or https://")
        self.model = model
        self.options = options
        self.signature = f"{scorer.signature}+openai:{model}"
        self._scorer = scorer
        self._local = is_local(address.hostname)
        if offline and not self._local:
            raise ConfigError(f"language_model: --offline forbids asking {address.hostname}")
        self._server = Server(url, limits or Limits(options.timeout, options.retries, options.most_tokens))
        self._said = False
        self._one_at_a_time = False
        self._lock = threading.Lock()

    def score(self, texts: Sequence[str]) -> list[float]:
        return self._scorer.score(texts)

    def tokens(self, texts: Sequence[str]) -> list[list[Token]]:
        return self._scorer.tokens(texts)

    def generate(
        self, prompts: Sequence[str], samples: int = 1, sampling: Sampling = DEFAULT_SAMPLING
    ) -> list[list[str]]:
        def ask(prompt: str) -> list[str]:
            question: dict[str, object] = {"prompt": prompt, "stop": sampling.stop}
            return self._asked("completions", question, len(prompt), samples, sampling)

        return self._all(ask, prompts)

    def rewrite(
        self, marked: Sequence[tuple[str, str, str]], samples: int = 1, sources: Sequence[str | None] | None = None
    ) -> list[list[str]] | None:
        """Wordings for each (words before, marked part, words after), beside its source where there is one.

        None where the server is not to chat.
        """
        if not self.options.chat:
            return None

        def ask(one: tuple[tuple[str, str, str], str | None]) -> list[str]:
            (before, part, after), source = one
            text = f"{before}[[{part}]]{after}"
            text = f"Source: {source}\nSentence: {text}" if source else text
            told = INSTRUCTION + WITH_SOURCE if source else INSTRUCTION
            messages = [{"role": "system", "content": told}, {"role": "user", "content": text}]
            sampling = Sampling(max_tokens=2 * len(part) // LETTERS_A_TOKEN + 16, temperature=0.7)
            return self._asked("chat/completions", {"messages": messages}, len(text) + len(told), samples, sampling)

        return self._all(ask, list(zip(marked, sources or [None] * len(marked), strict=True)))

    def _asked(
        self, path: str, question: dict[str, object], length: int, samples: int, sampling: Sampling
    ) -> list[str]:
        body = question | {
            "model": self.model, "n": samples, "max_tokens": sampling.max_tokens,
            "temperature": sampling.temperature, "top_p": sampling.top_p,
        }  # fmt: skip
        cost = length // LETTERS_A_TOKEN + sampling.max_tokens
        if not self._one_at_a_time:
            try:
                return self._server.texts(path, body, cost + (samples - 1) * sampling.max_tokens)
            except Refused as refused:
                if refused.code != BAD_REQUEST or samples == 1:
                    raise
        # llama.cpp gives no more answers to a question than it has slots.
        found = [text for _ in range(samples) for text in self._server.texts(path, body | {"n": 1}, cost)]
        self._one_at_a_time = True
        return found

    def _all(self, ask: Callable[[T], list[str]], questions: Sequence[T]) -> list[list[str]]:
        if not questions:
            return []
        self._say()
        with ThreadPoolExecutor(self.options.parallel) as pool:
            return list(pool.map(ask, questions))

    def _say(self) -> None:
        with self._lock:
            if not self._said:
                self._said = True
                where = "on this machine" if self._local else "on another machine"
                sys.stderr.write(
                    f"mtqa: sends the marked sentences of drafts, and their sources, to {self._server.host}, {where}, "
                    f"for wordings by {self.model}\n"
                )


def is_local(host: str) -> bool:
    """Whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
