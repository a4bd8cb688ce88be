"""What the shell completes besides options: rules, categories, severities, reporters."""

from __future__ import annotations

from mtqa.registry import detectors
from mtqa.registry import reporters as known_reporters
from mtqa.types import Category, Severity


def rules(incomplete: str) -> list[tuple[str, str]]:
    """Rules with their summaries, and categories; after a comma, the next one."""
    before, comma, start = incomplete.rpartition(",")
    known = [(name, rule.summary) for name, rule in detectors.all().items()]
    known += [(category.value, "category") for category in Category]
    return [(before + comma + name, summary) for name, summary in known if name.startswith(start)]


def severities(incomplete: str) -> list[str]:
    return [name for name in (*Severity, "never") if name.startswith(incomplete)]


def reporters(incomplete: str) -> list[str]:
    return [name for name in known_reporters.all() if name.startswith(incomplete)]
