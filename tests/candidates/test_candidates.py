"""Where wordings come from: post-editors' phrases, small edits, and a model held to what stands around."""

from __future__ import annotations

import dataclasses
import re
from importlib.resources import files
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mtqa.candidates import Place, cheap
from mtqa.candidates.infilling import infilled
from mtqa.candidates.ranking import ranked
from mtqa.models.pieces import WORD_HEADS
from mtqa.models.tagger import Tagged
from mtqa.proposals import proposals
from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.models.base import Sampling


def place(text: str) -> Place:
    """The place between brackets."""
    start, end = text.index("["), text.index("]") - 1
    return Place(text.replace("[", "").replace("]", ""), Span(start, end))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("They saw [the the house].", "They saw the house.", id="doubled word"),
        pytest.param("They went [to the school] today.", "They went to school today.", id="article out"),
        pytest.param("They spoke [of importance] of it.", "They spoke of the importance of it.", id="article in"),
        pytest.param("They went [at home] late.", "They went to home late.", id="preposition"),
        pytest.param("The list of [problem] grew.", "The list of problems grew.", id="number"),
        pytest.param("They have [took] it.", "They have taken it.", id="verb form"),
        pytest.param("It [house was] old.", "It was house old.", id="order"),
        pytest.param("The [withdrawal of troops] began.", "The troop withdrawal began.", id="compound"),
        pytest.param("The [decision of the court] stood.", "The the court’s decision stood.", id="genitive"),
        pytest.param("It is [characterised by] rain.", "It is characterized by rain.", id="post-editors"),
    ],
)
def test_cheap_candidates(text: str, expected: str) -> None:
    marked = place(text)
    assert expected in [candidate.applied(marked.text) for candidate in cheap(marked)]


def test_candidates_differ_from_the_text_and_from_one_another() -> None:
    marked = place("He [made emphasis to the importance of the the peace] again.")
    texts = [candidate.applied(marked.text) for candidate in cheap(marked)]
    assert marked.text not in texts
    assert len(texts) == len(set(texts))


def test_the_table_of_phrases_is_in_order() -> None:
    lines = files("mtqa").joinpath("data/corrections/phrases.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert len(rows) > 1000
    assert all(old != new and old.islower() and 0 < float(share) <= 1 for old, new, share, _ in rows)


class Writer:
    """A model that continues with the given texts, and likes short texts."""

    signature = "writer"
    writes = True

    def __init__(self, *texts: str) -> None:
        self.texts = texts
        self.prompts: list[str] = []

    def generate(self, prompts: Sequence[str], samples: int, sampling: Sampling) -> list[list[str]]:
        assert sampling.temperature == 0, "a second run must write the same"
        self.prompts += prompts
        return [list(self.texts[:samples]) for _ in prompts]

    def score(self, texts: Sequence[str]) -> list[float]:
        return [-float(len(text)) for text in texts]


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        pytest.param(" on the role of peace", ["on the role"], id="meets the words after it"),
        pytest.param(" on the role and more", [], id="goes elsewhere"),
        pytest.param(" on the price of peace", [], id="changes a content word"),
        pytest.param(" to the role of peace", [], id="says the same"),
    ],
)
def test_infilling(sample: str, expected: list[str]) -> None:
    writer = Writer(sample)
    (found,) = infilled([place("He put emphasis [to the role] of peace.")], writer)  # type: ignore[arg-type]
    assert [candidate.text for candidate in found] == expected
    assert writer.prompts == ["He put emphasis"]


def test_infilling_goes_on_with_a_translation_where_the_source_is_there() -> None:
    writer = Writer(" on the role of peace")
    marked = dataclasses.replace(place("He put emphasis [to the role] of peace."), source="Er betonte die Rolle.")
    infilled([marked], writer)  # type: ignore[arg-type]
    assert writer.prompts == ["Source: Er betonte die Rolle.\nEnglish: He put emphasis"]


class Reader:
    """A tagger that remembers with which sources it was asked, and finds every other word as wrong as the next."""

    calibration = SimpleNamespace(changes=())

    def __init__(self) -> None:
        self.sources: set[str | None] = set()

    def read(self, texts: Sequence[str], given: Sequence[str | None] | None = None) -> list[Tagged]:
        sources = given or [None] * len(texts)
        self.sources |= set(sources)
        return [_tagged(text, 2.0 if source else 1.0) for text, source in zip(texts, sources, strict=True)]


def _tagged(text: str, odds: float) -> Tagged:
    spans = tuple(match.span() for match in re.finditer(r"\S+", text))
    return Tagged(spans, np.full((len(spans), len(WORD_HEADS)), odds, np.float32), np.zeros(4, np.float32))


@pytest.mark.parametrize("source", ["Sie sahen das Haus.", None])
def test_candidates_are_weighed_beside_the_source_too(source: str | None) -> None:
    marked = dataclasses.replace(place("They saw [the the house]."), source=source)
    reader = Reader()
    ((first, *_),) = proposals([marked], Writer(), reader)  # type: ignore[arg-type]
    assert first.candidate.applied(marked.text) == "They saw the house."
    assert reader.sources == {None, source}


def test_a_model_that_does_not_write_is_not_asked() -> None:
    writer = Writer(" on the role of peace")
    writer.writes = False
    assert infilled([place("He put emphasis [to the role] of peace.")], writer) == [[]]  # type: ignore[arg-type]
    assert writer.prompts == []


def test_the_likeliest_comes_first() -> None:
    marked = place("He [went to the big school] again.")
    ((first, gain), *others) = ranked([marked], [cheap(marked)], Writer())[0]  # type: ignore[arg-type]
    assert len(first.applied(marked.text)) < len(marked.text)
    assert gain > 0
    assert all(gain >= other for _, other in others)
