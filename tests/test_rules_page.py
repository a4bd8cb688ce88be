"""docs/rules.md says of every rule what the rule says of itself."""

from pathlib import Path

import pytest

from mtqa.registry import Rule, detectors

PAGE = (Path(__file__).parents[1] / "docs" / "rules.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", detectors.all().values(), ids=lambda rule: rule.name)
def test_the_page_has_each_rule_and_its_summary(rule: Rule) -> None:
    assert f"\n## {rule.name}\n" in PAGE
    assert rule.summary in PAGE, "python benchmarks/rules_page.py"
    assert f"| [{rule.name}](#{rule.name}) | {rule.category} | {rule.severity} |" in PAGE
