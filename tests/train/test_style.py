from __future__ import annotations

import numpy as np

from mtqa.models.style import habits, style_scores
from mtqa.train.style import fit_style


def test_habits_count_once_and_forget_case_and_typography():
    assert set(habits("It is, it is.")) == set(habits("it is, it IS."))
    assert set(habits("“So” – he’s")) == set(habits('"so" - he\'s'))
    assert len(habits("a b a b")) == len({"a", "b", "a b", "b a"})


def test_what_only_systems_write_speaks_for_a_system():
    texts = ["the side of the matter", "he put it well"] * 40
    machine = np.array([1.0, 0.0] * 40)
    weights = fit_style(texts, machine, np.ones(80))
    one, other, nothing = style_scores(["a side of the matter", "he put it", ""], weights)
    assert one > 0.5 > -0.5 > other
    assert nothing == weights[-1]
