"""Reads a plain table of one's own (source, target, post-edit) and derives the word tags by alignment."""

from __future__ import annotations

import csv
import difflib
import re
from typing import TYPE_CHECKING, Any

from mtqa.errors import MtqaError, ReadError
from mtqa.feedback import Feedback
from mtqa.train.examples import read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

COLUMNS = ("source", "target", "post_edit")
_TOKEN = re.compile(r"\w+(?:[-.,]\w+)*|['’]\w+|[^\w\s]")


def read_table(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a TSV, CSV or JSONL file with the columns source, target and post_edit, tagged.

    A `.sqlite` file is one of decisions (mtqa.feedback). Raises ReadError.
    """
    if path.suffix == ".sqlite":
        yield from _decided(path)
        return
    try:
        yield from _rows(path)
    except (ValueError, csv.Error, EOFError) as error:
        raise ReadError(str(path), f"is no table that can be read: {error}") from error


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.suffix in {".tsv", ".csv"}:
        with path.open(encoding="utf-8-sig", newline="") as file:
            tabs = path.suffix == ".tsv"  # a quote in a TSV file is a quote of the text
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if tabs else csv.DictReader(file)
            for number, row in enumerate(rows, start=2):
                yield _checked(path, number, row)
    else:
        for number, row in enumerate(read_lines(path), start=1):
            yield _checked(path, number, row)


def _decided(path: Path) -> Iterator[dict[str, Any]]:
    try:
        pairs = Feedback(path).edited()
    except MtqaError as error:
        raise ReadError(str(path), str(error).removeprefix(f"{path}: ")) from error
    for before, after in pairs:
        yield tagged_row({"source": "", "target": before, "post_edit": after})


def _checked(path: Path, line: int, row: dict[str, Any]) -> dict[str, Any]:
    missing = [column for column in COLUMNS if not isinstance(row.get(column), str)]
    if missing:
        raise ReadError(str(path), f"line {line} has no {' and no '.join(missing)}; its columns must be {COLUMNS}")
    return row if "word_tags" in row else tagged_row(row)


def tagged_row(row: dict[str, Any]) -> dict[str, Any]:
    """A row in the form of the public post-edit sets: tokens joined by spaces, and a tag for each word and gap."""
    target, edited = _TOKEN.findall(row["target"]), _TOKEN.findall(row["post_edit"])
    words, gaps = tags(target, edited)
    wrong = words.count("BAD") + gaps.count("BAD")
    return {
        "languages": row.get("languages") or "table",
        "source": row["source"],
        "target": " ".join(target),
        "post_edit": " ".join(edited),
        "word_tags": " ".join(words),
        "gap_tags": " ".join(gaps),
        "hter": min(1.0, wrong / max(1, len(edited))),
    }


def tags(target: Sequence[str], edited: Sequence[str]) -> tuple[list[str], list[str]]:
    """A tag OK or BAD for each word that the post-edit kept or changed, and for each gap where it put words in.

    There is a gap before each word and one after the last.
    """
    words, gaps = ["OK"] * len(target), ["OK"] * (len(target) + 1)
    matcher = difflib.SequenceMatcher(None, target, edited, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind in {"replace", "delete"}:
            words[start:end] = ["BAD"] * (end - start)
        if kind == "insert" or (kind == "replace" and last - first > end - start):
            gaps[end] = "BAD"
    return words, gaps
