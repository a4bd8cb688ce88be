"""Garbled names found and corrected, and right names flagged, on both halves of fixtures/names and on its fresh set.

python benchmarks/names.py [--show]

--show prints the failures of the half that limits may be tuned on; those of the held-out half are only counted.
"""

from __future__ import annotations

import argparse
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.models import Models
from mtqa.names.known import names as known_names
from mtqa.names.words import words
from mtqa.readers.text import TextReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtqa.types import Finding

FIXTURES = Path(__file__).parents[1] / "fixtures" / "names"


@dataclass
class Result:
    """Counts over one half, and lines on what failed."""

    garbled: int = 0
    found: int = 0
    corrected: int = 0
    right: int = 0
    false: int = 0
    failures: tuple[str, ...] = ()


def wordings(name: str) -> list[list[str]]:
    """The content words of a name and of its other official wordings; UN and United Nations are the same."""
    wanted = [word.plain for word in words(name)]
    known = known_names()
    for entity in known.entities:
        keys = [[word.plain for word in words(text)] for text in entity.names]
        if wanted in keys:
            return keys
    return [wanted]


def measure(*, held_out: bool) -> Result:
    """The rule on one half of the fixtures."""
    result = garbled(_cases("garbled.toml", held_out=held_out))
    check = _checking()
    for case in _cases("confusable.toml", held_out=held_out):
        findings = check(case)
        result.right += 1
        result.false += len(findings)
        result.failures += tuple(f"false: {item.text} -> {item.message}" for item in findings)
    return result


def garbled(cases: list[dict[str, Any]]) -> Result:
    """The rule on sentences that hold one garbled name each."""
    check = _checking()
    result = Result()
    for case in cases:
        start = case["text"].index(case["garbled"])
        end = start + len(case["garbled"])
        hits = [item for item in check(case) if item.start < end and start < item.end]
        firsts = [item.suggestions[0].text if item.suggestions else "-" for item in hits]
        result.garbled += 1
        result.found += bool(hits)
        good = any(_covers(first, item.text, case) for first, item in zip(firsts, hits, strict=True))
        result.corrected += good
        if not good:
            result.failures += (f"{case['garbled']} -> {case['right']}: {[item.text for item in hits]} {firsts}",)
    return result


def fresh() -> Result:
    """The rule on the cases that were run once before anything was changed for them."""
    return garbled(tomllib.loads((FIXTURES / "fresh.toml").read_text(encoding="utf-8"))["case"])


def _checking() -> Callable[[dict[str, Any]], tuple[Finding, ...]]:
    checker = Checker(config := Config(select=("names",)), Models(config))
    return lambda case: checker.check(TextReader().read(case["text"].encode(), case["id"])).findings


def _covers(first: str, text: str, case: dict[str, Any]) -> bool:
    """Whether the correction, put in place of a longer or shorter span, leaves the right name in the text."""
    plain = [word.plain for word in words(case["text"].replace(text, first))]
    return any(plain[i : i + len(wanted)] == wanted for wanted in wordings(case["right"]) for i in range(len(plain)))


def _cases(name: str, *, held_out: bool) -> list[dict[str, Any]]:
    cases = tomllib.loads((FIXTURES / name).read_text(encoding="utf-8"))["case"]
    return [case for case in cases if case["held_out"] is held_out]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print the failures of the half for tuning")
    arguments = parser.parse_args()
    for half, held_out in (("tuning", False), ("held out", True)):
        result = measure(held_out=held_out)
        print(
            f"{half:9} garbled {result.garbled}, found {result.found}, corrected {result.corrected}; "
            f"right {result.right}, false alarms {result.false}"
        )
        if arguments.show and not held_out:
            print("\n".join(f"  {line}" for line in result.failures))
    result = fresh()
    print(f"{'fresh':9} garbled {result.garbled}, found {result.found}, corrected {result.corrected}")


if __name__ == "__main__":
    main()
