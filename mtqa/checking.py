"""Reads and checks drafts one after another, so that memory holds one at a time; what fails is reported."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from mtqa.discovery import STDIN
from mtqa.errors import ConfigError, ReadError, RuleError
from mtqa.registry import readers
from mtqa.types import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mtqa.config import Config
    from mtqa.engine import Checker
    from mtqa.registry import Reader
    from mtqa.results import Results
    from mtqa.types import Document, DocumentReport

MEGABYTE = 1_000_000


def reader_for(path: str, config: Config | None = None) -> Reader:
    """The reader that claims the path's extension, set up as the configuration says; plain text where none does."""
    extension = PurePath(path).suffix.lower()
    claiming = (reader for reader in readers.all().values() if extension in reader.extensions)
    reader = next(claiming, readers.get("text"))
    return reader if config is None else as_configured(reader, config)


def as_configured(reader: Reader, config: Config) -> Reader:
    """The reader as the configuration sets it up, such as with the columns of a table."""
    configured: Callable[[Config], Reader] | None = getattr(reader, "configured", None)
    return reader if configured is None else configured(config)


def read(path: str, name: str | None = None) -> Document:
    """The draft at `path`, or standard input for `-`, read as the format of `name` (by default `path`).

    Raises ReadError.
    """
    shown = name or path
    return reader_for(shown).read(content(path), shown)


def content(path: str, most_megabytes: float | None = None) -> bytes:
    """The bytes of a file, or of standard input for `-`. Raises ReadError, for one that is too large too."""
    limit = None if most_megabytes is None else int(most_megabytes * MEGABYTE)
    try:
        if path == STDIN:
            if sys.stdin is None:  # as Python has it where it was closed (`<&-`)
                raise ReadError(path, "standard input is closed")
            data = sys.stdin.buffer.read() if limit is None else sys.stdin.buffer.read(limit + 1)
        else:
            with Path(path).open("rb") as stream:
                size = os.fstat(stream.fileno()).st_size
                # A file may grow, and a device has no size; no more than the limit is ever held.
                data = b"" if limit is not None and size > limit else stream.read(-1 if limit is None else limit + 1)
    except OSError as error:
        raise ReadError(path, _plainly(error)) from error
    size = max(len(data), size if path != STDIN else 0)
    if limit is not None and size > limit:
        raise ReadError(
            path,
            f"has more than {most_megabytes:g} MB, the limit for one draft; split it, or raise 'max_megabytes'",
        )
    return data


@dataclass(frozen=True, slots=True)
class Source:
    """The text that a draft was translated from: its bytes, and as read."""

    data: bytes
    document: Document


def source_of(path: Path, drafts: Sequence[str | Failure], config: Config) -> Source:
    """The source of the one draft of a run. Raises ConfigError for a folder or several drafts, and ReadError."""
    if path.is_dir():
        raise ConfigError(
            f"--source {path} is a folder, and a file is asked for: check each draft alone, with the file it is of"
        )
    if len(drafts) != 1:
        raise ConfigError(f"--source goes with one draft, and {len(drafts)} are to be checked; name the one it is of")
    if str(drafts[0]) != STDIN and os.path.realpath(str(drafts[0])) == os.path.realpath(path):
        raise ConfigError(f"--source {path} is the draft itself; give the text that it was translated from")
    data = content(str(path), config.max_megabytes)
    return Source(data, reader_for(str(path), config).read(data, str(path)))


@dataclass(frozen=True, slots=True)
class Plan:
    """How one draft is to be checked: by which checker, where its report is remembered, and beside which source."""

    checker: Checker
    results: Results | None = None
    source: Source | None = None

    def run(self, path: str, name: str | None = None) -> DocumentReport:
        """The report on a draft, remembered or new. Raises ReadError and RuleError."""
        return self.report(content(path, self.checker.config.max_megabytes), name or path)

    def report(self, data: bytes, shown: str) -> DocumentReport:
        """The report on a draft's bytes, read as the format that its name says. Raises ReadError and RuleError."""
        config, source = self.checker.config, self.source
        key = data if source is None else b"\0".join((data, source.document.format.encode(), source.data))
        known = self.results.get(key, shown) if self.results else None
        if known is not None:
            return known
        document = reader_for(shown, config).read(data, shown)
        if source is not None:
            # Compiled libraries that nothing else needs.
            from mtqa.pairing import paired

            whole = config.segment_by == "line"
            document = paired(document, source.document, config.source_language, whole=whole)
        report = self.checker.check(document)
        if self.results:
            self.results.put(key, shown, report)
        return report


def checked(
    paths: Iterable[str | Failure], plan: Callable[[str], Plan], stdin_name: str | None = None
) -> Iterator[DocumentReport | Failure]:
    """A report for each path, or why there is none, in the order of the paths; failures pass through.

    Raises ModelError and ConfigError, which concern every draft.
    """
    for path in paths:
        yield path if isinstance(path, Failure) else outcome(path, plan, stdin_name if path == STDIN else None)


def outcome(path: str, plan: Callable[[str], Plan], name: str | None = None) -> DocumentReport | Failure:
    """The report on one draft, or why there is none."""
    try:
        return plan(name or path).run(path, name)
    except ReadError as error:
        return Failure(error.path, error.message)
    except RuleError as error:
        return Failure(path, str(error).removeprefix(f"{path}: "))


def _plainly(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "you have no permission to read it"
    if isinstance(error, IsADirectoryError):
        return "is a folder that cannot be read"
    return f"cannot be read ({error.strerror or error})"
