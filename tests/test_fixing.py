"""Drafts are corrected to where nothing is left, the score never falls, and a second run changes nothing."""

from __future__ import annotations

import itertools
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.errors import ReadError
from mtqa.fixing import Draft, Fixed, fixed, without_overlaps
from mtqa.models import store
from mtqa.readers.text import TextReader
from mtqa.types import Category, DocumentReport, Finding, SegmentScore, Severity, Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mtqa.models import Models

FIXTURES = Path(__file__).parent.parent / "fixtures"


def draft(text: str) -> Draft:
    return Draft("draft.txt", text.encode(), TextReader())


def checker(replacements: Mapping[str, str], score: Callable[[str], float] = lambda _: 100) -> Callable[..., object]:
    """Finds the given words and offers what they are to become; the longer the word, the surer."""

    def check(data: bytes) -> DocumentReport:
        text = data.decode()
        findings = []
        for word, better in replacements.items():
            for match in re.finditer(rf"\b{word}\b", text):
                start, end = match.span()
                one = Suggestion(better, start, end, "fake", min(1.0, 0.9 + len(word) / 1000))
                findings.append(
                    Finding(
                        "fake", Category.STYLE, Severity.MINOR, 0.9, start, end, 1, 1, "1", word, "wrong",
                        suggestions=(one,),
                    )
                )  # fmt: skip
        segments = (SegmentScore("1", 0, len(text), 1, 100),)
        return DocumentReport(
            "draft.txt", "text", "en", None, 1, score(text), None, segments, tuple(findings), (), (), text
        )

    return check


def result(text: str, replacements: Mapping[str, str], bound: float = 0.9, **settings: object) -> Fixed:
    return fixed(draft(text), checker(replacements, **settings), bound)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "replacements", "after"),
    [
        pytest.param("teh cat", {"teh": "the"}, "the cat", id="one"),
        pytest.param("one two three", {"one": "two", "two": "six"}, "six six three", id="one makes room for another"),
        pytest.param("a bee see", {"a bee": "A", "bee see": "B"}, "a B", id="of two that overlap the surer"),
        pytest.param("plain", {}, "plain", id="nothing"),
    ],
)
def test_corrected_to_the_end(text: str, replacements: dict[str, str], after: str) -> None:
    assert result(text, replacements).after.text == after


def test_below_the_bound_nothing_is_changed() -> None:
    assert result("teh cat", {"teh": "the"}, bound=0.95).after.text == "teh cat"


@pytest.mark.parametrize("text", ["red", "blue", "green"])
def test_corrections_that_go_round_end_in_the_same_place(text: str) -> None:
    assert result(text, {"red": "blue", "blue": "green", "green": "red"}).after.text == "blue"


def test_what_makes_the_score_worse_together_is_put_in_singly() -> None:
    done = result("teh badd cat", {"teh": "the", "badd": "bad"}, score=lambda text: 50 if "the bad " in text else 100)
    assert done.after.text == "teh bad cat"


def test_what_makes_the_score_worse_is_not_put_in() -> None:
    assert result("teh cat", {"teh": "the"}, score=lambda text: 50 if "the" in text else 100).after.text == "teh cat"


def test_a_format_without_a_writer_is_refused() -> None:
    class Reader:
        name = "sealed"

    with pytest.raises(ReadError, match="sealed"):
        fixed(Draft("a.x", b"", Reader()), checker({}), 0.9)  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9), st.floats(0, 1)), max_size=12))
def test_no_two_corrections_overlap_and_the_surest_is_kept(spans: list[tuple[int, int, float]]) -> None:
    suggestions = [Suggestion("x", start, start + length, "fake", sure) for start, length, sure in spans]
    kept = without_overlaps(suggestions)
    assert all(one.end < other.start for one, other in itertools.pairwise(kept))
    assert not suggestions or max(one.confidence for one in kept) == max(one.confidence for one in suggestions)


def fixture_files() -> list[Path]:
    """Drafts, clean texts, and the cases of every rule, which stand as one draft each."""
    folders = {"drafts": "*.txt", "clean": "*", "detectors": "*.toml"}
    return [path for folder, pattern in folders.items() for path in sorted((FIXTURES / folder).glob(pattern))]


def content(path: Path) -> bytes:
    if path.suffix != ".toml":
        return path.read_bytes()
    cases = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    return "\r\n\r\n".join(case["text"] for case in cases).encode()


@pytest.mark.parametrize("path", fixture_files(), ids=lambda path: path.name)
def test_applying_twice_changes_nothing_the_second_time(path: Path, models: Models) -> None:
    if store.installed(store.DEFAULT) is None:
        pytest.skip("the language model is not on this machine: mtqa models pull")
    from mtqa.checking import Plan, reader_for

    plan = Plan(Checker(Config(offline=True), models))

    def check(data: bytes) -> DocumentReport:
        return plan.report(data, path.name)

    once = fixed(Draft(path.name, content(path), reader_for(path.name)), check, 0.5)
    assert once.last.score >= once.first.score
    assert once.applied or path.parent.name != "drafts"
    assert fixed(once.after, check, 0.5).after.data == once.after.data
