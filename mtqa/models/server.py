"""Asks a model server over HTTP: with a time limit, more tries where it is busy, a limit on cost, and no redirects."""

from __future__ import annotations

import http.client
import json
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from mtqa.errors import ModelError
from mtqa.models.address import KEY, is_local, key_for

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

# The server is busy, or has trouble that may pass.
PASSING = frozenset((408, 409, 425, 429, 500, 502, 503, 504))
LARGEST_ANSWER = 4_000_000
CHUNK = 65_536
LONGEST_REASON = 200
# Seconds before the second try; each further wait is twice as long, and none is longer than this.
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to wait for an answer, tries after the first, tokens a run may cost, requests at once; `wait` sleeps."""

    timeout: float = 60.0
    retries: int = 3
    most_tokens: int = 200_000
    parallel: int = 4
    wait: Callable[[float], None] = time.sleep


class Passing(Exception):  # noqa: N818 - it says that a try failed, and the next may not
    """A try failed, and another may succeed. `after` is how long the server asks to wait, in seconds.

    `billed` says that the server may have worked for it, so that it counts as cost.
    """

    def __init__(self, reason: str, after: float | None = None, *, billed: bool = True) -> None:
        super().__init__(reason)
        self.after = after
        self.billed = billed


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
    """A server at a base URL. Safe to share between threads, which then share its limits.

    `requests` counts what was asked, and `spent` the tokens that it cost, as the server counts them or by estimate.
    """

    def __init__(self, url: str, limits: Limits) -> None:
        """Raises ConfigError for a key that cannot be one."""
        address = urlsplit(url)
        self.host = address.netloc
        self.requests = self.spent = 0
        self._url = url.rstrip("/")
        self._limits = limits
        # A proxy would carry to another machine what was to stay on this one.
        proxies = [urllib.request.ProxyHandler({})] if is_local(address.hostname or "") else []
        self._opener = urllib.request.build_opener(_NoRedirect, *proxies)
        self._lock = threading.Lock()
        self._slots = threading.BoundedSemaphore(limits.parallel)
        self._key = key_for(address.hostname)

    def ask(
        self,
        path: str,
        body: dict[str, object],
        cost: int,
        read: Callable[[dict[str, Any]], T],
        passing: frozenset[int] = PASSING,
    ) -> T:
        """What `read` makes of the server's answer. `cost` is an estimate of one try, in tokens.

        A status in `passing`, and whatever `read` calls Passing, are tried again. Raises ModelError when no try
        succeeds, Refused when asking again is of no use, and ModelError when the run would cost more than it may.
        """
        wait = FIRST_WAIT
        for number in range(self._limits.retries + 1):
            self._spend(cost)
            try:
                with self._slots:
                    answer = self._post(path, body, passing)
                self._correct(answer, cost)
                return read(answer)
            except Passing as trouble:
                if not trouble.billed:
                    self._give_back(cost)
                if number == self._limits.retries:
                    raise ModelError(
                        f"{self.host}: {trouble} ({number + 1} tries); check the server, or use "
                        'language_model = "embedded"'
                    ) from trouble
                self._limits.wait(min(trouble.after or wait, LONGEST_WAIT))
                wait *= 2
            except Refused:
                self._give_back(cost)
                raise
        raise AssertionError

    def _spend(self, cost: int) -> None:
        with self._lock:
            if self.spent + cost > self._limits.most_tokens:
                raise ModelError(
                    f"{self.host}: this run would cost more than {self._limits.most_tokens} tokens; "
                    "raise language_model_options.most_tokens, or check fewer drafts"
                )
            self.spent += cost
            self.requests += 1

    def _give_back(self, cost: int) -> None:
        with self._lock:
            self.spent -= cost

    def _correct(self, answer: dict[str, Any], cost: int) -> None:
        """Puts what the server counted in place of the estimate."""
        usage = answer.get("usage")
        counted = usage.get("total_tokens") if isinstance(usage, dict) else None
        if isinstance(counted, int) and counted >= 0:
            with self._lock:
                self.spent += counted - cost

    def _post(self, path: str, body: dict[str, object], passing: frozenset[int]) -> dict[str, Any]:
        headers = {"Content-Type": "application/json", "User-Agent": "mtqa"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(f"{self._url}/{path}", json.dumps(body).encode(), headers)  # noqa: S310
        try:
            data = self._received(request)
        except urllib.error.HTTPError as error:
            with error:
                self._refused(error, passing)
        except TimeoutError as error:
            raise Passing(f"gave no answer within {self._limits.timeout:g} seconds") from error
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            # What broke off may have been written.
            billed = not isinstance(error, urllib.error.URLError)
            raise Passing(f"cannot be reached or broke off ({reason})", billed=billed) from error
        try:
            answer = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise Passing("answered something that is no JSON") from error
        if not isinstance(answer, dict):
            raise Passing("answered something that is no object")
        return answer

    def _received(self, request: urllib.request.Request) -> bytes:
        """The bytes of an answer. A server that sends them by drops has as much time as one that sends none."""
        limit = time.monotonic() + self._limits.timeout
        data = b""
        with self._opener.open(request, timeout=self._limits.timeout) as response:
            while len(data) < LARGEST_ANSWER and (part := response.read1(CHUNK)):
                data += part
                if time.monotonic() > limit:
                    raise TimeoutError
            # What was promised and did not come.
            if response.length:
                raise http.client.IncompleteRead(data, response.length)
        return data

    def _refused(self, error: urllib.error.HTTPError, passing: frozenset[int]) -> None:
        if error.code in passing:
            after = error.headers.get("Retry-After", "")
            seconds = float(after) if after.isdecimal() else None
            raise Passing(f"answered {error.code}", seconds, billed=False) from error
        reason = self._reason(error)
        advice = f"set the environment variable {KEY}" if error.code in (401, 403) else "check the model and the URL"
        raise Refused(f"{self.host}: answered {error.code}{reason}; {advice}", error.code) from error

    def _reason(self, error: urllib.error.HTTPError) -> str:
        """What the server says of it, on one line and without the key."""
        try:
            said = json.loads(error.read(LARGEST_ANSWER))["error"]
            text = str(said.get("message", "") if isinstance(said, dict) else said)
        except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError, RecursionError):
            return ""
        if self._key:
            text = text.replace(self._key, "...")
        text = " ".join("".join(character if character.isprintable() else " " for character in text).split())
        return f" ({text[:LONGEST_REASON]})" if text else ""


def texts(answer: dict[str, Any]) -> list[str]:
    """The texts of the choices that a server gives; empty where a model only thought. Raises Passing for none."""
    try:
        found = [_text(choice) for choice in answer["choices"]]
    except (KeyError, TypeError, AttributeError) as error:
        raise Passing("gave an answer without choices") from error
    if not found or not all(isinstance(text, str) for text in found):
        raise Passing("gave an answer without text")
    return [str(text) for text in found]


def _text(choice: dict[str, Any]) -> object:
    message = choice.get("message")
    if not isinstance(message, dict):
        return choice.get("text")
    # A model that spends all it may on thinking says nothing.
    return "" if "content" in message and message["content"] is None else message.get("content")
