"""What a run reads: files, folders, globs, addresses and standard input, as one list in a fixed order."""

from __future__ import annotations

import contextlib
import glob
import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from mtqa.batch.store import is_address
from mtqa.batch.tables import table_kind
from mtqa.discovery import STDIN, Patterns, claimed_extensions, drafts
from mtqa.errors import ConfigError, ReadError
from mtqa.types import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. `table` is the kind of table, or None for a draft; `stamp` changes when the file does.

    `failure` says why it cannot be read, where that is known already.
    """

    path: str
    table: str | None
    size: int = 0
    stamp: str = ""
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """An input as it was given, and the files that it stands for."""

    name: str
    files: tuple[Input, ...]

    def described(self) -> dict[str, Any]:
        """What tells whether it is the same again."""
        state = hashlib.sha256()
        for file in self.files:
            state.update(repr((file.path, file.size, file.stamp)).encode("utf-8", "surrogatepass"))
        size = sum(file.size for file in self.files)
        return {"input": self.name, "files": len(self.files), "bytes": size, "digest": state.hexdigest()}


def given(names: Iterable[str], patterns: Patterns, target: str, *, tables: bool) -> list[Given]:
    """The files of each input, in order. In a folder, drafts count, or with `tables` its tables.

    What is in the `target` folder is no input. Raises ConfigError where there is nothing to read.
    """
    result = []
    seen: set[str] = set()
    names = list(names)
    if names and all(map(_is_missing, names)):
        raise ConfigError(f"{names[0]}: there is no such file or folder")
    for name in names:
        files, results = [], False
        for path in _found(name, patterns, tables=tables):
            shown = path.path if isinstance(path, Failure) else path
            identity = shown if shown == STDIN or is_address(shown) else os.path.realpath(shown)
            if _within(identity, target):
                results = True
            elif identity not in seen:
                seen.add(identity)
                files.append(_input(path))
        if not files and results:
            raise ConfigError(f"{name}: all of it lies in {target}, where the results go; name another folder for them")
        if not files:
            raise ConfigError(_nothing(name, tables=tables))
        result.append(Given(name, tuple(files)))
    return result


def _is_missing(name: str) -> bool:
    return not (name == STDIN or is_address(name) or glob.has_magic(name) or Path(name).exists())


@contextlib.contextmanager
def opened(path: str) -> Iterator[IO[bytes]]:
    """The bytes of a file, an address or standard input, to be read once. Raises ReadError where it does not open."""
    if path == STDIN:
        yield sys.stdin.buffer
        return
    with _open(path) as stream:
        yield stream


def _open(path: str) -> IO[bytes]:
    try:
        if is_address(path):
            import fsspec

            return fsspec.open(path, "rb").open()  # type: ignore[no-any-return]
        return Path(path).open("rb")
    except (OSError, ValueError, ImportError) as error:
        raise ReadError(path, f"cannot be read ({getattr(error, 'strerror', None) or error})") from error


def _found(name: str, patterns: Patterns, *, tables: bool) -> Iterator[str | Failure]:
    if is_address(name):
        yield from _remote(name, tables=tables)
    elif name != STDIN and not Path(name).exists() and glob.has_magic(name):
        for path in sorted(glob.glob(name, recursive=True)):  # noqa: PTH207 - the pattern may be absolute
            yield from _found(path, patterns, tables=tables)
    elif name != STDIN and tables and Path(name).is_dir():
        yield from (str(path) for path in sorted(Path(name).rglob("*")) if table_kind(path.name) and path.is_file())
    else:
        yield from drafts([name], patterns)


def _remote(name: str, *, tables: bool) -> Iterator[str]:
    try:
        import fsspec

        files, path = fsspec.core.url_to_fs(name)
        if glob.has_magic(path):
            found = sorted(files.glob(path))
        elif files.isdir(path):
            found = sorted(item for item in files.find(path) if _wanted(item, tables=tables))
        else:
            found = [path]
    except (OSError, ValueError, ImportError) as error:
        raise ConfigError(
            f"{name}: cannot be reached ({error}); pip install 'mtqa[batch]' and what it names"
        ) from error
    yield from (files.unstrip_protocol(item) for item in found)


def _wanted(path: str, *, tables: bool) -> bool:
    return bool(table_kind(path)) if tables else Path(path).suffix.lower() in claimed_extensions()


def _within(path: str, target: str) -> bool:
    if is_address(path) or is_address(target):
        return path.startswith(target.rstrip("/") + "/")
    return Path(path).is_relative_to(os.path.realpath(target))


def _input(path: str | Failure) -> Input:
    if isinstance(path, Failure):
        return Input(path.path, None, failure=path.message)
    if path == STDIN:
        return Input(STDIN, "jsonl")
    if is_address(path):
        import fsspec

        files, inner = fsspec.core.url_to_fs(path)
        info = files.info(inner)
        stamp = next((str(info[key]) for key in ("ETag", "etag", "mtime", "LastModified") if key in info), "")
        return Input(path, table_kind(path), int(info.get("size") or 0), stamp)
    try:
        status = Path(path).stat()
    except OSError:
        # Reading it says what is wrong.
        return Input(path, table_kind(path))
    return Input(path, table_kind(path), status.st_size, str(status.st_mtime_ns))


def _nothing(name: str, *, tables: bool) -> str:
    if tables:
        return f"{name}: there is no table in it: JSONL, CSV, TSV or Parquet, each also gzipped"
    endings = ", ".join(sorted(claimed_extensions()))
    return f"{name}: there is no draft in it (files ending in {endings}); for tables name the column: --text COLUMN"
