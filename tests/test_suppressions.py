from __future__ import annotations

import re

import pytest

from mtqa.positions import Positions
from mtqa.suppressions import suppressed
from mtqa.types import Category, DocumentReport, Finding, HiddenBy, SegmentScore, Severity

RULES = {"t": "typography", "n": "furniture"}


def report_of(text: str, format_: str = "markdown") -> DocumentReport:
    """A report with a finding of `typography` at each [t] and one of `furniture` at each [n]."""
    positions = Positions(text)
    findings = tuple(
        Finding(
            RULES[match[1]], Category.LINGUISTIC_CONVENTIONS, Severity.MAJOR, 0.9, match.start(), match.end(),
            *positions.line_and_column(match.start()), "1", match.group(), "!",
        )
        for match in re.finditer(r"\[([tn])\]", text)
    )  # fmt: skip
    segments = (SegmentScore("1", 0, len(text), 100, 50.0),)
    return DocumentReport("a.md", format_, "en", None, 100, 50.0, None, segments, findings, text=text)


def lines_left(report: DocumentReport) -> list[str]:
    return [f"{finding.line}{finding.text[1]}" for finding in report.findings]


CASES = [
    pytest.param("one [t] <!-- mtqa: ignore -->\ntwo [t]", ["2t"], id="this line"),
    pytest.param("one [t][n] <!-- mtqa: ignore typography -->\n", ["1n"], id="one rule"),
    pytest.param("[t][n] <!-- mtqa: ignore typography, furniture -->\n", [], id="two rules"),
    pytest.param("[t] <!-- mtqa: ignore linguistic-conventions -->\n", [], id="category"),
    pytest.param("[t] <!-- mtqa: ignore typography (house style, see p. 3) -->\n", [], id="reason"),
    pytest.param("<!-- mtqa: ignore -->\none [t]\ntwo [t]\n\nthree [t]\n", ["5t"], id="alone: the paragraph after it"),
    pytest.param("<!-- mtqa: ignore -->\r\n\r\none [t]\r\n\r\ntwo [t]\r\n", ["5t"], id="alone, Windows line ends"),
    pytest.param("<!-- mtqa: ignore-next-line -->\none [t]\ntwo [t]\n", ["3t"], id="next line"),
    pytest.param(
        "a [t]\n<!-- mtqa: ignore-start -->\nb [t]\n\nc [t]\n<!-- mtqa: ignore-end -->\nd [t]\n",
        ["1t", "7t"],
        id="block",
    ),
    pytest.param("a [t]\n<!-- mtqa: ignore-start -->\nb [t]\n", ["1t"], id="block without an end"),
    pytest.param("a [t][n]\n\n<!-- mtqa: ignore-file furniture -->\nb [n]\n", ["1t"], id="file"),
    pytest.param("```\n<!-- mtqa: ignore-file -->\n```\na [t]\n", ["4t"], id="in a code block it is an example"),
    pytest.param("`<!-- mtqa: ignore -->` [t]\n", ["1t"], id="in code it is an example"),
]


@pytest.mark.parametrize(("text", "left"), CASES)
def test_comments_hide_what_they_speak_of(text, left):
    report = suppressed(report_of(text), RULES.values())
    assert lines_left(report) == left
    assert {item.by for item in report.hidden} <= {HiddenBy.COMMENT}


def test_a_finding_that_ends_on_the_line_is_meant():
    text = "a sentence that [t]\nends here <!-- mtqa: ignore -->"
    report = report_of(text)
    long = Finding("typography", Category.STYLE, Severity.MAJOR, 0.9, 0, text.index("here"), 1, 1, "1", text[:29], "!")
    assert suppressed(type(report)(**_fields(report) | {"findings": (long,)}), ["typography"]).findings == ()


def _fields(report: DocumentReport) -> dict:
    return {name: getattr(report, name) for name in report.__slots__}


def test_what_is_ignored_costs_no_score():
    report = suppressed(report_of("[t] <!-- mtqa: ignore -->\n[t]\n"), RULES.values())
    assert (report.score, report.segments[0].score) == (95.0, 95.0)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        pytest.param("a <!-- mtqa: ignore typography -->", "line 1: .*hides nothing", id="unused"),
        pytest.param("a\n<!-- mtqa: ignore typo -->\n", "line 2: no rule or category is called 'typo'", id="no rule"),
        pytest.param("<!-- mtqa: ignore-fil -->", "did you mean 'ignore-file'", id="no such comment"),
        pytest.param("<!-- mtqa: ignore-end -->", "'ignore-start' is missing", id="end without start"),
    ],
)
def test_comments_that_do_nothing_are_named(text, note):
    (found,) = suppressed(report_of(text), RULES.values()).notes
    assert re.search(note, found)


@pytest.mark.parametrize(
    ("comment", "ran", "complete"),
    [
        pytest.param("ignore typography", ["furniture"], False, id="its rule did not run"),
        pytest.param("ignore", ["furniture"], False, id="not all rules ran"),
    ],
)
def test_comments_for_rules_that_did_not_run_are_not_called_unused(comment, ran, complete):
    assert suppressed(report_of(f"a <!-- mtqa: {comment} -->"), ran, complete=complete).notes == ()


def test_plain_text_has_no_comments():
    report = report_of("[t] <!-- mtqa: ignore -->", "text")
    assert suppressed(report, RULES.values()) is report


def test_gettext_has_its_own_comments():
    text = '# mtqa: ignore typography\nmsgid "x"\nmsgstr "[t]"\n\nmsgid "y"\nmsgstr "[t]"\n'
    assert lines_left(suppressed(report_of(text, "po"), RULES.values())) == ["6t"]
