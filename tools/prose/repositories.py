"""Files of a GitHub repository at a commit: from a clone that is there, or fetched for as long as it is read."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from prose.errors import ProseError

if TYPE_CHECKING:
    from collections.abc import Iterator

GITHUB = "https://github.com"


@contextmanager
def repository_at(name: str, commit: str, clones: Path | None) -> Iterator[Path]:
    """A folder that git finds the commit in: `clones`/owner+name, or else a temporary one, fetched from GitHub.

    Raises ProseError when the commit is not in the clone, or cannot be fetched.
    """
    clone = clones and clones / name.replace("/", "+")
    if clone and clone.is_dir():
        if _git(clone, "cat-file", "-e", f"{commit}^{{commit}}").returncode:
            message = f"{name}: {clone} has no commit {commit}; git -C {clone} fetch {GITHUB}/{name} {commit}"
            raise ProseError(message)
        yield clone
        return
    with tempfile.TemporaryDirectory(prefix="prose-") as folder:
        _git(Path(folder), "init", "--quiet", "--bare")
        fetched = _git(Path(folder), "fetch", "--quiet", "--depth=1", f"{GITHUB}/{name}", commit)
        if fetched.returncode:
            message = f"{name}: commit {commit} could not be fetched: {_last_line(fetched.stderr)}"
            raise ProseError(message)
        yield Path(folder)


def files_at(folder: Path, name: str, commit: str, paths: str) -> Iterator[tuple[str, bytes]]:
    """Path and content of the files in whose path `paths` is found, in git's order. Raises ProseError for none."""
    listed = _git(folder, "ls-tree", "-r", "-z", commit).stdout.decode("utf-8", "replace").split("\0")
    entries = (line.split("\t", 1) for line in listed if line)
    # Symbolic links (120000) and submodules (160000) have no text of their own.
    wanted = [(path, meta.split()[2]) for meta, path in entries if meta.startswith("100") and re.search(paths, path)]
    if not wanted:
        message = f"{name}: no file at commit {commit} matches {paths}"
        raise ProseError(message)
    answer = _git(folder, "cat-file", "--batch", told="".join(f"{blob}\n" for _, blob in wanted).encode()).stdout
    at = 0
    for path, _ in wanted:
        line = answer.find(b"\n", at)
        header = answer[at:line].split()
        if line < 0 or header[1:2] != [b"blob"]:
            message = f"{name}: {path} is not in the clone; its history was fetched without all of its files"
            raise ProseError(message)
        start = line + 1
        at = start + int(header[2]) + 1
        yield path, answer[start : at - 1]


def _git(folder: Path, *arguments: str, told: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    # Git asks for a password where GitHub has no such repository; nobody is there to answer.
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *arguments], input=told, capture_output=True, check=False, env=environment
        )
    except FileNotFoundError:
        message = "git is not installed"
        raise ProseError(message) from None


def _last_line(output: bytes) -> str:
    return (output.decode("utf-8", "replace").strip().splitlines() or ["git said nothing"])[-1]
