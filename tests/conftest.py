"""What all tests share: property tests draw the same examples each time, and models load once a session."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from mtqa.checking import reader_for
from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.models import Models
from mtqa.registry import detectors
from mtqa.types import Block, Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtqa.types import DocumentReport

    Check = Callable[..., DocumentReport]

# `HYPOTHESIS_PROFILE=search pytest` looks for new counterexamples, for longer.
settings.register_profile("default", derandomize=True, deadline=None, database=None)
settings.register_profile("search", derandomize=False, deadline=None, max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


# What a rule must be told before it says anything.
SETTINGS = {
    "term-translation": {"termbase": (str(Path(__file__).parent.parent / "fixtures" / "terms" / "house.csv"),)},
}


@pytest.fixture(scope="session")
def models() -> Models:
    """The models of the default configuration, loaded when a test first needs them."""
    return Models(Config(offline=True))


def bilingual(text: str, path: str) -> Document:
    """A document of the units `SOURCE => TARGET`; its text is the targets, one a line."""
    pairs = [unit.partition(" => ") for unit in text.split(" ¶ ")]
    blocks, start = [], 0
    for source, _, target in pairs:
        blocks.append(Block.plain(target, start, source=source))
        start += len(target) + 1
    return Document(path, "text", "\n".join(target for _, _, target in pairs), tuple(blocks))


@pytest.fixture(scope="session")
def check_with(models: Models) -> Check:
    """Checks a text with some rules, or with all; skips where the language model was not fetched.

    For a rule that needs the source, the text is `SOURCE => TARGET`, or several of them with ` ¶ ` between.
    """
    checkers: dict[tuple[tuple[str, ...], bool], Checker] = {}

    def check(text: str, *rules: str, suggest: bool = True, path: str = "draft.txt") -> DocumentReport:
        from mtqa.models.store import DEFAULT, installed

        needed = {need for name, rule in detectors.all().items() if not rules or name in rules for need in rule.models}
        if "language_model" in needed and installed(DEFAULT) is None:
            pytest.skip("the language model is not on this machine: mtqa models pull")
        if (rules, suggest) not in checkers:
            told = {key: value for rule in rules for key, value in SETTINGS.get(rule, {}).items()}
            checkers[rules, suggest] = Checker(Config(select=rules, suggest=suggest, offline=True, **told), models)
        if rules and all(detectors.get(name).needs_source for name in rules):
            return checkers[rules, suggest].check(bilingual(text, path))
        return checkers[rules, suggest].check(reader_for(path).read(text.encode(), path))

    return check
