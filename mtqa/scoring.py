"""MQM arithmetic, and the signature that names what a score was made with."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from mtqa.types import SegmentScore, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from mtqa.registry import Rule
    from mtqa.types import Finding

# Below this the MQM score of a document is unsteady: one major error moves it by 2.5 points and more.
STEADY_WORDS = 200


def overall_quality(severities: Iterable[Severity], words: int) -> float:
    """The MQM overall quality score: (1 - penalty / words) x 100, not below 0; 100 for a text without words.

    Source: MQM-Core, "The MQM scoring models", linear calibration with a per-word penalty total (themqm.org).
    """
    penalty = sum(severity.weight for severity in severities)
    if words == 0:
        return 100.0 if penalty == 0 else 0.0
    return round(max(0.0, (1 - penalty / words) * 100), 1)


def segment_score(number: str, start: int, end: int, words: int, findings: Iterable[Finding]) -> SegmentScore:
    """A segment's own score, by the formula of the document's."""
    severities = [finding.severity for finding in findings]
    return SegmentScore(number, start, end, words, overall_quality(severities, words))


def signature(rules: Collection[Rule], parts: Iterable[str], settings: object) -> str:
    """Names what ran: the number of rules with a digest of their names and settings, and each model."""
    text = repr((sorted(rule.name for rule in rules), settings))
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return "|".join([f"rules:{len(rules)}.{digest}", *parts])
