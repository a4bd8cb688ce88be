"""What every command shares: errors as one line and an exit code, colour where it shows."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import traceback
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn

import typer

from mtqa.errors import MtqaError

if TYPE_CHECKING:
    from collections.abc import Iterator

FAILED = 2
# As a shell reports a process that ended by a signal.
INTERRUPTED = 128 + signal.SIGINT
PIPE_CLOSED = 128 + 13
# Wider lines tire the eye.
WIDEST = 120
DEFAULT_WIDTH = 100


def complain(message: str) -> None:
    """One line on standard error; what a file's name holds must not steer the terminal."""
    from mtqa.reporters.escaping import one_line

    with contextlib.suppress(BrokenPipeError):
        sys.stderr.write(f"mtqa: {one_line(message)}\n")
        sys.stderr.flush()


@contextlib.contextmanager
def guarded(*, debug: bool = False) -> Iterator[None]:
    """Turns what goes wrong in a command into a line on standard error and an exit code; `debug` shows where."""
    try:
        yield
    except (typer.Exit, typer.Abort, typer.BadParameter):
        raise
    except MtqaError as error:
        if debug:
            traceback.print_exc()
        complain(str(error))
        raise typer.Exit(FAILED) from None
    except KeyboardInterrupt:
        complain("interrupted; no file was written")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        leave_closed_pipe()
    except OSError as error:
        if debug:
            traceback.print_exc()
        complain(f"{error.filename or 'the report'}: cannot be read or written ({error.strerror or error})")
        raise typer.Exit(FAILED) from None
    except Exception as error:  # noqa: BLE001 - whatever it is, people get one line
        if debug:
            traceback.print_exc()
        kind = type(error).__name__
        complain(f"a fault in mtqa itself ({kind}: {error}); run it again with --debug and report what that prints")
        raise typer.Exit(FAILED) from None


def replace_closed_streams() -> None:
    """Gives what was started with a closed standard output or error (`>&-`) one that takes all and keeps nothing.

    Python sets such a stream to None, which each write would trip over. Input that was closed is no empty draft:
    what reads it says so (`checking.content`).
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 (kept to the end)


def leave_closed_pipe() -> NoReturn:
    """Ends quietly when the reader of standard output has gone (`mtqa check | head`)."""
    # The interpreter flushes standard output once more at exit, which would complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(PIPE_CLOSED)


def use_color(asked: bool | None, stream: IO[str]) -> bool:
    """Whether to colour: as asked, else on a terminal, unless NO_COLOR is set (no-color.org)."""
    if asked is not None:
        return asked
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and stream.isatty()


def width_of(stream: IO[str]) -> int:
    """The columns to use: the terminal's, or 100 where there is none; COLUMNS decides if set."""
    if os.environ.get("COLUMNS", "").isdigit() or stream.isatty():
        return max(40, min(WIDEST, shutil.get_terminal_size().columns))
    return DEFAULT_WIDTH


def write_utf8() -> None:
    """Makes standard output take every character, whatever the locale; half characters in file names are escaped."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def say(text: str) -> None:
    """Writes to standard output as text; what its encoding lacks is escaped rather than an error."""
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.stdout.write(text)
