"""The sample draft against its gold file: found, missed, extra.

    python benchmarks/draft.py [DRAFT GOLD] [--min-confidence 0.5] [--ignore RULE ...]

A marked fault counts as found when a reported finding overlaps it by at least a third of the shorter of the two
and marks at most six times as much text. A finding that overlaps no marked fault is extra; whether a careful
editor would reject it is for a person to judge, so each is printed. Neutral findings (page furniture) count
neither way.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from corpora import DATA

from mtqa.config import Config
from mtqa.engine import check
from mtqa.readers.text import TextReader
from mtqa.types import Finding, Severity, Span

DRAFTS = DATA.parent / "drafts"


def matches(fault: Span, finding: Finding) -> bool:
    """Whether a finding marks a fault closely enough for an editor to see it."""
    shared = min(fault.end, finding.end) - max(fault.start, finding.start)
    return shared >= min(len(fault), len(finding.span)) / 3 and len(finding.span) <= 6 * len(fault)


def described(finding: Finding) -> str:
    """A finding on one line: rule, confidence, what it marks and its first suggestion."""
    better = finding.suggestions[0].text if finding.suggestions else "-"
    return f"{finding.rule} {finding.confidence:.2f} [{finding.text}] -> [{better}]"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("draft", nargs="?", type=Path, default=DRAFTS / "nato-afghanistan.txt")
    parser.add_argument("gold", nargs="?", type=Path, default=DRAFTS / "nato-afghanistan.gold.json")
    parser.add_argument("--min-confidence", type=float, default=0.5)
    parser.add_argument("--ignore", nargs="*", default=[])
    arguments = parser.parse_args()
    if not arguments.draft.exists():
        print(f"skipped: {arguments.draft} is not there")
        return
    gold: list[dict[str, Any]] = json.loads(arguments.gold.read_text(encoding="utf-8"))["spans"]
    document = TextReader().read(arguments.draft.read_bytes(), str(arguments.draft))
    report = check(document, Config(min_confidence=arguments.min_confidence, ignore=tuple(arguments.ignore)))
    findings = [finding for finding in report.findings if finding.severity is not Severity.NEUTRAL]
    used: set[int] = set()
    found = 0
    for fault in gold:
        span = Span(fault["start"], fault["end"])
        hits = [index for index, finding in enumerate(findings) if matches(span, finding)]
        used.update(hits)
        found += bool(hits)
        print(f"{'found ' if hits else 'MISSED'} {fault['severity']:8} [{fault['text']}]")
        for index in hits:
            print(f"         {described(findings[index])}  gold: [{fault['correction']}]")
    extra = [finding for index, finding in enumerate(findings) if index not in used]
    for finding in extra:
        print(f"EXTRA    {described(finding)} {finding.message}")
    print(f"\nfound {found} of {len(gold)}, extra {len(extra)}; score {report.score}, {report.words} words")


if __name__ == "__main__":
    main()
