"""Writes files that appear whole or not at all, so that nobody reads half of one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING

from mtqa.errors import MtqaError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[IO[str]]:
    """A text file that appears at `path` complete or not at all. Raises MtqaError where it cannot be written."""
    target = path.resolve()
    if target.exists() and not target.is_file():
        # A device or a pipe, such as /dev/stderr, is written to, not replaced.
        with _explained(path), path.open("w", encoding="utf-8", errors="backslashreplace") as stream:
            yield stream
        return
    with (
        _replacement(path) as number,
        open(number, "w", encoding="utf-8", errors="backslashreplace") as stream,  # noqa: PTH123 - a descriptor
    ):
        yield stream


def replace_whole(path: Path, data: bytes) -> None:
    """Gives a file other bytes in one step; a link stays a link. Raises MtqaError where it cannot be written."""
    with _replacement(path) as number, _explained(path), open(number, "wb") as stream:  # noqa: PTH123 - a descriptor
        stream.write(data)


@contextlib.contextmanager
def _replacement(path: Path) -> Iterator[int]:
    """A new file to write and close, as its descriptor; it takes the place of `path`, or goes where that fails."""
    target = path.resolve()
    with _explained(path):
        number, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    temporary = Path(name)
    try:
        yield number
        with _explained(path):
            _take_mode(temporary, target)
            temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _take_mode(temporary: Path, target: Path) -> None:
    """Gives the file the permissions of the one it replaces, or those of a new file."""
    if target.exists():
        temporary.chmod(target.stat().st_mode & 0o7777)
        return
    mask = os.umask(0)
    os.umask(mask)
    temporary.chmod(0o666 & ~mask)


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise MtqaError(f"{path}: cannot be written ({error.strerror or error})") from error
