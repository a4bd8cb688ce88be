from __future__ import annotations

import pytest

from mtqa.positions import Positions

CASES = [
    pytest.param("abc", 1, (1, 2), (1, 2), id="plain"),
    pytest.param("a\nbc", 3, (2, 2), (2, 2), id="line feed"),
    pytest.param("a\r\nbc", 4, (2, 2), (2, 2), id="Windows line end is one"),
    pytest.param("a\rbc", 3, (2, 2), (2, 2), id="old Macintosh line end"),
    pytest.param("a\u2028b\x0cc\x85d", 6, (1, 7), (1, 10), id="what editors do not end a line at"),
    pytest.param("\U0001f600\tb", 2, (1, 3), (1, 6), id="emoji and tab"),
    pytest.param("e\u0301x", 2, (1, 3), (1, 4), id="combining mark"),
    pytest.param("é\néx", 3, (2, 2), (2, 3), id="bytes count from the line's start"),
    pytest.param("a\n", 2, (2, 1), (2, 1), id="end of the text"),
    pytest.param("", 0, (1, 1), (1, 1), id="empty"),
]


@pytest.mark.parametrize(("text", "offset", "code_points", "utf8"), CASES)
def test_places(text, offset, code_points, utf8):
    positions = Positions(text)
    assert positions.line_and_column(offset) == code_points
    assert positions.utf8(offset) == utf8


def test_a_range_that_ends_with_its_line_stays_on_it():
    positions = Positions("ab\ncd")
    assert positions.last_line(0, 3) == 1
    assert positions.last_line(0, 4) == 2
    assert positions.last_line(2, 2) == 1


def test_line_starts():
    positions = Positions("ab\r\ncd")
    assert [positions.line_start(line) for line in (1, 2, 3)] == [0, 4, 6]
    assert positions.lines == 2
