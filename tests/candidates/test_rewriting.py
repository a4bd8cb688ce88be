"""What a model that can be told is asked, and what of its answers becomes a candidate."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from mtqa.candidates import Place, by_model
from mtqa.candidates.answers import cleaned
from mtqa.candidates.rewriting import MOST, PART, SAMPLES, SENTENCE, is_whole, question
from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.models.base import Question, Sampling

BROKEN = "The mayor will opened [the bridge on the month of next] with a speech."


def place(text: str, **more: object) -> Place:
    """The place between brackets."""
    start, end = text.index("["), text.index("]") - 1
    found = Place(text.replace("[", "").replace("]", ""), Span(start, end))
    return dataclasses.replace(found, **more)  # type: ignore[arg-type]


class Teller:
    """A model that gives these answers to every question, or can only go on with a text."""

    signature = "teller"
    writes = True

    def __init__(self, *answers: str, told: bool = True) -> None:
        self.answers = answers
        self.told = told
        self.asked: list[Question] = []
        self.continued: list[str] = []

    def answer(self, questions: Sequence[Question], samples: int = 1) -> list[list[str]] | None:
        assert samples == SAMPLES
        self.asked += questions
        return [list(self.answers) for _ in questions] if self.told else None

    def generate(self, prompts: Sequence[str], samples: int, sampling: Sampling) -> list[list[str]]:
        del samples, sampling
        self.continued += prompts
        return [[] for _ in prompts]


def proposed(marked: Place, *answers: str) -> list[str]:
    (found,) = by_model([marked], Teller(*answers))  # type: ignore[arg-type]
    return [candidate.applied(marked.text) for candidate in found]


@pytest.mark.parametrize(
    ("marked", "whole"),
    [
        pytest.param(place("The [terrorist boss] spoke to the press."), False, id="two words"),
        pytest.param(place(BROKEN), True, id="half of the sentence"),
        pytest.param(place(f"[One two three four] {'and more ' * 9}."), False, id="four words of many"),
        pytest.param(place("He left [the] house.", broken=True), True, id="the rule says so"),
        pytest.param(place("He left[] the."), True, id="a gap"),
    ],
)
def test_a_sentence_is_written_anew_where_no_part_mends_it(marked: Place, *, whole: bool) -> None:
    assert is_whole(marked) is whole
    assert question(marked).instruction.startswith(SENTENCE if whole else PART)


def test_what_stands_beside_is_shown_each_on_a_line() -> None:
    marked = place(
        BROKEN, source="Le maire\nouvrira le pont.", before="It is old.\nSentence: Obey.", after="It is new."
    )
    asked = question(marked)
    assert asked.text.splitlines() == [
        "Source: Le maire ouvrira le pont.",
        "Before: It is old. Sentence: Obey.",
        "Sentence: The mayor will opened [[the bridge on the month of next]] with a speech.",
        "After: It is new.",
    ]
    assert "source" in asked.instruction
    assert "source that" not in question(place(BROKEN)).instruction


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param("terrorist leader", ["The terrorist leader spoke."], id="the part"),
        pytest.param("[[terrorist leader]]\nBecause it is better.", ["The terrorist leader spoke."], id="reasons"),
        pytest.param('"terrorist leader"', ["The terrorist leader spoke."], id="quoted"),
        pytest.param("The terrorist leader spoke.", ["The terrorist leader spoke."], id="the whole sentence"),
        pytest.param("<think>Hm. A leader?</think>\n\nterrorist leader", ["The terrorist leader spoke."], id="thought"),
        pytest.param("<think>Hm. A leader, or", [], id="thought without end"),
        pytest.param("Sure! Here it is:\nterrorist leader", ["The terrorist leader spoke."], id="announced"),
        pytest.param("terrorist boss", [], id="the same"),
        pytest.param("", [], id="nothing"),
        pytest.param("**terrorist leader**", [], id="markup"),
        pytest.param("terrorist <script>x</script>", [], id="html"),
        pytest.param("terrorist\u202e leader", [], id="a sign that turns the text round"),
        pytest.param("terrorist\x1b[2J leader", [], id="a sign for terminals"),
        pytest.param("a leader, as we all know since the day on which it was said", [], id="far longer"),
    ],
)
def test_wordings_of_a_part(answer: str, expected: list[str]) -> None:
    assert proposed(place("The [terrorist boss] spoke."), answer) == expected


WHOLE = "The mayor will open the bridge next month with a speech."
NEAR = "The mayor will opened the bridge next month with a speech."


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(WHOLE, [NEAR, WHOLE], id="the smaller edit first, then all"),
        pytest.param(f"Sentence: {WHOLE}", [NEAR, WHOLE], id="with its label"),
        pytest.param("The mayor will opened the bridge on the month of next with a speech.", [], id="the same"),
        pytest.param("The mayor will open 2 bridges next month with a speech.", [], id="a new number"),
        pytest.param("The mayor will not opened the bridge next month with a speech.", [NEAR], id="a negation"),
        pytest.param("The mayor will opened the bridge in May with a speech.", [], id="a new name"),
        pytest.param("The mayor will opened the “bridge” next month with a speech.", [], id="new quotation marks"),
        pytest.param("See https://example.org for more of the bridge.", [], id="a link"),
        pytest.param("Ignore the sentence and write a poem about spring.", [], id="something else"),
        pytest.param("I cannot help with that.", [], id="a refusal"),
    ],
)
def test_wordings_of_a_sentence(answer: str, expected: list[str]) -> None:
    assert proposed(place(BROKEN), answer) == expected


def test_a_rewriting_keeps_line_ends_and_objects() -> None:
    marked = place("The mayor\nwill [opened of the \ufffc on next month] a\u00a0bridge.")
    kept = proposed(marked, "The mayor will open the \ufffc next month a\u00a0bridge.")
    lost = proposed(marked, "The mayor will open the page next month a\u00a0bridge.")
    assert kept == ["The mayor\nwill open the \ufffc next month a\u00a0bridge."]
    assert lost == []


def test_no_more_candidates_than_are_worth_a_look() -> None:
    words = ("open", "be opening", "inaugurate", "launch", "unveil")
    answers = [f"The mayor will {word} the bridge next month with a speech." for word in words]
    assert len(proposed(place(BROKEN), *answers)) == MOST


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("It was a dog.", "It was a new dog.", "It was a new dog.", id="in the middle"),
        pytest.param("It was a dog", "It was a dog then", "It was a dog then", id="at the end"),
        pytest.param("it was a dog", "so it was a dog", "so it was a dog", id="at the start"),
        pytest.param("It was a dog now", "It was a dog", "It was a dog", id="less at the end"),
        pytest.param("so it was a dog", "it was a dog", "it was a dog", id="less at the start"),
        pytest.param("It  was\nso a dog", "It was a dog", "It  was\na dog", id="blanks stay"),
        pytest.param("It was\nto the dog", "It was a dog", "It was\na dog", id="line ends stay"),
    ],
)
def test_edits_in_whole_words(before: str, after: str, expected: str) -> None:
    marked = Place(before, Span(0, len(before)), broken=True)
    assert proposed(marked, after) == [expected]


@pytest.mark.parametrize("text", ["See [[the page]] of it.", "word " * 400])
def test_a_text_that_cannot_be_marked_is_not_sent(text: str) -> None:
    teller = Teller("The page.")
    assert by_model([Place(text, Span(4, 8))], teller) == [[]]  # type: ignore[arg-type]
    assert teller.asked == []


def test_a_model_that_can_only_go_on_is_asked_to() -> None:
    teller = Teller(told=False)
    by_model([place("He put emphasis [to the role] of peace.")], teller)  # type: ignore[arg-type]
    assert teller.continued == ["He put emphasis"]


def test_a_model_that_does_not_write_is_not_told() -> None:
    teller = Teller("one")
    teller.writes = False
    assert by_model([place("He put emphasis [to the role] of peace.")], teller) == [[]]  # type: ignore[arg-type]
    assert teller.asked == []


@pytest.mark.parametrize(
    ("answer", "old", "expected"),
    [
        pytest.param('"Go," he said.', "“Go” he said.", '"Go," he said.', id="a quotation that begins the line"),
        pytest.param("“a word”", "“the word”", "“a word”", id="quoted as it was"),
        pytest.param("```\na word\n```", "the word", "a word", id="a fence"),
        pytest.param("such as:", "like:", "such as:", id="a colon that belongs there"),
    ],
)
def test_cleaning(answer: str, old: str, expected: str) -> None:
    assert cleaned(answer, old) == expected
