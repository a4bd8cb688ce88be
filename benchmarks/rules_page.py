"""Writes docs/rules.md from the rules' own documentation and the measured figures.

python benchmarks/false_alarms.py --words 60000 --json docs/figures/false-alarms.json
python benchmarks/rule_precision.py --json docs/figures/rule-precision.json
python benchmarks/rules_page.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa.registry import detectors

if TYPE_CHECKING:
    from mtqa.registry import Rule

DOCS = Path(__file__).parents[1] / "docs"

HEAD = """# Rules

`mtqa rules` lists them, `mtqa explain RULE` prints what stands here. This page is made by
`python benchmarks/rules_page.py` from the rules and from measured figures; do not edit it.

How to read the table. *Human*, *systems* and *weakest* are findings per 1,000 words, at the default threshold and on
WMT 2022 (news, shops, posts, talk): people's English, all systems', and that of the weakest quarter of the systems
(`{alarms}`). *Agreed* is the share of a rule's findings, on the test
sentences of MLQE-PE (Wikipedia, from Estonian, Nepali, Romanian, Russian and Sinhala), that the people who corrected
the translation changed at that place, and *chance* the share for random places of the same length
(`{precision}`). Post-editors leave some faults in and change much that is no fault, so *agreed*
is to be held against *chance*; a dash means that the rule found nothing there.

| rule | category | severity | human | systems | weakest | findings | agreed | chance |
|---|---|---|---:|---:|---:|---:|---:|---:|
"""


def read(name: str) -> dict[str, Any]:
    """A file of figures."""
    figures: dict[str, Any] = json.loads((DOCS / "figures" / name).read_text(encoding="utf-8"))
    return figures


def row(rule: Rule, rates: dict[str, dict[str, float]], precision: dict[str, Any]) -> str:
    """A rule's line in the table."""
    cells = [f"[{rule.name}](#{rule.name})", rule.category.value, rule.severity.value]
    kinds = ("human", "systems", "weakest quarter")
    cells += ["–" if rule.needs_source else f"{rates[kind].get(rule.name, 0):.2f}" for kind in kinds]
    figures = precision.get(rule.name)
    cells += (
        [str(figures["findings"]), f"{figures['agreed']:.0%}", f"{figures['chance']:.0%}"] if figures else ["–"] * 3
    )
    return "| " + " | ".join(cells) + " |"


def section(rule: Rule) -> str:
    """A rule's own documentation."""
    lines = [
        f"## {rule.name}",
        "",
        f"ITS 2.0 type `{rule.its}`" + (f"; needs {needs(rule)}" if rule.models else "") + ".",
    ]
    for line in rule.documentation.splitlines():
        label, colon, text = line.strip().partition(": ")
        lines.append(f"- {label}: `{text}`" if colon and label in {"Bad", "Good"} else line)
    return "\n".join(lines)


def needs(rule: Rule) -> str:
    return "the " + ", the ".join(name.replace("_", " ") for name in sorted(rule.models))


def main() -> None:
    alarms, precision = read("false-alarms.json"), read("rule-precision.json")
    rules = list(detectors.all().values())
    page = HEAD.format(alarms=alarms["command"], precision=precision["command"])
    page += "\n".join(row(rule, alarms["rates"], precision["rules"]) for rule in rules)
    page += "\n\n" + "\n\n".join(section(rule) for rule in rules) + "\n"
    (DOCS / "rules.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
