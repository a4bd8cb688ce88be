"""Reads the termbases of a configuration: TBX, CSV, TSV, XLSX, and lists of what is never translated (`.txt`)."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from mtqa.decoding import decode
from mtqa.errors import ReadError
from mtqa.terms.base import SOURCE, Concept, Status, Term, Termbase, TermbaseError
from mtqa.terms.problems import problems

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TBX = (".tbx", ".xml", ".mtf", ".tbxm")
LIST = ".txt"
# A termbase of 100,000 entries has some 60 MB of TBX.
LARGEST = 300_000_000


def load(paths: Sequence[str]) -> Termbase:
    """The concepts of all files, and what is odd in them. Raises TermbaseError. A file is read again if it changed."""
    return _loaded(tuple((path, _state(path)) for path in paths))


def digest(paths: Sequence[str]) -> str:
    """Names the content of the files, for signatures: a report rests on it. Raises TermbaseError."""
    if not paths:
        return ""
    state = hashlib.sha256()
    for path in paths:
        state.update(hashlib.sha256(_content(path)).digest())
    return state.hexdigest()[:8]


def remark(paths: Sequence[str]) -> str | None:
    """What to tell those who check with termbases that contradict themselves."""
    if not paths:
        return None
    odd = [problem for problem in load(paths).problems if problem.contradiction]
    if not odd:
        return None
    others = f", and {len(odd) - 1} more such" if len(odd) > 1 else ""
    name = PurePath(odd[0].path).name
    return f"{name}, line {odd[0].line}: {odd[0].message}{others}; mtqa terms --termbase {name} lists them"


@lru_cache(maxsize=8)
def _loaded(states: tuple[tuple[str, tuple[int, int]], ...]) -> Termbase:
    read = [_read(path) for path, _ in states]
    concepts = tuple(concept for one in read for concept in one.concepts)
    found = [problem for one in read for problem in one.problems]
    return Termbase(concepts, (*found, *problems(concepts)))


def _state(path: str) -> tuple[int, int]:
    try:
        status = Path(path).stat()
    except OSError as error:
        raise _unreadable(path, error) from error
    return status.st_mtime_ns, status.st_size


def _content(path: str) -> bytes:
    if _state(path)[1] > LARGEST:
        raise TermbaseError(path, f"has more than {LARGEST // 1_000_000} MB; split it by domain")
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: str, error: OSError) -> TermbaseError:
    reason = error.strerror or str(error)
    return TermbaseError(path, f"the termbase cannot be read ({reason}); 'termbase' is a list of files")


def _read(path: str) -> Termbase:
    try:
        return _reader(path)(_content(path), path)
    except ReadError as error:
        # What cannot be read here is not a draft, and concerns the whole run.
        raise TermbaseError(path, error.message) from error


def _reader(path: str) -> Callable[[bytes, str], Termbase]:
    # Checks without termbases import no parsers.
    from mtqa.terms.rows import EXTENSIONS
    from mtqa.terms.table import read_table
    from mtqa.terms.tbx import read_tbx

    suffix = PurePath(path).suffix.lower()
    if suffix in TBX:
        return read_tbx
    if suffix in EXTENSIONS:
        return read_table
    if suffix == LIST:
        return _read_list
    known = ", ".join((*TBX[:1], *EXTENSIONS, LIST))
    raise TermbaseError(path, f"is of no known format; termbases end in {known}")


def _read_list(data: bytes, path: str) -> Termbase:
    """A term a line that stays as it is in every language; lines that begin with # are remarks."""
    lines = enumerate(decode(data, path).text.splitlines(), 1)
    found = [(number, line.strip()) for number, line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not found:
        raise TermbaseError(path, "holds no term; write one a line")
    return Termbase(tuple(kept(text, path, number) for number, text in found))


def kept(text: str, path: str = "", line: int = 0) -> Concept:
    """A term that is never translated."""
    return Concept((Term(text, SOURCE, Status.PREFERRED, None, line),), (), True, None, path, line)
