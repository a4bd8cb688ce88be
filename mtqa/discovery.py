"""Which files are drafts: those given by name, and those in folders that a reader claims and .gitignore does not."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.registry import readers

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


def drafts(paths: Iterable[str]) -> Iterator[str]:
    """The drafts that `paths` name, each once: files and `-` as they are, folders walked in alphabetical order.

    In a folder, files count whose extension a reader claims; hidden ones, those that a .gitignore names, and
    links to folders are left out. A path that does not exist is given too, so that reading it reports it.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _walk(Path(path)) if path != STDIN and Path(path).is_dir() else [path]:
            identity = found if found == STDIN else os.path.realpath(found)
            if identity not in seen:
                seen.add(identity)
                yield found


def claimed_extensions() -> frozenset[str]:
    """The extensions that some reader claims, in lower case, with their dot."""
    return frozenset(extension for reader in readers.all().values() for extension in reader.extensions)


def _walk(root: Path) -> Iterator[str]:
    claimed = claimed_extensions()
    absolute = root.resolve()
    yield from _walk_folder(root, absolute, _outer_rules(absolute), claimed)


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
        if entry.name.startswith("."):
            continue
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            if not _is_ignored(path, rules, is_folder=True):
                yield from _walk_folder(shown / entry.name, path, rules, claimed)
        elif path.suffix.lower() in claimed and entry.is_file() and not _is_ignored(path, rules, is_folder=False):
            yield str(shown / entry.name)


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
    # pathspec takes 0.1 s to import, and most folders have no .gitignore.
    from pathspec import GitIgnoreSpec

    return _Ignored(folder, GitIgnoreSpec.from_lines(lines))


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
