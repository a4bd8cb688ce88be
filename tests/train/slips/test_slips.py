# ruff: noqa: S311 (seeds make the cases)

from __future__ import annotations

import random
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.train.slips import kinds_of, mine, slipped
from mtqa.train.slips.mined import Mined, machine_extra, machine_gap, machine_word
from mtqa.train.slips.words import line_of

TEXT = "On Monday Karel Novák, who is 42, sold the old houses near Prague because they weren't his brother's any more."
PAIRS = [("He go to big house .", "He goes to the house .")] * 4
NOISE = Mined({"houses": {"homes": 0.5}}, {"near": 0.3}, {"because": {"so": 0.2}})


@given(st.text(max_size=80), st.integers(0, 1000), st.floats(0, 8))
def test_never_raises(text, seed, strength):
    assert isinstance(slipped(text, random.Random(seed), NOISE, strength=strength), str)


@given(st.text(alphabet=" \t.,;:'’\"“”()-–—?!aAI1ßé\n", max_size=60))
def test_cut_and_joined_again_is_the_same(text):
    assert line_of(text).join() == text


@pytest.mark.parametrize("seed", range(10))
def test_a_seed_makes_the_same_slips(seed):
    one, other = (slipped(TEXT, random.Random(seed), NOISE, strength=3) for _ in range(2))
    assert one == other


def test_names_and_numbers_stay():
    for seed in range(200):
        words = re.findall(r"\w+", slipped(TEXT, random.Random(seed), NOISE, strength=3).lower())
        assert {"karel", "novák", "42"} <= set(words)


def test_a_sentence_in_seven_is_left_as_it_is():
    same = sum(slipped(TEXT, random.Random(seed)) == TEXT for seed in range(2000))
    assert 0.12 < same / 2000 < 0.19


def test_strength_and_length_make_more_slips():
    def mean(text, strength):
        return sum(sum(kinds_of(text, random.Random(seed), strength=strength)[1].values()) for seed in range(300)) / 300

    assert mean(TEXT, 0) < 1 < mean(TEXT, 1) < mean(TEXT, 4)
    assert mean("It is late now.", 1) < mean(TEXT, 1)


def test_the_count_of_kinds_is_of_what_was_written():
    text, made = kinds_of(TEXT, random.Random(5), strength=2)
    assert (text == TEXT) == (not made)
    assert text == slipped(TEXT, random.Random(5), strength=2)


def test_what_machines_wrote_is_learned_from_post_edits():
    mined = mine(PAIRS)
    assert mined.replaced["goes"] == {"go": 1.0}
    assert "he" not in mined.replaced


def test_a_change_made_both_ways_is_a_matter_of_taste():
    both = [("a big house", "a large house"), ("a large house", "a big house")] * 5
    assert mine(both).replaced == {}


def test_one_person_for_another_is_known_from_the_source_alone():
    assert mine([("it came late", "he came late")] * 5).replaced == {}


def test_rare_changes_are_chance():
    assert mine(PAIRS[:2]) == Mined()


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (machine_word, "He sold homes near Prague because it rained."),
        (machine_gap, "He sold houses Prague because it rained."),
        (machine_extra, "He sold houses near Prague so because it rained."),
    ],
    ids=["replaced", "missing", "extra"],
)
def test_mined_noise_is_put_where_it_was_seen(kind, expected):
    line = line_of("He sold houses near Prague because it rained.")
    kind(line, random.Random(1), NOISE)
    assert line.join() == expected
    with pytest.raises(IndexError):
        kind(line_of("Dogs bark."), random.Random(1), NOISE)


def test_mined_noise_takes_its_share():
    made = Counter()
    for seed in range(500):
        made += kinds_of(TEXT, random.Random(seed), NOISE, strength=2)[1]
    assert 0.03 < sum(made[k.__name__] for k in (machine_word, machine_gap, machine_extra)) / made.total() < 0.2
