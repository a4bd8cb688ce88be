"""Puts the report beside the tables of a run: each file appears whole or not at all."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from mtqa.batch.report.verdicts import FIT
from mtqa.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mtqa.batch.report.analysis import Analysis
    from mtqa.batch.report.comparison import TwoRuns

# report.html comes last: who finds it finds the rest.
FILES = ("summary.md", "groups.csv", "rules.csv", "worst.csv", "references.csv", "report.html")
COMPARISON = "comparison.html"


def write(directory: Path, fit_from: float = FIT) -> Analysis:
    """Makes the report of the run in a folder, and gives what it says.

    Raises ReadError where the folder holds no run, ConfigError where the extra `batch` is missing, OSError.
    """
    _require()
    from mtqa.batch.report.analysis import analyse

    analysis = analyse(directory, fit_from)
    texts = dict(_texts(analysis))
    for name in FILES:
        if name in texts:
            _write(directory / name, texts[name])
        else:
            # An earlier report of another run in this folder may have had one.
            (directory / name).unlink(missing_ok=True)
    return analysis


def write_comparison(before: Path, after: Path, target: Path, fit_from: float = FIT) -> TwoRuns:
    """Makes one page of what changed from one run to another, and gives what it says. Raises as `write`."""
    _require()
    from mtqa.batch.report.comparison import compare
    from mtqa.batch.report.page import comparison_page

    found = compare(before, after, fit_from)
    _write(target, comparison_page(found))
    return found


def _texts(analysis: Analysis) -> Iterator[tuple[str, Iterable[str]]]:
    from mtqa.batch.report.markdown import markdown
    from mtqa.batch.report.page import page
    from mtqa.batch.report.tables import csv_tables

    yield "summary.md", markdown(analysis)
    for name, text in csv_tables(analysis):
        yield name, [text]
    yield "report.html", page(analysis)


def _write(path: Path, text: Iterable[str]) -> None:
    unfinished = path.with_name(f".unfinished-{path.name}")
    try:
        with unfinished.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            stream.writelines(text)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _require() -> None:
    missing = [name for name in ("jinja2", "pyarrow") if importlib.util.find_spec(name) is None]
    if missing:
        raise ConfigError(f"reports need what is not installed ({', '.join(missing)}): pip install 'mtqa[batch]'")
