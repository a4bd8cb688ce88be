"""What a server is started with: where it listens, who may ask, and how much at once."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mtqa.config import Config
from mtqa.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1_000_000
# Characters that a token needs, so that nobody guesses it.
LEAST_TOKEN = 16


@dataclass(frozen=True, slots=True)
class Settings:
    """A server's settings. `max_words` is per draft, `timeout` in seconds per check, `patience` for the models to load.

    `workers` checks run at once and `queue` more may wait. `hosts` are names besides this machine's under which
    the page may be asked for; `keep` is the SQLite file for drafts, None to keep none. `made_up` is a token that nobody
    knows yet.
    """

    config: Config = field(default_factory=Config)
    host: str = "127.0.0.1"
    token: str | None = field(default=None, repr=False)
    hosts: tuple[str, ...] = ()
    max_words: int = 50_000
    workers: int = 2
    queue: int = 64
    timeout: float = 300.0
    patience: float = 20.0
    keep: Path | None = None
    made_up: bool = False

    def __post_init__(self) -> None:
        if not is_loopback(self.host) and self.token is None:
            raise ConfigError(
                f"--host {self.host} lets other machines in, so it needs a token: --token-file FILE "
                "(or MTQA_TOKEN in the environment)"
            )
        if self.token is not None and (len(self.token) < LEAST_TOKEN or not self.token.isascii()):
            raise ConfigError(f"the token should be at least {LEAST_TOKEN} letters, digits and signs of ASCII")

    @property
    def max_bytes(self) -> int:
        """The size of one draft."""
        return int(self.config.max_megabytes * MEGABYTE)

    @property
    def max_body(self) -> int:
        """The size of a request: a draft in base64 or with JSON's escapes, its source, and what comes with them."""
        return 3 * self.max_bytes + MEGABYTE


def is_loopback(host: str) -> bool:
    """Whether a name or address reaches this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
