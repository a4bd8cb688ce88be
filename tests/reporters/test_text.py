"""The report for people: columns under the right letters, nothing that steers the terminal, lines that fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mtqa.positions import Positions
from mtqa.registry import Look
from mtqa.reporters.excerpt import carets, excerpt, printable, wrapped
from mtqa.reporters.text import TextReporter
from mtqa.types import Category, DocumentReport, Finding, SegmentScore, Severity, Suggestion

if TYPE_CHECKING:
    from collections.abc import Sequence

LINES = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def report(text: str, marked: str, severity: Severity = Severity.MAJOR, path: str = "a.txt") -> DocumentReport:
    """A report with one finding and one segment, the whole text."""
    start = text.index(marked)
    line, column = Positions(text).line_and_column(start)
    better = (Suggestion("better", start, start + len(marked), "style", 0.9),)
    finding = Finding(
        "style", Category.STYLE, severity, 0.9, start, start + len(marked), line, column, "1", marked, "Not so.",
        suggestions=better,
    )  # fmt: skip
    segments = (SegmentScore("1", 0, len(text), 9, 44.4),)
    return DocumentReport(path, "text", "en", None, 9, 44.4, 0.97, segments, (finding,), ("A note.",), text=text)


def shown(*reports: DocumentReport, color: bool = False, width: int = 60) -> str:
    reporter = TextReporter(Look(color, width))
    parts = [*reporter.begin("1", "rules:1"), *(part for one in reports for part in reporter.document(one))]
    return "".join([*parts, *reporter.end()])


def test_everything_that_is_said() -> None:
    assert shown(report("It is a bad wording here.", "bad wording")) == (
        "a.txt\n\n"
        "1:9  major  style\n"
        "    It is a bad wording here.\n"
        "            ^^^^^^^^^^^\n"
        "    Not so.\n"
        "    Better: better\n\n"
        "1 finding (1 major); 9 words; score 44.4 of 100;\n"
        "machine-translated with probability 0.97\n"
        "- A note.\n\n"
    )


@pytest.mark.parametrize(
    "before",
    ["世界 ", "e\u0301te\u0301 ", "a\tb ", "zero\u200bwidth ", "👍 ", "\u202e"],
    ids=["wide", "combining", "tab", "zero width", "emoji", "direction"],
)
def test_the_carets_stand_below_the_marked_words(before: str) -> None:
    lines = shown(report(f"{before}bad end.", "bad")).splitlines()
    sentence, marks = lines[3:5]
    assert cell_len(sentence[: sentence.index("bad")]) == marks.index("^")
    assert marks.count("^") == 3


def test_a_draft_cannot_steer_the_terminal() -> None:
    text = "It \x1b[31m is \x07 bad \u202e here\x9b1m."
    out = shown(report(text, "bad", path="x\x1b[2J.txt"))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out)


def test_color_changes_nothing_but_the_color() -> None:
    colored, plain = (shown(report("It is bad here.", "bad"), color=color) for color in (True, False))
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == plain


def test_neutral_findings_stand_apart_on_a_line_each() -> None:
    out = shown(report("Related posts", "Related posts", Severity.NEUTRAL))
    assert "    1:1 neutral style: Not so.\n" in out
    assert "^" not in out


def test_several_drafts_are_summed_up() -> None:
    assert shown(report("It is bad.", "bad"), report("So bad.", "bad")).endswith(
        "2 drafts, 18 words: 2 findings (2 major)\n"
    )


@given(LINES, LINES, LINES, st.integers(min_value=12, max_value=120))
def test_an_excerpt_fits_and_holds_the_marked_words(before: str, marked: str, after: str, width: int) -> None:
    parts = excerpt(before, marked, after, width)
    assert sum(map(cell_len, parts)) <= width + 1
    if cell_len(printable(marked)) <= width:
        assert parts[1] == printable(marked)
    assert carets(*parts[:2]).endswith("^")


@given(st.lists(st.text("abc世", min_size=1, max_size=8), max_size=30), st.integers(min_value=24, max_value=80))
def test_wrapping_loses_no_word_and_keeps_the_width(words: Sequence[str], width: int) -> None:
    lines = list(wrapped(" ".join(words), width, "    "))
    assert " ".join(lines).split() == list(words)
    assert all(cell_len(line) <= width for line in lines)
    assert all(line.startswith("    ") for line in lines)
