"""What a language model must do for mtqa. A backend is one file in this package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a text: its code points `start`..`end`, and its log-probability (natural logarithm) in context.

    A token usually begins with the blank before its word. The tokens of one character that takes several all
    have that character's range.
    """

    start: int
    end: int
    log_probability: float


@dataclass(frozen=True, slots=True)
class Sampling:
    """How to draw continuations: at most `max_tokens` each, ending before `stop`.

    `temperature` 0 gives the likeliest ones by beam search, the same each time.
    """

    max_tokens: int = 32
    temperature: float = 0.8
    top_k: int = 50
    top_p: float = 0.95
    stop: str | None = "\n"


DEFAULT_SAMPLING = Sampling()


@dataclass(frozen=True, slots=True)
class Question:
    """What a model that can be told is told: what to do, and with which text; its answer has at most `max_tokens`."""

    instruction: str
    text: str
    max_tokens: int


@runtime_checkable
class Told(Protocol):
    """A language model that may be able to do what it is told, rather than only to go on with a text."""

    def answer(self, questions: Sequence[Question], samples: int = 1) -> list[list[str]] | None:
        """`samples` answers to each question, or None if it can only go on with a text. Raises ModelError."""
        ...


class LanguageModel(Protocol):
    """Scores and continues text. `signature` names the model and its version, for reports and cache keys.

    `writes` says that what it writes is worth the time: candidates for corrections are asked of it.
    """

    signature: str
    writes: bool

    def score(self, texts: Sequence[str]) -> list[float]:
        """The total log-probability (natural logarithm, <= 0) of each text, after the begin token.

        Raises ModelError.
        """
        ...

    def tokens(self, texts: Sequence[str]) -> list[list[Token]]:
        """The tokens of each text, in order. Raises ModelError."""
        ...

    def generate(
        self, prompts: Sequence[str], samples: int = 1, sampling: Sampling = DEFAULT_SAMPLING
    ) -> list[list[str]]:
        """For each prompt, `samples` continuations without the prompt. Raises ModelError."""
        ...
