"""Decisions are kept in a file, and counted by rule and by source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtqa.errors import MtqaError
from mtqa.feedback import Acceptance, Decision, Feedback, Passage
from mtqa.types import Category, Finding, Severity, Suggestion

if TYPE_CHECKING:
    from pathlib import Path


END = Passage("teh end", 0)


def finding(rule: str) -> Finding:
    return Finding(rule, Category.STYLE, Severity.MINOR, 0.8, 0, 3, 1, 1, "1", "teh", "wrong")


def test_rates(tmp_path: Path) -> None:
    feedback = Feedback(tmp_path / "new" / "decisions.sqlite")
    assert feedback.by_rule() == []
    one = Suggestion("the", 0, 3, "phrases", 0.7)
    feedback.add("a.md", finding("calques"), END, Decision.ACCEPTED, one)
    feedback.add("a.md", finding("calques"), END, Decision.EDITED, Suggestion("an", 0, 3, "editor", 1.0))
    feedback.add("a.md", finding("calques"), END, Decision.SKIPPED)
    feedback.add("b.md", finding("names"), END, Decision.IGNORED)
    assert feedback.by_rule() == [Acceptance("calques", 1, 1, 1), Acceptance("names", 0, 0, 1)]
    assert [rate.rate for rate in feedback.by_rule()] == [pytest.approx(1 / 3), 0]
    assert Acceptance("phrases", 1, 0, 0) in feedback.by_source()


def test_what_segments_became(tmp_path: Path) -> None:
    feedback = Feedback(tmp_path / "decisions.sqlite")
    segment = Passage("It is teh end of teh road.", 100)
    for start, text in ((106, "the"), (117, "the")):
        feedback.add(
            "a.md", finding("calques"), segment, Decision.ACCEPTED, Suggestion(text, start, start + 3, "x", 1.0)
        )
    feedback.add("a.md", finding("names"), segment, Decision.SKIPPED)
    feedback.add("b.md", finding("names"), Passage("Nothing was wrong.", 7), Decision.IGNORED)
    assert feedback.edited() == [
        ("It is teh end of teh road.", "It is the end of the road."),
        ("Nothing was wrong.", "Nothing was wrong."),
    ]


def test_a_file_that_is_none_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "decisions.sqlite"
    path.write_text("not a database, and long enough to be taken for one " * 50)
    with pytest.raises(MtqaError, match="decisions"):
        Feedback(path).by_rule()
