"""The rule `names` on garbled and on confusable names: nine in ten found, nine in ten of those corrected."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mtqa.config import Config
from mtqa.engine import check
from mtqa.readers.text import TextReader
from mtqa.types import Severity

if TYPE_CHECKING:
    from types import ModuleType

    from mtqa.types import Finding

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_names", BENCHMARKS / "names.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def findings(text: str) -> tuple[Finding, ...]:
    return check(TextReader().read(text.encode(), "draft.txt"), Config(select=("names",))).findings


@pytest.mark.parametrize("held_out", [False, True], ids=["tuning-half", "held-out-half"])
def test_nine_in_ten_found_and_corrected(benchmark: ModuleType, *, held_out: bool) -> None:
    result = benchmark.measure(held_out=held_out)
    assert result.garbled >= 40
    assert result.right >= 40
    assert result.found >= 0.9 * result.garbled
    assert result.corrected >= 0.9 * result.found
    assert result.false <= 1


def test_a_wrong_body_is_critical_and_a_wrong_order_is_less() -> None:
    wrong, order = findings("The World Commerce Organization met. The World Organization of Trade met.")
    assert (wrong.severity, order.severity) == (Severity.CRITICAL, Severity.MAJOR)


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("The International Crime Court ruled.", Severity.MAJOR),
        ("The International Money Fund (IMF) lent.", Severity.CRITICAL),
        ("The Dow Jones Industrial Averages fell.", Severity.MINOR),
    ],
    ids=["another-form", "another-form-with-acronym", "number-only"],
)
def test_a_changed_word_is_no_trifle(text: str, severity: Severity) -> None:
    (finding,) = findings(text)
    assert finding.severity is severity


def test_an_alias_follows_the_official_form() -> None:
    (finding,) = findings("The International Standard Organization (ISO) met.")
    texts = [suggestion.text for suggestion in finding.suggestions]
    assert texts[:1] == ["International Organization for Standardization"]


def test_an_enumeration_is_searched_to_its_end() -> None:
    wrong = ["World Trading Organization", "International Money Fund", "World Organization of Health"]
    found = findings("The " + ", the ".join(wrong * 30) + " met.")
    assert [finding.text for finding in found] == wrong * 30


def test_names_that_were_never_tuned_on(benchmark: ModuleType) -> None:
    result = benchmark.fresh()
    assert result.garbled == 30
    assert result.found >= 0.8 * result.garbled
    assert result.corrected >= 0.9 * result.found


def test_names_that_the_user_knows_are_left_alone() -> None:
    text = "The World Commerce Organization met."
    document = TextReader().read(text.encode(), "draft.txt")
    assert check(document, Config(select=("names",), names=("World Commerce Organization",))).findings == ()


def test_offsets_are_those_of_the_file() -> None:
    text = "First line.\n\n  “The Word Health Organization (WHO)” warned."
    (finding,) = findings(text)
    assert text[finding.start : finding.end] == "Word Health Organization"
    (first, *_) = finding.suggestions
    assert text[: first.start] + first.text + text[first.end :] == text.replace("Word Health", "World Health")


def test_a_run_of_capitals_without_an_end() -> None:
    """A headline in capitals without an end must not take for ever."""
    assert findings("International Council Trade Development Bank " * 100) == ()
