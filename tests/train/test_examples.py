from __future__ import annotations

import math

import pytest

from mtqa.models.pieces import SENTENCE_HEADS, WORD_HEADS
from mtqa.train.examples import bucket, from_line, from_mqm, from_post_edit, from_versions

ROW = {
    "languages": "et-en",
    "source": "Tere , maailm !",
    "target": "Hello , the world !",
    "post_edit": "Hello , world !",
    "word_tags": "OK OK BAD OK OK",
    "gap_tags": "OK OK OK OK OK BAD",
    "hter": 0.25,
}


def heads(example, name):
    return [labels[WORD_HEADS.index(name)] for labels in example.words]


def test_a_post_edited_row_keeps_its_tags_in_running_text():
    example = from_post_edit(ROW)
    assert example.target == "Hello, the world!"
    assert example.source == "Tere, maailm!"
    assert heads(example, "post_edit") == [0, 0, 1, 0, 0]
    assert heads(example, "omission") == [0, 0, 0, 0, 0]
    assert example.sentence[SENTENCE_HEADS.index("hter")] == 0.25
    assert all(math.isnan(label) for label in heads(example, "mqm"))


def mqm_row(*errors, system="Online-B.1605"):
    marks = [{"start": s, "end": e, "category": "Accuracy", "severity": severity} for s, e, severity in errors]
    return {"languages": "zh-en", "source": "句子。", "target": "A bad sentence.", "system": system, "errors": marks}


def test_raters_are_averaged():
    example = from_mqm([mqm_row((2, 5, "major")), mqm_row((2, 14, "minor")), mqm_row()])
    assert heads(example, "mqm") == pytest.approx([0, 2 / 3, 1 / 3, 0])
    assert heads(example, "mqm_severe") == pytest.approx([0, 1 / 3, 0, 0])
    assert example.sentence[SENTENCE_HEADS.index("mqm")] == pytest.approx(6 / 3 / 10)


@pytest.mark.parametrize(("system", "machine"), [("Human-A.0", 0), ("ref.B", 0), ("hyp.SMU", 1), ("Online-B.1", 1)])
def test_the_system_says_who_wrote_it(system, machine):
    assert from_mqm([mqm_row(system=system)]).sentence[SENTENCE_HEADS.index("machine")] == machine


def test_neutral_marks_are_no_errors():
    assert heads(from_mqm([mqm_row((0, 5, "neutral"))]), "mqm") == [0, 0, 0, 0]


def test_only_people_are_said_to_write_undamaged_english():
    assert heads(from_line("It rains.", human=True, group="x"), "damage") == [0, 0, 0]
    assert all(math.isnan(label) for label in heads(from_line("It rains.", human=False, group="x"), "damage"))


def test_buckets_do_not_change_between_machines():
    assert [bucket(name) for name in ("a", "b", "newstest2020/x")] == [7, 81, 33]


def test_other_versions_say_what_they_do_without():
    line = from_line("The boss left.", human=False, group="x", source="Der Chef ging.")
    held = from_versions(line, ["the leader left.", "The leader has left.", "The boss left.", "Gone!"])
    assert heads(held, "disagreement") == [0.25, 0.75, 0.25, 0.25]
    assert held.source == "Der Chef ging."
    assert all(math.isnan(label) for label in held.sentence)


def test_one_label_for_every_word():
    example = from_post_edit(ROW).with_words(damage=0.0)
    assert heads(example, "damage") == [0] * 5
    assert heads(example, "post_edit") == [0, 0, 1, 0, 0]
