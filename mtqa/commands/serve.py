"""`mtqa serve`: the web page and the HTTP API, for this machine alone unless told otherwise."""

import os
import secrets
from pathlib import Path
from typing import Annotated

import typer

from mtqa.commands import options
from mtqa.commands.console import guarded, say
from mtqa.config import resolve_config
from mtqa.errors import ConfigError

EXAMPLES = """Examples:

  mtqa serve

  mtqa serve --port 9000 --keep drafts.sqlite

  mtqa serve --host 0.0.0.0 --token-file token.txt --allow-host desk.example.org
"""
# As a file for the token.
MADE_UP = Path("-")
HINT = "the web page needs its extra: pip install 'mtqa[web]'"

Host = Annotated[str, typer.Option(help="Listen on this address; for others than this machine's own, give a token.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="Listen on this port; 0 takes any that is free.")]
TokenFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Whoever asks must send what stands in this file. Else MTQA_TOKEN; FILE - makes one up."
    ),
]
AllowHost = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="A name under which browsers may reach the server.")
]
MaxWords = Annotated[int, typer.Option(min=1, metavar="N", help="Refuse drafts of more words.")]
Parallel = Annotated[int, typer.Option("--parallel", "--workers", min=1, max=64, help="Checks that run at once.")]
Queue = Annotated[int, typer.Option(min=1, metavar="N", help="Requests that may wait; more are told to ask again.")]
Timeout = Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="Give up a check after so long.")]
Keep = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Keep drafts in this SQLite file too; otherwise only browsers keep them."),
]


def command(  # noqa: PLR0917 - one parameter an option
    host: Host = "127.0.0.1",
    port: Port = 8000,
    token_file: TokenFile = None,
    allow_host: AllowHost = None,
    max_megabytes: options.MaxMegabytes = None,
    max_words: MaxWords = 50_000,
    parallel: Parallel = 2,
    queue: Queue = 64,
    timeout: Timeout = 300.0,
    keep: Keep = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    min_confidence: options.MinConfidence = None,
    config: options.ConfigFile = None,
    offline: options.Offline = False,
    no_cache: options.NoCache = False,
    debug: options.Debug = False,
) -> None:
    """Serve the page where drafts are checked and corrected, and the HTTP API (docs/api.md).

    Drafts stay on this machine: nothing is sent elsewhere, and nothing is kept unless --keep says so.
    """
    with guarded(debug=debug):
        resolved = resolve_config(
            Path.cwd(), config, max_megabytes=max_megabytes, min_confidence=min_confidence,
            select=options.names(select), ignore=options.names(ignore), offline=offline or None,
            cache=False if no_cache else None,
        )  # fmt: skip
        try:
            from mtqa.web.server import serve
        except ImportError as error:
            raise ConfigError(f"{HINT} ({error})") from error
        from mtqa.web.settings import Settings

        settings = Settings(
            resolved.config, host, _token(token_file), tuple(name.lower() for name in allow_host or ()), max_words,
            parallel, queue, timeout, keep=keep, made_up=token_file == MADE_UP,
        )  # fmt: skip
        serve(settings, port, say)


def _token(file: Path | None) -> str | None:
    """The token: out of the file, or the environment, or made up for this run. Raises ConfigError."""
    if file is None:
        return os.environ.get("MTQA_TOKEN") or None
    if file == MADE_UP:
        return secrets.token_urlsafe(24)
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: the token cannot be read ({getattr(error, 'strerror', None) or error})") from error
