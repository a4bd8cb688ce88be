"""Where a model server is, and which key it is given: an address holds no secret, and a key is in no message."""

from __future__ import annotations

import ipaddress
import os
from urllib.parse import urlsplit

from mtqa.errors import ConfigError

DEFAULT_URL = "https://api.openai.com/v1"
KEY, OPENAI_KEY, OPENAI_HOST = "MTQA_API_KEY", "OPENAI_API_KEY", "api.openai.com"


def model_and_url(name: str) -> tuple[str, str]:
    """The parts of `MODEL@URL`; `MODEL` alone is one of OpenAI itself. Raises ConfigError, without what may be secret.

    A password in the address would stand in messages, in configurations and in the list of processes.
    """
    model, _, rest = name.rpartition("@http")
    model, url = (model, f"http{rest}") if model else (name, DEFAULT_URL)
    shown = f"'openai:{model.partition('@')[0]}@...'"
    try:
        address = urlsplit(url)
        host, _ = address.hostname, address.port
    except ValueError as error:
        raise ConfigError(f"language_model: {shown} has an address that is none") from error
    # Without http:// a server of one's own would be taken for part of a name, and OpenAI be sent the drafts.
    unfinished = url == DEFAULT_URL and ("@" in model or "://" in model)
    if not host or address.scheme not in ("http", "https") or unfinished:
        raise ConfigError(f"language_model: {shown} should be openai:MODEL@URL, with http:// or https://")
    if "@" in address.netloc or address.query or address.fragment:
        raise ConfigError(
            f"language_model: the address in {shown} holds more than host, port and path; "
            f"a key goes into the environment variable {KEY}"
        )
    return model, url


def key_for(host: str | None) -> str | None:
    """The key of the environment for a host, without blanks around it. Raises ConfigError for what cannot be sent."""
    variable = KEY if os.environ.get(KEY) or host != OPENAI_HOST else OPENAI_KEY
    key = os.environ.get(variable, "").strip()
    if not key:
        return None
    if not (key.isascii() and key.isprintable()):
        raise ConfigError(f"the environment variable {variable} holds characters that no key has; set it anew")
    return key


def is_local(host: str) -> bool:
    """Whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
