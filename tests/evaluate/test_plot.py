from __future__ import annotations

from xml.etree import ElementTree as ET

from mtqa.evaluate import Evaluation, Row
from mtqa.evaluate.plot import plot


def test_a_line_for_each_group_and_a_dot_for_each_threshold_that_marks_something():
    rows = [
        Row(group, measure, value, value, value, threshold)
        for group in ("et-en", "a<b")
        for threshold, precision, recall in ((0.3, 0.5, 0.8), (0.5, 0.7, 0.4), (0.9, float("nan"), 0.0))
        for measure, value in (("precision", precision), ("recall", recall))
    ]
    picture = ET.fromstring(  # noqa: S314
        plot(Evaluation("d", "words", False, 2, tuple(rows)))
    )
    names = [element.tag.rpartition("}")[2] for element in picture]
    assert names.count("polyline") == 2
    assert names.count("circle") == 4


def test_without_a_curve_the_axes_stand_alone():
    assert "polyline" not in plot(Evaluation("d", "pairs", False, 1, ()))
