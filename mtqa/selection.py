"""Which drafts a run looks at: paths and lists of paths, less what the configuration or git's history leaves out."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from mtqa.changed import changes_since, revision_at
from mtqa.discovery import Patterns, claimed_extensions, drafts
from mtqa.errors import ConfigError
from mtqa.types import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.changed import Changes


@dataclass(frozen=True, slots=True)
class Selection:
    """The paths to check and why others cannot be; `changes` are the lines that count, or None for all."""

    paths: list[str | Failure]
    changes: Changes | None = None


def selection(
    paths: Sequence[str],
    patterns: Patterns,
    files_from: Path | None = None,
    diff: str | None = None,
    since: str | None = None,
) -> Selection:
    """The drafts of a run. Raises ConfigError where there are none, unless a list or git said so."""
    if diff is not None and since is not None:
        raise ConfigError("--diff and --since both say since when; give one of them")
    named = [*paths, *(listed(files_from) if files_from else ())]
    if not named and not files_from:
        named = ["."]
    found = list(drafts(named, patterns))
    if not found and not files_from:
        _refuse(named)
    if diff is None and since is None:
        return Selection(found)
    changes = changes_since(diff if diff is not None else revision_at(since or ""))
    return Selection([path for path in found if isinstance(path, Failure) or changes.of(path)], changes)


def listed(file: Path) -> list[str]:
    """The drafts that a list names, a line or a NUL-terminated piece each; files of other formats are left out."""
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise ConfigError(f"{file}: the list of files cannot be read ({error.strerror or error})") from error
    names = data.split(b"\0") if b"\0" in data else data.splitlines()
    claimed = claimed_extensions()
    # The names are bytes of the file system, as git and find write them.
    texts = [name.decode(sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()) for name in names if name]
    return [text for text in texts if PurePath(text).suffix.lower() in claimed or Path(text).is_dir()]


def _refuse(paths: Iterable[str]) -> None:
    endings = ", ".join(sorted(claimed_extensions()))
    raise ConfigError(
        f"no drafts in {', '.join(paths)}: folders are searched for files ending in {endings} that neither .gitignore "
        "nor 'exclude' leaves out; a file given by name is read whatever it ends in"
    )
