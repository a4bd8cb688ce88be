"""What an editor shows at a finding: why it was marked, what the rule is about, and the corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from mtqa.registry import detectors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.lsp.places import Places
    from mtqa.lsp.work import Offer
    from mtqa.types import Finding


def hover(places: Places, found: Sequence[tuple[Finding, tuple[Offer, ...]]]) -> types.Hover | None:
    """The findings at a place and their corrections. Plain text: what the draft says must not become markup."""
    if not found:
        return None
    text = "\n\n".join("\n".join(_lines(finding, offers)) for finding, offers in found)
    place = places.range(found[0][0].start, found[0][0].end)
    return types.Hover(types.MarkupContent(types.MarkupKind.PlainText, text), place)


def _lines(finding: Finding, offers: tuple[Offer, ...]) -> Iterator[str]:
    yield finding.message
    rule = detectors.all().get(finding.rule)
    if rule is not None:
        yield f"{finding.rule} ({finding.severity}, {finding.confidence:.0%} sure): {rule.summary}"
    for offer in offers:
        yield f"→ {offer.suggestion.text or '(leave out)'} ({offer.suggestion.confidence:.0%})"
