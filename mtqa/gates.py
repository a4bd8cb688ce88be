"""When a run fails: the demands of `--fail-on`, `--min-score`, `--max-findings` and `--max-machine-translated`.

Each is a pure function of what was reported; hidden findings do not count. A draft that fails says why in one line.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mtqa.types import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtqa.types import DocumentReport, Finding


@dataclass(frozen=True, slots=True)
class Gates:
    """The demands on a run. None, or `never`, demands nothing.

    `min_score` is an MQM score, 0 to 100, of each draft; `max_machine_translated` a probability, for each draft;
    `max_findings` counts over the whole run, neutral findings left out.
    """

    fail_on: Severity | Literal["never"] = Severity.MAJOR
    min_score: float | None = None
    max_findings: int | None = None
    max_machine_translated: float | None = None

    def draft(self, report: DocumentReport) -> Iterator[str]:
        """Why one draft fails, a line for each demand that it does not meet."""
        if self.fail_on != "never":
            yield from _severe(report, self.fail_on)
        if self.min_score is not None and report.score < self.min_score:
            yield f"{report.path}: scores {report.score:g}, below --min-score {self.min_score:g}"
        limit, probability = self.max_machine_translated, report.machine_translated
        if limit is not None and probability is not None and probability > limit:
            yield (
                f"{report.path}: was translated by a machine and not edited with probability {probability:.2f}, "
                f"above --max-machine-translated {limit:g}"
            )

    def run(self, findings: int) -> Iterator[str]:
        """Why the whole run fails, given the number of its findings that count (see `counting`)."""
        if self.max_findings is not None and findings > self.max_findings:
            yield f"{findings} findings in all, above --max-findings {self.max_findings}"


def counting(findings: Iterable[Finding]) -> int:
    """How many findings count against `max_findings`."""
    return sum(1 for finding in findings if finding.severity is not Severity.NEUTRAL)


def _severe(report: DocumentReport, fail_on: Severity) -> Iterator[str]:
    counts = Counter(finding.severity for finding in report.findings if finding.severity.weight >= fail_on.weight)
    if counts:
        parts = ", ".join(f"{counts[severity]} {severity}" for severity in reversed(Severity) if counts[severity])
        findings = "finding" if counts.total() == 1 else "findings"
        yield f"{report.path}: {parts} {findings}, at or above --fail-on {fail_on}"
