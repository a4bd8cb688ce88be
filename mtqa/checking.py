"""Reads and checks drafts one after another, so that memory holds one at a time; what fails is reported."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from mtqa.discovery import STDIN
from mtqa.errors import ReadError, RuleError
from mtqa.registry import readers
from mtqa.types import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtqa.engine import Checker
    from mtqa.registry import Reader
    from mtqa.types import Document, DocumentReport


def reader_for(path: str) -> Reader:
    """The reader that claims the path's extension; plain text where none does."""
    extension = PurePath(path).suffix.lower()
    claiming = (reader for reader in readers.all().values() if extension in reader.extensions)
    return next(claiming, readers.get("text"))


def read(path: str, name: str | None = None) -> Document:
    """The draft at `path`, or standard input for `-`, read as the format of `name` (by default `path`).

    Raises ReadError.
    """
    try:
        data = sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
    except OSError as error:
        raise ReadError(path, _plainly(error)) from error
    shown = name or path
    return reader_for(shown).read(data, shown)


def checked(
    paths: Iterable[str], checker: Checker, stdin_name: str | None = None
) -> Iterator[DocumentReport | Failure]:
    """A report for each path, or why there is none, in the order of the paths.

    Raises ModelError and ConfigError, which concern every draft.
    """
    for path in paths:
        try:
            yield checker.check(read(path, stdin_name if path == STDIN else None))
        except ReadError as error:
            yield Failure(error.path, error.message)
        except RuleError as error:
            yield Failure(path, str(error).removeprefix(f"{path}: "))


def _plainly(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "you have no permission to read it"
    if isinstance(error, IsADirectoryError):
        return "is a folder that cannot be read"
    return f"cannot be read ({error.strerror or error})"
