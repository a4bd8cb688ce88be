# ruff: noqa: S311 (seeds make the cases)
from __future__ import annotations

from itertools import islice
from random import Random

import pytest

from mtqa.errors import ReadError
from mtqa.models.edits import KEEP, EditVocabulary, applied
from mtqa.train.edit_mixture import RARE, EditCorpus, count_tags, read_prose
from mtqa.train.examples import edited, from_line, from_post_edit
from mtqa.train.mixture import Corpus
from mtqa.train.slips import mine

PROSE = [
    "The committee has decided to write a letter to the mayor of the city.",
    "Most of the houses near the river were built in the last century.",
    "She goes to the market every morning because the fruit is fresh there.",
]


def post_edit(target, right, hter):
    row = {
        "languages": "xx-en", "source": "q", "target": target, "post_edit": right, "hter": hter,
        "word_tags": " ".join("OK" for _ in target.split()), "gap_tags": "",
    }  # fmt: skip
    return from_post_edit(row), edited(row)


@pytest.fixture
def corpus():
    posted = [
        post_edit("They was late .", "They were late .", 0.25),
        post_edit("Nothing of it is right .", "All is wrong with this one .", 0.9),
    ]
    lines = [
        ([from_line("People wrote this line.", human=True, group="xx")], [from_line("By it.", human=False, group="xx")])
    ]
    made = EditCorpus(Corpus(posted=posted, lines=lines), PROSE * 40, mine([]))
    made.vocabulary = count_tags(made, Random(1))
    return made


def test_slips_come_with_what_mends_them(corpus):
    tags = corpus.vocabulary.tags
    mended = 0
    for example, numbers in islice(corpus.slip_items(Random(2)), 60):
        assert len(numbers) == len(example.spans) + 1
        if RARE not in numbers:
            edits = {place: tags[number] for place, number in enumerate(numbers) if number}
            mended += applied(example.target, edits) in PROSE
    assert mended > 30


def test_kinds_of_examples_and_what_is_known_of_their_edits(corpus):
    found = {}
    for example, numbers in islice(corpus.items(Random(3)), 400):
        found.setdefault(example.target, numbers)
    assert corpus.vocabulary.tags[found["They was late."][2]] == "REPLACE_were"
    assert found["Nothing of it is right."] is None, "written anew"
    assert set(found["They were late."]) == {0}
    assert set(found["People wrote this line."]) == {0}
    assert found["By it."] is None


def test_a_tag_outside_the_vocabulary_is_rare(corpus):
    corpus.vocabulary = EditVocabulary((KEEP, "DELETE"))
    assert corpus.ids([KEEP, "DELETE", "APPEND_the"]) == [0, 1, RARE]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("a.md", b"No.", "holds no text", id="no text file"),
        pytest.param("a.txt", b" \n", "holds no text", id="blank lines"),
        pytest.param("a.txt", b"\xe4", "no text in UTF-8", id="another encoding"),
    ],
)
def test_prose_that_is_none_is_said(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadError, match=message):
        read_prose(tmp_path)


def test_prose_is_a_line_a_sentence(tmp_path):
    (tmp_path / "b.txt").write_text("Two.\n\n Three. \n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("One.\n", encoding="utf-8")
    (tmp_path / "c.md").write_text("No.\n", encoding="utf-8")
    assert read_prose(tmp_path) == ["One.", "Two.", "Three."]
