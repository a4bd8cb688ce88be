"""Each fault is reported and counted once."""

from __future__ import annotations

import pytest

from mtqa.overlaps import one_per_fault
from mtqa.registry import Rule
from mtqa.suggest import Found
from mtqa.types import Category, Hit, Piece, Segment, Severity, Span

TEXT = "You must to be here."


def found(name: str, marked: str, *candidates: str, severity: Severity) -> Found:
    rule = Rule(name, lambda *_: (), Category.STYLE, severity, "style", frozenset(), None, False, False, False, False)
    start = TEXT.index(marked)
    hit = Hit(Span(start, start + len(marked)), "wrong", candidates)
    return Found(rule, Segment("1", 0, TEXT, (Piece(0, 0, len(TEXT), len(TEXT)),)), hit)


@pytest.mark.parametrize(
    ("marked", "candidates", "kept"),
    [
        pytest.param("to", ("",), ["form"], id="both come to one text"),
        pytest.param("to", ("now",), ["form", "word"], id="another text"),
        pytest.param("to", (), ["form", "word"], id="nothing to put in its place"),
        pytest.param("to be", ("be",), ["form"], id="most of it"),
        pytest.param("here", ("there",), ["form", "word"], id="another place"),
    ],
)
def test_what_is_one_fault(marked: str, candidates: tuple[str, ...], kept: list[str]) -> None:
    form = found("form", "must to be", "must be", severity=Severity.MAJOR)
    word = found("word", marked, *candidates, severity=Severity.MINOR)
    assert [item.rule.name for item in one_per_fault([word, form], lambda _: True)] == kept
