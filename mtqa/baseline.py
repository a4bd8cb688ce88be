"""The findings that a team knows of and lives with: kept in a file, hidden in later runs, named when they are gone.

A known finding is recognised by its rule and words with one of: its segment, the words before it, the words after
it (mtqa.fingerprints). Each entry of the baseline stands for one finding, so a second one like it is new.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal

from mtqa.errors import ConfigError
from mtqa.fingerprints import fingerprints
from mtqa.types import Hidden, HiddenBy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mtqa.fingerprints import Fingerprint
    from mtqa.types import DocumentReport

SCHEMA = "mtqa-baseline/1"
# In this order: with its own segment a finding is surest to be the same.
PRINTS = ("segment", "before", "after")


@dataclass(frozen=True, slots=True)
class Known:
    """A known finding: its rule and marked text, and three digests of what stands around it."""

    rule: str
    text: str
    segment: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A report without its known findings, and the entries of the baseline that it no longer has."""

    report: DocumentReport
    gone: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings by path; paths are relative to `folder`, with slashes, so that the file works anywhere."""

    folder: Path
    documents: Mapping[str, tuple[Known, ...]]

    def compared(self, report: DocumentReport) -> Comparison:
        """Hides the known findings of a report."""
        known = self.documents.get(key(report.path, self.folder), ())
        prints = fingerprints(report)
        matched = _matched(prints, known)
        new = tuple(finding for index, finding in enumerate(report.findings) if index not in matched)
        hidden = tuple(Hidden(report.findings[index], HiddenBy.BASELINE) for index in sorted(matched))
        gone = tuple(entry for index, entry in enumerate(known) if index not in set(matched.values()))
        return Comparison(
            dataclasses.replace(report, findings=new, hidden=(*report.hidden, *hidden), compared=True), gone
        )


def _matched(prints: Sequence[Fingerprint], known: Sequence[Known]) -> dict[int, int]:
    """Which finding is which entry, each at most once, by index."""
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for what in PRINTS:
        free: dict[str, list[int]] = defaultdict(list)
        for index in reversed(range(len(known))):
            if index not in taken:
                free[getattr(known[index], what)].append(index)
        for index, fingerprint in enumerate(prints):
            candidates = free.get(getattr(fingerprint, what))
            if index not in matched and candidates:
                matched[index] = candidates.pop()
                taken.add(matched[index])
    return matched


def key(path: str, folder: Path) -> str:
    """The path of a draft as a baseline in `folder` names it."""
    try:
        return PurePath(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive on Windows
        return PurePath(path).as_posix()


def entries(report: DocumentReport) -> tuple[Known, ...]:
    """A report's findings as entries of a baseline."""
    return tuple(
        Known(finding.rule, finding.text, prints.segment, prints.before, prints.after)
        for finding, prints in zip(report.findings, fingerprints(report), strict=True)
    )


def written(reports: Iterable[DocumentReport], folder: Path) -> str:
    """The text of a baseline file that is to stand in `folder`: sorted by path, so that versions compare well."""
    found = {key(report.path, folder): entries(report) for report in reports}
    documents = {path: [dataclasses.asdict(entry) for entry in known] for path, known in sorted(found.items()) if known}
    return json.dumps({"schema": SCHEMA, "documents": documents}, ensure_ascii=False, indent=1) + "\n"


def load(path: Path) -> Baseline:
    """Reads a baseline file. Raises ConfigError, which says how to write a new one."""
    from pydantic import TypeAdapter, ValidationError

    @dataclass
    class File:
        schema: Literal["mtqa-baseline/1"]
        documents: dict[str, tuple[Known, ...]]

    try:
        data = path.read_bytes()
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror or str(error)
        raise ConfigError(f"{path}: {reason}; write one with: mtqa baseline PATH... --output {path}") from error
    try:
        file = TypeAdapter(File).validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ConfigError(f"{path}: is no baseline of mtqa ({where}: {first['msg']})") from error
    return Baseline(path.resolve().parent, file.documents)
