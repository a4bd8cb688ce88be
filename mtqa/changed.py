"""Which lines of which drafts are new since a git revision, so that a review shows only what its author wrote."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.errors import ConfigError
from mtqa.types import Hidden, HiddenBy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mtqa.types import DocumentReport, Finding

# A line of these files, as git counts lines, is nothing that a person wrote.
NOT_BY_LINE = frozenset({"docx"})
EVERYTHING = ((1, None),)

_HUNK = re.compile(r"@@ -\d+(?:,(?P<removed>\d+))? \+(?P<start>\d+)(?:,(?P<added>\d+))? @@")
_ESCAPED = re.compile(rb'\\([0-7]{3}|[abtnvfr"\\])')
_LETTERS = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}

Ranges = tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """New lines by path below `root`: first and last line from 1, or to the end of the file where last is None."""

    root: str
    lines: Mapping[str, Ranges]

    def of(self, path: str) -> Ranges:
        """The new lines of a draft; all of them for standard input and for files outside of the repository."""
        if path == "-":
            return EVERYTHING
        name = os.path.relpath(os.path.realpath(path), self.root)
        if name.startswith(os.pardir + os.sep):
            return EVERYTHING
        return self.lines.get(name.replace(os.sep, "/"), ())

    def only_new(self, report: DocumentReport) -> DocumentReport:
        """The report with findings on old lines hidden; its score still speaks of the whole draft."""
        ranges = self.of(report.path)
        if report.format in NOT_BY_LINE and ranges:
            ranges = EVERYTHING
        new: list[Finding] = []
        old: list[Finding] = []
        for finding in report.findings:
            # git ends lines at line feeds alone.
            first = report.text.count("\n", 0, finding.start) + 1
            last = first + report.text.count("\n", finding.start, max(finding.start, finding.end - 1))
            touched = any(start <= last and (end is None or first <= end) for start, end in ranges)
            (new if touched else old).append(finding)
        hidden = (Hidden(finding, HiddenBy.UNCHANGED) for finding in old)
        return dataclasses.replace(report, findings=tuple(new), hidden=(*report.hidden, *hidden))


def changes_since(base: str, folder: Path | None = None) -> Changes:
    """What is new in the working tree since it left the revision `base` (their merge base), untracked files too.

    Raises ConfigError where `folder`, by default the current one, is in no git repository or `base` is unknown.
    """
    where = folder or Path.cwd()
    root = os.fsdecode(_git(where, "rev-parse", "--show-toplevel")).rstrip("\n")
    commit = _commit(where, base)
    # Whatever the user has set for git, the answer has one form.
    options = ("--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "--text", "-M")
    prefixes = ("--src-prefix=a/", "--dst-prefix=b/")
    lines = parsed(_git(where, "diff", *options, *prefixes, commit, "--"))
    untracked = _git(Path(root), "ls-files", "--others", "--exclude-standard", "-z")
    lines |= {os.fsdecode(name): EVERYTHING for name in untracked.split(b"\0") if name}
    return Changes(os.path.realpath(root), lines)


def revision_at(date: str, folder: Path | None = None) -> str:
    """The last commit before a date that git understands ('2 weeks ago', '2026-05-01'). Raises ConfigError."""
    where = folder or Path.cwd()
    found = _git(where, "rev-list", "-1", f"--before={date}", "HEAD").decode().strip()
    if found:
        return found
    # Before the first commit there was nothing, which git knows under the name of the empty tree.
    return _git(where, "hash-object", "-t", "tree", os.devnull).decode().strip()


def _commit(where: Path, base: str) -> str:
    if base.startswith("-"):
        raise ConfigError(f"'{base}' is no revision")
    kind = _git(where, "cat-file", "-t", base, wrong=f"git knows no revision '{base}'").strip()
    if kind == b"tree":
        return base
    try:
        return _git(where, "merge-base", base, "HEAD").decode().strip()
    except ConfigError:
        # Unrelated or shallow histories have no common commit; the revision itself is the next best.
        return base


def parsed(diff: bytes) -> dict[str, Ranges]:
    """The lines that a diff without context adds, by path."""
    result: dict[str, list[tuple[int, int | None]]] = {}
    path: str | None = None
    lines: Iterator[bytes] = iter(diff.split(b"\n"))
    for line in lines:
        if line.startswith(b"+++ "):
            path = _path(line[4:])
        elif match := _HUNK.match(line.decode("ascii", "replace")):
            removed, added = (int(match[name] or "1") for name in ("removed", "added"))
            if added and path is not None:
                start = int(match["start"])
                result.setdefault(path, []).append((start, start + added - 1))
            # The lines of a hunk may look like headers; they are stepped over by their number.
            for _ in range(removed + added):
                next(lines, b"")
    return {name: tuple(ranges) for name, ranges in result.items()}


def _path(shown: bytes) -> str | None:
    """The path in a `+++` line: after b/, in C quotes where it is unusual; None for a file that is gone."""
    name = shown.rstrip(b"\r\t")
    if name.startswith(b'"'):
        name = _ESCAPED.sub(_unescaped, name[1:-1])
    return os.fsdecode(name[2:]) if name.startswith(b"b/") else None


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code, 8)]) if len(code) > 1 else _LETTERS.get(code, code)


def _git(where: Path, *arguments: str, wrong: str | None = None) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=where, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise ConfigError("git is not installed, and --diff and --since ask it what changed") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[0].removeprefix("fatal: ") if said else f"exit code {done.returncode}"
        raise ConfigError(wrong or f"git cannot say what changed in {where}: {reason}")
    return done.stdout
