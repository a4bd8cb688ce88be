"""Turns harper's findings into hits of the mtqa rule that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.types import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Segment


def harper_hits(rule: str, segment: Segment, context: Context) -> Iterator[Hit]:
    """What those of harper's rules find that report to `rule`. All segments are linted in one go at the first call."""
    for lint in context.models.grammar.lint(segment.text, context.texts):
        if lint.rule.rule == rule:
            message = _message(lint.message, segment.text[lint.span.start : lint.span.end])
            yield Hit(
                lint.span, message, lint.replacements, lint.rule.confidence, margin=lint.rule.margin, edit=lint.edit
            )


def _message(message: str, marked: str) -> str:
    """What harper says itself, with what it marked where they do not say it."""
    text = message.replace("`", "'").replace("“", "'").replace("”", "'")
    return text if marked.lower() in text.lower() else f"'{marked}': {text}"
