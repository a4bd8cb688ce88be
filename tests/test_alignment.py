"""Sentences beside their translations: by length, numbers and names."""

from __future__ import annotations

import pytest

from mtqa.alignment import Sentence, align

ONE = ("Die Regierung beschloss 2021 den Bau.", "The government decided to build it in 2021.")
TWO = ("Niemand wusste, was die Brücke am Ende kosten würde.", "Nobody knew what the bridge would cost in the end.")
THREE = ("Путин встретился с Макроном в Берлине.", "Putin met Macron in Berlin.")
FIVE = (
    "Am Sonntag beginnt in Wien die Messe für Bücher aus 30 Ländern.",
    "A fair for books from 30 countries begins in Vienna on Sunday.",
)
SIX = ("Die Karten kosten 15 Euro und sind überall zu haben.", "Tickets cost 15 euros and can be bought everywhere.")
FOUR = ("42人が負傷したと警察が発表した。", "Police said that 42 people were injured.")


@pytest.mark.parametrize(
    ("source", "target", "beads"),
    [
        pytest.param([ONE[0], TWO[0], THREE[0]], [ONE[1], TWO[1], THREE[1]], [(1, 1)] * 3, id="one to one"),
        pytest.param(
            [ONE[0], FIVE[0], SIX[0], THREE[0]],
            [ONE[1], FIVE[1], THREE[1]],
            [(1, 1), (1, 1), (1, 0), (1, 1)],
            id="left out",
        ),
        pytest.param(
            [ONE[0], FIVE[0], THREE[0]],
            [ONE[1], FIVE[1], SIX[1], THREE[1]],
            [(1, 1), (1, 1), (0, 1), (1, 1)],
            id="added",
        ),
        pytest.param([ONE[0], TWO[0], FOUR[0]], [f"{ONE[1][:-1]}; {TWO[1]}", FOUR[1]], [(2, 1), (1, 1)], id="joined"),
        pytest.param([], [ONE[1]], [(0, 1)], id="no source"),
        pytest.param([ONE[0]], [], [(1, 0)], id="no translation"),
        pytest.param([], [], [], id="nothing"),
    ],
)
def test_beads(source: list[str], target: list[str], beads: list[tuple[int, int]]) -> None:
    found = align([Sentence(text) for text in source], [Sentence(text) for text in target])
    assert [(len(bead.source), len(bead.target)) for bead in found] == beads


def test_targets_of_two_paragraphs_are_never_joined() -> None:
    found = align([Sentence(f"{ONE[0]} {TWO[0]}")], [Sentence(ONE[1], 0), Sentence(TWO[1], 1)])
    assert all(len(bead.target) < 2 for bead in found)
