"""Says how many findings a report does not show, and why, for people."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mtqa.types import HiddenBy

if TYPE_CHECKING:
    from mtqa.types import DocumentReport

REASONS = {
    HiddenBy.BASELINE: "in the baseline",
    HiddenBy.COMMENT: "ignored by comments",
    HiddenBy.UNCHANGED: "on unchanged lines",
}


def hidden_counts(report: DocumentReport) -> list[str]:
    """`2 in the baseline`, for each reason that hid something."""
    counts = Counter(item.by for item in report.hidden)
    return [f"{counts[reason]} {words}" for reason, words in REASONS.items() if counts[reason]]
