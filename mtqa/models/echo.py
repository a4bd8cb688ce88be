"""The log-probability of a given text, from a server that repeats it: `echo` and `logprobs` of `/completions`.

OpenAI's older models, vLLM and llama-cpp-python give them. llama.cpp's own server takes the question and gives those
of what it adds alone (seen in October 2026); Ollama and the chat protocol have nothing of the kind.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from mtqa.models.server import Passing

if TYPE_CHECKING:
    from collections.abc import Iterable

# A line end before the text, since a model without a begin token cannot say how likely the first token is.
BEFORE = "\n"
#: What a server is asked once, to see whether it can: it says nothing of anybody's draft.
PROBE = "The committee met again on Monday."

_UNREADABLE = re.compile(r"<0x[0-9A-Fa-f]{2}>|bytes:(?:\\x[0-9A-Fa-f]{2})+|token_id:\d+")
_LETTER = re.compile(r"[A-Za-z0-9]")
# Rounding may lift a certain token's log-probability a little above 0.
_ROUNDING = 1e-3


def question(text: str) -> dict[str, object]:
    """What to ask about a text. One token is added to it, since not every server can add none."""
    return {"prompt": BEFORE + text, "echo": True, "logprobs": 1, "max_tokens": 1, "temperature": 0, "n": 1}


def covered(text: str, answer: dict[str, Any]) -> float | None:
    """The total log-probability (natural logarithm, <= 0) of the text, or None if the answer does not give it."""
    try:
        pairs = list(_pairs(answer["choices"][0]["logprobs"]))
        usage = answer.get("usage")
        added = usage["completion_tokens"] if isinstance(usage, dict) else 1
        given = pairs[: len(pairs) - int(added)]
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        return None
    # The begin token, or the line end where there is none, has nothing before it.
    scored = given[1:] if given and given[0][1] is None else given
    if scored and not scored[0][0].strip(" \n\u2581\u010a\u0120"):
        scored = scored[1:]
    values = [value for _, value in scored if isinstance(value, int | float) and value <= _ROUNDING]
    if not values or len(values) < len(scored) or not all(map(math.isfinite, values)):
        return None
    if text.isascii() and _letters([text]) != _letters(token for token, _ in scored):
        return None
    return min(0.0, float(sum(values)))


def total(text: str, answer: dict[str, Any]) -> float:
    """As `covered`; raises Passing if the answer does not give it."""
    value = covered(text, answer)
    if value is None:
        raise Passing("gave no log-probabilities of the text it was given; set language_model_options.compare = false")
    return value


def _pairs(given: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    """Tokens with their log-probabilities, in the older form of the protocol or in that of its chat."""
    if "token_logprobs" in given:
        return zip(map(str, given["tokens"]), given["token_logprobs"], strict=True)
    return [(str(entry["token"]), entry["logprob"]) for entry in given["content"]]


def _letters(parts: Iterable[str]) -> str:
    return "".join(_LETTER.findall("".join(_UNREADABLE.sub("", part) for part in parts)))
