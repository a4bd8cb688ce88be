"""Incremental checking: the same report, nothing read twice, and it can be given up."""

from __future__ import annotations

import dataclasses
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.errors import Cancelled
from mtqa.incremental import Memory, Remembered, Session
from mtqa.models import Models
from mtqa.readers.text import TextReader
from mtqa.registry import Registry, Rule, detectors
from mtqa.types import Category, Hit, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtqa.context import Context
    from mtqa.types import Document, DocumentReport, Segment

DRAFT = (Path(__file__).parents[1] / "fixtures" / "drafts" / "storm-aid.txt").read_text(encoding="utf-8")
PIECES = (" ", "\n\n", ".", "“", "” ", "the the ", "$ 5 ", " , ", "Kiev", "He said that. based on it ", "Привет ", "1.")
TWO_SENTENCES = "One bad thing. Another thing."


def read(text: str) -> Document:
    return TextReader().read(text.encode(), "draft.txt")


def edited(text: str, seed: int) -> str:
    """The text with something put in, left out or repeated."""
    draw = random.Random(seed)  # noqa: S311 - no secret depends on it
    start = draw.randrange(len(text) + 1)
    end = min(len(text), start + draw.choice((0, 0, 1, 5, 40, 300)))
    return text[:start] + draw.choice(("", *PIECES, text[start:end] * 2)) + text[end:]


@pytest.fixture(scope="module")
def checker() -> Checker:
    """Every rule that needs no weights: patterns, the parser, the grammar checker."""
    rules = tuple(name for name, rule in detectors.all().items() if not rule.models & {"tagger", "language_model"})
    return Checker(Config(select=rules), Models(Config()))


@settings(max_examples=25)
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=4))
def test_after_any_edits_the_report_is_the_checkers_own(checker: Checker, seeds: list[int]) -> None:
    session, text = Session(checker), DRAFT
    session.check(read(text))
    for seed in seeds:
        text = edited(text, seed)
        assert session.check(read(text)) == checker.check(read(text))


class Counting:
    """A rule that marks a word, asks its context for what `around` says, and counts the texts that it reads."""

    def __init__(self, around: str = "") -> None:
        self.around = around
        self.read: Counter[str] = Counter()

    def __call__(self, segment: Segment, context: Context) -> Iterator[Hit]:
        self.read[segment.text] += 1
        if self.around == "before":
            other = context.before(segment)
            if other is not None:
                context.before(other)
        elif self.around:
            getattr(context, self.around)(segment) if self.around == "after" else getattr(context, self.around)
        start = segment.text.find("bad")
        if start >= 0:
            yield Hit(Span(start, start + 3), "marked", ("good",))


class NoModels:
    """For rules that need none."""

    def require(self, needed: set[str]) -> None:
        """Everything is here."""


@pytest.fixture
def session_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Session]:
    def made(*checks: Any, **settings_: Any) -> Session:
        registry: Registry[Rule] = Registry("mtqa.detectors")
        registry._loaded = True
        for index, check in enumerate(checks):
            rule = Rule(
                f"rule-{index}", check, Category.STYLE, Severity.MINOR, "style", frozenset(), None,
                whole_document=False, gives_way=False, excludes=False, needs_source=False,
            )  # fmt: skip
            registry.add(rule.name, rule)
        for module in ("mtqa.registry", "mtqa.config"):
            monkeypatch.setattr(f"{module}.detectors", registry)
        return Session(Checker(Config(**settings_), cast("Models", NoModels())), most_texts=1000)

    return made


EDITS = [
    pytest.param("", "New. One bad thing.", "Two good. One bad thing.", 1, id="nothing around: not again"),
    pytest.param("", "One bad thing.", "New paragraph.\n\nOne bad thing.", 1, id="moved: not again"),
    pytest.param("before", "It was. One bad thing.", "It is. One bad thing.", 2, id="another neighbour: again"),
    pytest.param("before", "One. It was. One bad thing.", "Two. It was. One bad thing.", 2, id="two before: again"),
    pytest.param("before", "It was. One bad thing. Yes.", "It was. One bad thing. No.", 1, id="not asked: not again"),
    pytest.param("after", "One bad thing. Yes.", "One bad thing. No.", 2, id="the next one: again"),
    pytest.param("document", "One bad thing.\n\nYes.", "One bad thing.\n\nNo.", 2, id="the whole document: again"),
    pytest.param("config", "One bad thing.\n\nYes.", "One bad thing.\n\nNo.", 1, id="the configuration: not again"),
]  # fmt: skip


@pytest.mark.parametrize(("around", "before", "after", "times"), EDITS)
def test_a_rule_reads_again_what_changed_for_it(
    session_of: Callable[..., Session], around: str, before: str, after: str, times: int
) -> None:
    rule = Counting(around)
    session = session_of(rule, suggest=False)
    first, second = session.check(read(before)), session.check(read(after))
    assert rule.read["One bad thing."] == times
    place = after.index("bad")
    assert [finding.start for finding in second.findings] == [place]
    assert len(first.findings) == 1


def test_corrections_are_remembered_too_and_may_be_left_for_later(session_of: Callable[..., Session]) -> None:
    rule = Counting()
    session = session_of(rule)
    plain = session.check(read(TWO_SENTENCES), suggest=False)
    assert plain.findings[0].suggestions == ()
    assert rule.read["One good thing."] == 0
    full = session.check(read(TWO_SENTENCES))
    assert [one.text for one in full.findings[0].suggestions] == ["good"]
    finding = full.findings[0]
    assert session.suggestions(read(TWO_SENTENCES), "rule-0", finding.start, finding.end) == finding.suggestions
    assert session.suggestions(read(TWO_SENTENCES), "rule-0", 0, 3) == ()
    assert rule.read["One good thing."] == 1
    bare = dataclasses.replace(full, findings=(dataclasses.replace(finding, suggestions=()),))
    assert bare == plain


def test_a_check_is_given_up_between_segments(session_of: Callable[..., Session]) -> None:
    rule = Counting()
    session = session_of(rule, Counting())
    text = "\n\n".join(f"Paragraph number {number} is bad." for number in range(200))
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        session.check(read(text), cancelled=lambda: next(asked))
    assert 0 < len(rule.read) < 200
    # What was read is not lost, and the next check is not given up with it.
    assert len(session.check(read(text), suggest=False).findings) == 200
    assert set(rule.read.values()) == {1}


def test_progress_counts_up_to_the_end(session_of: Callable[..., Session]) -> None:
    session = session_of(Counting(), Counting())
    steps: list[tuple[str, int, int]] = []
    session.check(read(TWO_SENTENCES), progress=lambda *step: steps.append(step))
    assert steps == [("rules", 2, 4), ("rules", 4, 4), ("corrections", 0, 1)]


def test_the_memory_forgets_what_was_asked_for_least_lately() -> None:
    memory, nothing = Memory(most=2), Remembered((), ())
    memory.put("rule", ("one",), nothing)
    memory.put("rule", ("two",), nothing)
    memory.get("rule", ("one",))
    memory.put("rule", ("three",), nothing)
    assert [memory.get("rule", (text,)) for text in ("one", "two", "three")] == [nothing, None, nothing]
    assert memory.get("another", ("one",)) is None


def test_threads_that_share_models_find_what_one_alone_finds(check_with: Callable[..., DocumentReport]) -> None:
    folder = Path(__file__).parents[1] / "fixtures" / "drafts"
    drafts = [path.read_text(encoding="utf-8")[:700] for path in sorted(folder.glob("*.txt"))]
    alone = [seen(check_with(text)) for text in drafts]
    session = Session(Checker(Config(offline=True, cache=False), Models(Config(offline=True, cache=False))))
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: seen(session.check(read(text))), drafts * 4))
    assert together == alone * 4


def seen(report: DocumentReport) -> list[tuple[str, int, int, tuple[str, ...]]]:
    """Findings without confidences, whose last digit depends on which texts a model read together."""
    return [
        (one.rule, one.start, one.end, tuple(suggestion.text for suggestion in one.suggestions))
        for one in report.findings
    ]
