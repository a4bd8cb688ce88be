"""Which files are drafts: those given by name, and those in folders that a reader claims and .gitignore does not.

What a folder holds may come from strangers, so a link in it that leads out of it is refused, not followed.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.registry import readers
from mtqa.types import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pathspec import GitIgnoreSpec

STDIN = "-"


@dataclass(frozen=True, slots=True)
class _Ignored:
    """The patterns of one .gitignore, and the folder that they count from."""

    folder: Path
    spec: GitIgnoreSpec

    def verdict(self, path: Path, *, is_folder: bool) -> bool | None:
        """Whether the file names this path: True to leave it out, False to take it after all, None for neither."""
        name = path.relative_to(self.folder).as_posix()
        return self.spec.check_file(f"{name}/" if is_folder else name).include


@dataclass(frozen=True, slots=True)
class Patterns:
    """The configuration's `include` and `exclude`, in the syntax of .gitignore, counting from `folder`."""

    folder: Path
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def leave_out(self, path: str, *, by_name: bool) -> bool:
        """Whether a path is excluded or, found in a folder, not included. Hooks give every file by name."""
        if path == STDIN or not (self.include or self.exclude):
            return False
        name = os.path.relpath(os.path.realpath(path), os.path.realpath(self.folder)).replace(os.sep, "/")
        if name.startswith("../"):
            return False
        if self.exclude and _spec(self.exclude).match_file(name):
            return True
        return bool(self.include) and not by_name and not _spec(self.include).match_file(name)


def drafts(paths: Iterable[str], patterns: Patterns | None = None) -> Iterator[str | Failure]:
    """The drafts that `paths` name, each once: files and `-` as they are, folders walked in alphabetical order.

    In a folder, files count whose extension a reader claims; hidden ones, those that a .gitignore names, and
    links to folders are left out. A path that does not exist is given too, so that reading it reports it.
    `patterns` leave out more.
    """
    seen: set[str] = set()
    for path in paths:
        folder = path != STDIN and Path(path).is_dir()
        for found in _walk(Path(path)) if folder else [path]:
            if isinstance(found, Failure):
                yield found
                continue
            identity = found if found == STDIN else os.path.realpath(found)
            left_out = patterns is not None and patterns.leave_out(found, by_name=not folder)
            if identity not in seen and not left_out:
                seen.add(identity)
                yield found


def claimed_extensions() -> frozenset[str]:
    """The extensions of files that are drafts wherever they are found, in lower case, with their dot.

    Readers with `in_folders = False` read what is given by name alone: most tables hold something else than drafts.
    """
    walked = (reader for reader in readers.all().values() if getattr(reader, "in_folders", True))
    return frozenset(extension for reader in walked for extension in reader.extensions)


def _walk(root: Path) -> Iterator[str | Failure]:
    claimed = claimed_extensions()
    absolute = root.resolve()
    for found in _walk_folder(root, absolute, _outer_rules(absolute), claimed):
        yield _refused(found, absolute) or found


def _refused(path: str, root: Path) -> Failure | None:
    """Why a file of a folder is not to be read, if it is a link that leads out of it or nowhere."""
    if not os.path.islink(path):  # noqa: PTH114 - Path.is_symlink raises where a name is too long
        return None
    try:
        real = Path(path).resolve(strict=True)
    except (OSError, RuntimeError):
        return Failure(path, "is a link that leads nowhere or in a loop")
    if real.is_relative_to(root):
        return None
    return Failure(path, "is a link that leads out of the folder; give the file itself by name to check it")


def _walk_folder(shown: Path, folder: Path, rules: list[_Ignored], claimed: frozenset[str]) -> Iterator[str]:
    own = _rules_in(folder)
    rules = [own, *rules] if own else rules
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        # Given as if it were a draft, so that reading it reports it.
        yield str(shown)
        return
    for entry in found:
        # A word processor's lock beside an open document is none.
        if entry.name.startswith((".", "~$")):
            continue
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            if not _is_ignored(path, rules, is_folder=True):
                yield from _walk_folder(shown / entry.name, path, rules, claimed)
        elif path.suffix.lower() in claimed and _may_be_draft(entry) and not _is_ignored(path, rules, is_folder=False):
            yield str(shown / entry.name)


def _may_be_draft(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a file, or a link to one or to nothing: that is for whoever reads it to report."""
    try:
        return entry.is_file() or (entry.is_symlink() and not entry.is_dir())
    except OSError:  # a link in a loop
        return True


def _is_ignored(path: Path, rules: Iterable[_Ignored], *, is_folder: bool) -> bool:
    # git asks the .gitignore nearest to the path first, and the first that names it decides.
    verdicts = (rule.verdict(path, is_folder=is_folder) for rule in rules)
    return next((verdict for verdict in verdicts if verdict is not None), False)


def _rules_in(folder: Path) -> _Ignored | None:
    path = folder / ".gitignore"
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    return _Ignored(folder, _spec(tuple(lines)))


@lru_cache(maxsize=256)
def _spec(lines: tuple[str, ...]) -> GitIgnoreSpec:
    # pathspec takes 0.1 s to import, and most folders have no .gitignore.
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def _outer_rules(root: Path) -> list[_Ignored]:
    """The rules of the folders above `root` in its repository, nearest first; none if they leave out `root` itself.

    Whoever names an ignored folder wants it checked.
    """
    above: list[Path] = []
    if (root / ".git").exists():
        return []
    for parent in root.parents:
        above.append(parent)
        if (parent / ".git").exists():
            break
    else:
        return []
    rules = [rule for rule in map(_rules_in, above) if rule is not None]
    inside = [root, *above[:-1]]
    return [] if any(_is_ignored(path, _above(path, rules), is_folder=True) for path in inside) else rules


def _above(path: Path, rules: Iterable[_Ignored]) -> list[_Ignored]:
    return [rule for rule in rules if rule.folder in path.parents]
