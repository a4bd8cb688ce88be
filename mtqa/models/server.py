"""Asks a model server over HTTP: with a time limit, more tries where it is busy, a limit on cost, and no redirects."""

from __future__ import annotations

import http.client
import json
import os
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mtqa.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable

KEY, OPENAI_KEY, OPENAI_HOST = "MTQA_API_KEY", "OPENAI_API_KEY", "api.openai.com"
# The server is busy, or has trouble that may pass.
PASSING = frozenset((408, 409, 425, 429, 500, 502, 503, 504))
LARGEST_ANSWER = 4_000_000
LONGEST_REASON = 200
# Seconds before the second try; each further wait is twice as long, and none is longer than this.
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to wait for an answer, tries after the first, and tokens a run may cost; `wait` sleeps."""

    timeout: float = 60.0
    retries: int = 3
    most_tokens: int = 200_000
    wait: Callable[[float], None] = time.sleep


class Passing(Exception):  # noqa: N818 - it says that a try failed, and the next may not
    """A try failed, and another may succeed. `after` is how long the server asks to wait, in seconds."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Refused(ModelError):  # noqa: N818 - as Passing, it says what happened
    """The server will not do what it was asked; asking again is of no use. `code` is the HTTP status."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry text and key to a host that nobody named."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Server:
    """A server at a base URL. Safe to share between threads."""

    def __init__(self, url: str, limits: Limits) -> None:
        self._url = url.rstrip("/")
        self._limits = limits
        self._opener = urllib.request.build_opener(_NoRedirect)
        self._spent = 0
        self._lock = threading.Lock()
        address = urlsplit(url)
        self.host = address.netloc.rpartition("@")[2]
        self._key = os.environ.get(KEY) or (os.environ.get(OPENAI_KEY) if address.hostname == OPENAI_HOST else None)

    def texts(self, path: str, body: dict[str, object], cost: int) -> list[str]:
        """The texts of the choices that the server gives. `cost` is an estimate, in tokens.

        Raises ModelError when it gives none after all tries, and when the run would cost more than it may.
        """
        self._spend(cost)
        wait = FIRST_WAIT
        for number in range(self._limits.retries + 1):
            try:
                answer = self._post(path, body)
                self._correct(answer, cost)
                return _texts(answer)
            except Passing as trouble:
                if number == self._limits.retries:
                    raise ModelError(
                        f"{self.host}: {trouble} ({number + 1} tries); check the server, or use "
                        'language_model = "embedded"'
                    ) from trouble
                self._limits.wait(min(trouble.after or wait, LONGEST_WAIT))
                wait *= 2
        raise AssertionError

    def _spend(self, cost: int) -> None:
        with self._lock:
            if self._spent + cost > self._limits.most_tokens:
                raise ModelError(
                    f"{self.host}: this run would cost more than {self._limits.most_tokens} tokens; "
                    "raise language_model_options.most_tokens, or check fewer drafts"
                )
            self._spent += cost

    def _correct(self, answer: dict[str, Any], cost: int) -> None:
        """Puts what the server counted in place of the estimate."""
        usage = answer.get("usage")
        counted = usage.get("total_tokens") if isinstance(usage, dict) else None
        if isinstance(counted, int):
            with self._lock:
                self._spent += counted - cost

    def _post(self, path: str, body: dict[str, object]) -> dict[str, Any]:
        headers = {"Content-Type": "application/json", "User-Agent": "mtqa"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(f"{self._url}/{path}", json.dumps(body).encode(), headers)  # noqa: S310
        try:
            with self._opener.open(request, timeout=self._limits.timeout) as response:
                data = response.read(LARGEST_ANSWER)
        except urllib.error.HTTPError as error:
            with error:
                self._refused(error)
        except TimeoutError as error:
            raise Passing(f"gave no answer within {self._limits.timeout:g} seconds") from error
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            raise Passing(f"cannot be reached or broke off ({reason})") from error
        try:
            answer = json.loads(data)
        except ValueError as error:
            raise Passing("answered something that is no JSON") from error
        if not isinstance(answer, dict):
            raise Passing("answered something that is no object")
        return answer

    def _refused(self, error: urllib.error.HTTPError) -> None:
        if error.code in PASSING:
            after = error.headers.get("Retry-After", "")
            raise Passing(f"answered {error.code}", float(after) if after.isdecimal() else None) from error
        reason = self._reason(error)
        advice = f"set the environment variable {KEY}" if error.code in (401, 403) else "check the model and the URL"
        raise Refused(f"{self.host}: answered {error.code}{reason}; {advice}", error.code) from error

    def _reason(self, error: urllib.error.HTTPError) -> str:
        """What the server says of it, on one line and without the key."""
        try:
            said = json.loads(error.read(LARGEST_ANSWER))["error"]
            text = str(said.get("message", "") if isinstance(said, dict) else said)
        except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
            return ""
        if self._key:
            text = text.replace(self._key, "...")
        text = " ".join("".join(character if character.isprintable() else " " for character in text).split())
        return f" ({text[:LONGEST_REASON]})" if text else ""


def _texts(answer: dict[str, Any]) -> list[str]:
    try:
        found = [choice.get("text", (choice.get("message") or {}).get("content")) for choice in answer["choices"]]
    except (KeyError, TypeError, AttributeError) as error:
        raise Passing("gave an answer without choices") from error
    if not all(isinstance(text, str) for text in found):
        raise Passing("gave an answer without text")
    return [str(text) for text in found]
