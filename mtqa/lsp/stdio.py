"""Serves one editor on standard input and output."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING, BinaryIO

from mtqa.lsp.server import Front

if TYPE_CHECKING:
    from pathlib import Path


def serve(explicit: Path | None, *, debug: bool = False) -> None:
    """Serves one editor on standard input and output, until it leaves."""
    logging.basicConfig(stream=sys.stderr, level=logging.DEBUG if debug else logging.CRITICAL)
    if not debug:
        # Its records carry tracebacks, which editors show.
        logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)
    with _stdout_alone() as stdout:
        front = Front(explicit)
        try:
            front.server.start_io(stdout=stdout)
        finally:
            front.shutdown()


def _stdout_alone() -> BinaryIO:
    """Standard output for the protocol alone: whatever else a library prints goes to standard error."""
    sys.stdout.flush()
    stdout = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return stdout
