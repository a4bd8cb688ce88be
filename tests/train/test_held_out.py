from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pytest

from mtqa.models.pieces import SENTENCE_HEADS, WORD_HEADS, word_spans
from mtqa.models.tagger import Tagged
from mtqa.train.examples import bucket
from mtqa.train.held_out import LINES_A_TEXT, RUN, damaged_texts, edited_texts, marked_texts, news_runs, people_runs
from mtqa.train.mixture import MARKED, MQM_HELD_OUT, NEWS, SOURCES, held_sources, load_corpus


class Blank:
    """Stands for the tagger: knows the words of a text and nothing of them."""

    calibration = SimpleNamespace(machine_log_odds=lambda _: 0.5)

    def tag(self, texts, sources=None, spans=None):
        del sources
        found = [word_spans(text) for text in texts] if spans is None else spans
        nothing = np.zeros(len(SENTENCE_HEADS), np.float32)
        return [Tagged(tuple(s), np.zeros((len(s), len(WORD_HEADS)), np.float32), nothing) for s in found]


def write(path, rows):
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")


def news(year, language, human, system, count):
    return [
        {"set": year, "languages": language, "human": human, "system": system, "line": i, "text": f"{system} {i}"}
        for i in range(count)
    ]


def document(held):
    return next(name for name in map(str, range(1000)) if (bucket(f"s/{name}") < MQM_HELD_OUT) is held)


def marks(name, source):
    mark = {"start": 0, "end": 3, "category": "Accuracy", "severity": "major"}
    return [
        {"set": "s", "system": "Online", "document": name, "segment": "1", "rater": str(i), "languages": "zh-en",
         "source": source, "target": "Bad words here.", "errors": [mark] * (i < 2)}
        for i in range(3)
    ]  # fmt: skip


@pytest.fixture
def data(tmp_path, monkeypatch):
    lines = []
    for year in ("wmt21", "wmt22"):
        for language in ("cs-en", "uk-en"):
            lines += news(year, language, True, "A", 120) + news(year, language, False, "S", 120)
    sources = [
        {"set": year, "languages": language, "line": i, "source": "held" if i == 7 else f"q{i}"}
        for year in ("wmt21", "wmt22") for language in ("cs-en", "uk-en") for i in range(120)
    ]  # fmt: skip
    monkeypatch.setattr("mtqa.train.mixture.read_lines", _plain)
    monkeypatch.setattr("mtqa.train.held_out.read_lines", _plain)
    monkeypatch.setattr("mtqa.train.examples.read_lines", _plain)
    write(tmp_path / NEWS, lines)
    write(tmp_path / SOURCES, sources)
    write(tmp_path / MARKED, marks(document(held=True), "held") + marks(document(held=False), "free"))
    return tmp_path


def _plain(path):
    yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def test_training_leaves_out_what_tests(data):
    corpus = load_corpus(data)
    assert held_sources(data) == {"held"}
    assert [example.source for example in corpus.marked] == ["free"]
    texts = {line.target for versions in corpus.lines for lines in versions for line in lines}
    assert "A 7" not in texts
    assert {"A 6", "S 8"} <= texts
    assert len(corpus.lines) == 2 * 119


def test_calibration_sees_the_year_after_in_some_languages(data):
    runs = news_runs(data, 2)
    assert [len(runs[True]), len(runs[False])] == [2, 2]
    assert all(len(lines) == RUN for lines in runs[True])
    assert runs[True][0][0] == ("A 0", "q0")


def test_the_halves_of_peoples_texts_share_no_line(data):
    first, second = people_runs(data, 4), people_runs(data, 4, second_half=True)
    assert not {line for lines in first for line in lines} & {line for lines in second for line in lines}


def test_marked_is_what_half_the_raters_marked(data):
    (text,) = marked_texts(data, Blank(), 5, source=True)
    assert text.marked == ((True, False, False, False),)
    assert (text.kind, text.machine) == ("marked", 0.5)


ROW = {
    "languages": "et-en", "source": "Tere , maailm", "target": "Hello the world .", "post_edit": "Hello , dear world .",
    "word_tags": "OK BAD OK OK", "gap_tags": "OK BAD OK OK OK", "hter": 0.25,
}  # fmt: skip


def test_edited_sentences_make_texts_of_one_language():
    texts = edited_texts([ROW] * (LINES_A_TEXT + 1) + [ROW | {"languages": "ro-en"}], Blank(), source=False)
    assert [len(text.sentences) for text in texts] == [LINES_A_TEXT, 1, 1]
    assert texts[0].marked[0] == (False, True, False, False)


def test_every_third_post_edit_is_damaged():
    (text,) = damaged_texts([ROW] * 9, Blank(), source=False)
    assert {i for i, marked in enumerate(text.marked) if any(marked)} <= {0, 3, 6}
