"""Spellings of one name share their consonants; distance stops counting where it no longer matters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.consistency.spelling import distance, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zabihullah", "Zabihulla"),
        ("Mujahid", "Mujahed"),
        ("Osama", "Usama"),
        ("Zelensky", "Zelenskiy"),
        ("Tonosaki", "Tonozaki"),
        ("Räikkönen", "Raikkonnen"),
        ("Farouk", "Faruk"),
    ],
)
def test_one_name_in_two_spellings(one, other):
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Slovenia", "Slovakia"), ("Austria", "Australia"), ("Latvia", "Lithuania")]
)
def test_two_names(one, other):
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("kitten", "sitting", 3), ("", "abc", 3), ("same", "same", 0), ("abcd", "wxyz", 4)]
)
def test_distance(one, other, expected):
    assert distance(one, other, 3) == expected


@given(st.text("abc", max_size=8), st.text("abc", max_size=8), st.integers(0, 4))
def test_distance_is_cut_off_not_changed(one, other, most):
    assert distance(one, other, most) == min(distance(one, other, 20), most + 1)
    assert distance(one, other, most) == distance(other, one, most)
