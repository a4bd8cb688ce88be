# ruff: noqa: S311 (seeds make the cases)

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.models.pieces import SENTENCE_HEADS, WORD_HEADS
from mtqa.train.damage import damage, units_of
from mtqa.train.damage_kinds import BILINGUAL, MONOLINGUAL, Pool, Sentence
from mtqa.train.examples import edited

TEXT = "On Monday he did not sell the 12 old houses near Prague , because they were hers ."
EXAMPLE = edited({"source": "x", "post_edit": TEXT, "languages": "cs-en"})
DAMAGE, OMISSION = WORD_HEADS.index("damage"), WORD_HEADS.index("omission")


def pool() -> Pool:
    made = Pool()
    for word in ("garden", "Berlin", "bridges", "walked"):
        made.add(word)
    return made


@given(st.integers(0, 10_000), st.booleans())
def test_marks_what_it_touched_and_nothing_else(seed, bilingual):
    broken = damage(EXAMPLE, random.Random(seed), pool(), bilingual=bilingual)
    if broken is None:
        return
    known = set(TEXT.split())
    for (start, end), labels in zip(broken.spans, broken.words, strict=True):
        word = broken.target[start:end]
        assert labels[DAMAGE] == 1 or word in known
    assert any(labels[DAMAGE] == 1 or labels[OMISSION] == 1 for labels in broken.words)
    assert broken.sentence[SENTENCE_HEADS.index("damaged")] == 1


@pytest.mark.parametrize("kind", sorted(set(MONOLINGUAL + BILINGUAL), key=lambda kind: kind.__name__))
def test_every_kind_can_break_a_sentence(kind):
    for seed in range(40):
        units = units_of(EXAMPLE)
        try:
            kind(Sentence(units, random.Random(seed), pool()))
        except IndexError:
            continue
        if any(unit.broken or unit.missing for unit in units):
            return
    pytest.fail(f"{kind.__name__} broke nothing")


def test_an_undamaged_example_is_cut_and_joined_again():
    assert "".join(unit.before + unit.word for unit in units_of(EXAMPLE)) == EXAMPLE.target
