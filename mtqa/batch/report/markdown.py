"""The main figures as Markdown, for a pull request, a chat or a wiki."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.batch.report import wording
from mtqa.batch.report.measures import MEASURES
from mtqa.reporters.escaping import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtqa.batch.report.analysis import Analysis
    from mtqa.batch.report.groups import Comparison
    from mtqa.batch.report.references import References, Table

MOST_ROWS = 30
_SPECIAL = re.compile(r"([\\`*_\[\]<>|&~])")


def markdown(analysis: Analysis) -> Iterator[str]:
    """The summary in pieces."""
    yield f"# Translation quality: {_escaped(analysis.run.directory.resolve().name)}\n\n"
    for sentence in wording.in_short(analysis):
        yield f"- {_escaped(sentence)}\n"
    if not len(analysis.corpus):
        return
    yield "\n"
    yield from table(
        ("Figure", "Value", "95% interval"),
        [
            (measure.name, wording.figure(one, measure), wording.span(one, measure.digits))
            for measure in MEASURES
            if (one := analysis.figures[measure.key])
        ],
    )
    for comparison in (*analysis.comparisons, *analysis.within):
        yield from _comparison(comparison)
    if analysis.rules:
        yield "\n## Rules\n\n"
        rows = [
            (kind.name, f"{kind.count:,}", wording.number(kind.per_1000_words, 2), f"{kind.share_of_penalty:.1f}%")
            for kind in analysis.rules
        ]
        yield from table(("Rule", "Findings", "Per 1,000 words", "Of all penalty"), rows)
    if analysis.references:
        yield from _references(analysis.references)
    if analysis.worst:
        yield "\n## Worst documents\n\n"
        worst = [(one.id, one.groups, f"{one.words:,}", f"{one.score:.1f}") for one in analysis.worst]
        yield from table(("Document", "Groups", "Words", "Quality score"), worst)
    signature = analysis.run.settings.get("signature")
    if signature:
        yield f"\nMade with {_escaped(str(signature))}.\n"


def _comparison(comparison: Comparison) -> Iterator[str]:
    within = f" in {comparison.within}" if comparison.within else ""
    yield f"\n## By {_escaped(comparison.grouping + within)}\n\n"
    rows = [
        (
            group.name, f"{group.documents:,}", wording.number(group.figures["quality"].value, 2),
            wording.span(group.figures["quality"], 2), wording.signed(group.difference),
            f"{group.verdict.value}, p {wording.probability(group.p)}",
        )
        for group in comparison.groups
    ]  # fmt: skip
    head = (
        comparison.grouping,
        "Documents",
        "Quality score",
        "95% interval",
        "Better or worse by",
        "More than chance?",
    )
    yield from table(head, rows)


def _references(found: References) -> Iterator[str]:
    yield "\n## Against reference translations\n\n"
    rows = [(name, f"{one.value:.1f}", wording.span(one, 1)) for name, one in found.overall.items()]
    yield from table(("Metric", "Value", "95% interval"), rows)
    agreeing = [one for one in found.tables if one.agreement]
    if agreeing:
        yield "\nRank correlation of the quality score with chrF:\n\n"
        yield from table(("Groups", "Number", "Spearman's rho", "Kendall's tau-b"), map(_agreement, agreeing))
    yield "\n" + "".join(f"- `{signature}`\n" for signature in found.signatures)


def _agreement(one: Table) -> tuple[str, ...]:
    where = f"{one.grouping} in {one.within or 'all'}"
    return (where, f"{len(one.groups):,}", *(wording.number(value, 2) for value in one.agreement["chrF"]))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table of at most MOST_ROWS rows; what is left out is said below it."""
    yield "| " + " | ".join(map(_escaped, head)) + " |\n|" + "---|" * len(head) + "\n"
    rows = list(rows)
    for row in rows[:MOST_ROWS]:
        yield "| " + " | ".join(map(_escaped, row)) + " |\n"
    if len(rows) > MOST_ROWS:
        yield f"\n{len(rows) - MOST_ROWS:,} more are in the CSV files.\n"


def _escaped(text: str) -> str:
    """Text as Markdown shows it: on one line, and without what would be markup."""
    return _SPECIAL.sub(r"\\\1", one_line(text))
