from __future__ import annotations

import pytest

from mtqa.errors import ReadError
from mtqa.feedback import Decision, Feedback, Passage
from mtqa.train.table import read_table, tags
from mtqa.types import Category, Finding, Severity, Suggestion


@pytest.mark.parametrize(
    ("target", "edited", "words", "gaps"),
    [
        pytest.param("a b c", "a b c", "OK OK OK", "OK OK OK OK", id="unchanged"),
        pytest.param("a b c", "a x c", "OK BAD OK", "OK OK OK OK", id="replaced"),
        pytest.param("a b c", "a c", "OK BAD OK", "OK OK OK OK", id="deleted"),
        pytest.param("a c", "a b c", "OK OK", "OK BAD OK", id="missing"),
        pytest.param("a", "a b", "OK", "OK BAD", id="missing at the end"),
    ],
)
def test_tags_come_from_the_alignment(target, edited, words, gaps):
    assert tags(target.split(), edited.split()) == (words.split(), gaps.split())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("t.tsv", 'source\ttarget\tpost_edit\nEin "Hund\tA hound"\tA dog\n', id="tsv with a lone quote"),
        pytest.param("t.csv", 'source,target,post_edit\nx,"A, hound","A, dog"\n', id="csv"),
        pytest.param("t.jsonl", '{"source": "x", "target": "A hound", "post_edit": "A dog"}\n', id="jsonl"),
    ],
)
def test_reads_tables(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    (row,) = read_table(path)
    assert row["word_tags"].split()[0] == "OK"
    assert "BAD" in row["word_tags"]


def test_a_missing_column_is_named_with_its_line(tmp_path):
    path = tmp_path / "t.tsv"
    path.write_text("source\ttarget\nEin Hund\tA dog\n", encoding="utf-8")
    with pytest.raises(ReadError, match="line 2 has no post_edit"):
        list(read_table(path))


def test_decisions_of_editors_are_a_table(tmp_path):
    path = tmp_path / "decisions.sqlite"
    finding = Finding("calques", Category.STYLE, Severity.MINOR, 0.8, 6, 11, 1, 7, "1", "hound", "wrong")
    correction = Suggestion("dog", 6, 11, "phrases", 0.7)
    Feedback(path).add("a.md", finding, Passage("a big hound", 0), Decision.ACCEPTED, correction)
    (row,) = read_table(path)
    assert (row["post_edit"], row["word_tags"]) == ("a big dog", "OK OK BAD")
