"""What a language model must do for mtqa. A backend is one file in this package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class LanguageModel(Protocol):
    """Scores text. `signature` names the model and its version, for reports and cache keys."""

    signature: str

    def score(self, texts: Sequence[str]) -> list[float]:
        """The total log-probability (natural logarithm, <= 0) of each text, after the begin token.

        Raises ModelError.
        """
        ...
