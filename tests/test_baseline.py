from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mtqa import baseline
from mtqa.errors import ConfigError
from mtqa.positions import Positions
from mtqa.readers.text import TextReader
from mtqa.segmentation import segmented
from mtqa.types import Category, DocumentReport, Finding, HiddenBy, SegmentScore, Severity

SENTENCES = [
    "The treaty was signed in spring by both sides.",
    "Nobody had read teh second chapter of it.",
    "Its authors met again in the old town hall.",
    "They said that teh plan needs more time.",
    "A crowd waited outside until the evening.",
    "Then the mayor read a short letter.",
    "He thanked teh guests and went home.",
]
KNOWN = "\n\n".join(" ".join(SENTENCES[index : index + 3]) for index in (0, 3, 4))
EDITS = st.sampled_from(["delete", "insert", "replace", "move", "wrap"])


def report_of(text: str, path: str = "draft.txt") -> DocumentReport:
    """A report on a text in which each `teh` or `hte` is a finding."""
    document = segmented(TextReader().read(text.encode(), path))
    positions = Positions(document.text)
    findings, scores = [], []
    for segment in document.segments:
        span = segment.span
        scores.append(SegmentScore(segment.id, span.start, span.end, 5, 90.0))
        for match in re.finditer(r"teh|hte", document.text[span.start : span.end]):
            start, end = span.start + match.start(), span.start + match.end()
            place = positions.line_and_column(start)
            findings.append(
                Finding("x", Category.STYLE, Severity.MAJOR, 0.9, start, end, *place, segment.id, match.group(), "!")
            )
    return DocumentReport(path, "text", "en", None, 9, 50.0, None, tuple(scores), tuple(findings), text=document.text)


def known_of(text: str) -> baseline.Baseline:
    report = report_of(text)
    return baseline.Baseline(Path.cwd(), {"draft.txt": baseline.entries(report)})


def edited(text: str, data: st.DataObject) -> str:
    """The text after one random edit that touches no sentence with a known finding."""
    spots = [
        match.span()
        for match in re.finditer(r"[^.\n]+\.?\s*|\n+", text)
        if "teh" not in match.group() and "hte" not in match.group()
    ]
    start, end = data.draw(st.sampled_from(spots))
    piece = text[start:end]
    kind = data.draw(EDITS)
    if kind == "delete":
        middle = ""
    elif kind == "insert":
        middle = data.draw(st.sampled_from(["New words here. ", "\n\nA new line.\n\n", "So, "])) + piece
    elif kind == "replace":
        middle = data.draw(st.text(alphabet="abc DE.\n", max_size=40)) + " "
    elif kind == "wrap":
        middle = piece.replace(" ", "\n", 1)
    else:
        return piece.strip() + "\n\n" + text[:start] + " " + text[end:]
    return text[:start] + middle + text[end:]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_after_edits_elsewhere_nothing_known_comes_back_and_nothing_new_is_hidden(data):
    known = known_of(KNOWN)
    text = KNOWN
    for _ in range(data.draw(st.integers(1, 3))):
        text = edited(text, data)
    before = len(report_of(text).findings)
    assume(before == len(known.documents["draft.txt"]))
    comparison = known.compared(report_of(text))
    assert comparison.report.findings == ()
    assert comparison.gone == ()
    fresh = data.draw(st.sampled_from(["hte", "teh"]))
    sentence = f"Here is {fresh} new fault, which nobody knew."
    place = data.draw(st.sampled_from([0, len(text)]))
    changed = f"{sentence}\n\n{text}" if place == 0 else f"{text}\n\n{sentence}"
    again = known.compared(report_of(changed))
    assert [finding.text for finding in again.report.findings] == [fresh]
    line = changed[: again.report.findings[0].start].count("\n") + 1
    assert "new fault" in changed.splitlines()[line - 1]


def test_a_repeat_of_a_known_finding_is_new():
    known = known_of("Nobody had read teh book.")
    comparison = known.compared(report_of("Nobody had read teh book.\n\nNobody had read teh book."))
    assert len(comparison.report.findings) == 1
    assert [item.by for item in comparison.report.hidden] == [HiddenBy.BASELINE]


def test_a_mended_finding_is_gone():
    comparison = known_of("Nobody had read teh book.").compared(report_of("Nobody had read the book."))
    assert [entry.text for entry in comparison.gone] == ["teh"]


def test_another_rule_on_the_same_words_is_new():
    known = known_of("Nobody had read teh book.")
    report = report_of("Nobody had read teh book.")
    other = dataclasses.replace(report, findings=(dataclasses.replace(report.findings[0], rule="y"),))
    assert known.compared(other).report.findings == other.findings


def test_a_written_baseline_is_read_from_any_folder(tmp_path, monkeypatch):
    (tmp_path / "docs").mkdir()
    file = tmp_path / "docs" / "known.json"
    monkeypatch.chdir(tmp_path)
    file.write_text(baseline.written([report_of(KNOWN, "drafts/ä b.md")], file.parent), encoding="utf-8")
    monkeypatch.chdir(tmp_path / "docs")
    comparison = baseline.load(Path("known.json")).compared(report_of(KNOWN, "../drafts/ä b.md"))
    assert comparison.report.findings == ()
    assert len(comparison.report.hidden) == 3


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(None, "there is no such file; write one with", id="missing"),
        pytest.param("{", "is no baseline of mtqa", id="no json"),
        pytest.param('{"schema": "other/1", "documents": {}}', "is no baseline of mtqa", id="other schema"),
        pytest.param('{"schema": "mtqa-baseline/1", "documents": {"a": [1]}}', "documents.a.0", id="bad entry"),
    ],
)
def test_a_bad_baseline_is_refused_with_its_path(tmp_path, content, message):
    file = tmp_path / "known.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(ConfigError, match=message) as caught:
        baseline.load(file)
    assert str(file) in str(caught.value)
