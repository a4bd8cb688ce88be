"""`mtqa rules` lists the rules, `mtqa explain RULE` prints what one looks for and why."""

import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from mtqa.commands import complete
from mtqa.commands.config import toml
from mtqa.commands.console import guarded, say, width_of
from mtqa.commands.options import ConfigFile, Debug
from mtqa.config import Config, load_config
from mtqa.registry import Rule, detectors

EXPLAIN_EXAMPLES = "Examples:\n\n  mtqa explain typography\n"
RULES_EXAMPLES = "Examples:\n\n  mtqa rules\n\n  mtqa rules --config mtqa.toml\n"


def rules_command(config: ConfigFile = None, debug: Debug = False) -> None:
    """List the rules: name, category, severity, what each looks for; `-` before those that are switched off."""
    with guarded(debug=debug):
        for line in rule_table(load_config(Path.cwd(), config), width_of(sys.stdout)):
            say(line + "\n")


def explain_command(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="The rule's name.", autocompletion=complete.rules)],
    debug: Debug = False,
) -> None:
    """Explain a rule: what it looks for, why, with examples and its options."""
    with guarded(debug=debug):
        say(explanation(detectors.get(rule)))


def rule_table(config: Config, width: int) -> Iterator[str]:
    """A line a rule, with its summary cut to the width."""
    known = list(detectors.all().values())
    names = {rule.name for rule in config.rules_in_force()}
    name_width = max((len(rule.name) for rule in known), default=0)
    category_width = max((len(rule.category) for rule in known), default=0)
    for rule in known:
        mark = " " if rule.name in names else "-"
        severity = config.severity_of(rule) or rule.severity
        line = f"{mark} {rule.name:{name_width}}  {rule.category:{category_width}}  {severity:8}  {rule.summary}"
        yield line if len(line) <= width else line[: width - 1] + "…"


def explanation(rule: Rule) -> str:
    """The rule's documentation, what is said of its findings, and its options with their defaults."""
    lines = [rule.name, "", rule.documentation, ""]
    lines.append(f"Category: {rule.category} (MQM); ITS 2.0 type: {rule.its}; severity: {rule.severity}")
    if rule.models:
        lines.append(f"Needs: {', '.join(sorted(rule.models)).replace('_', ' ')}")
    if rule.options is not None:
        lines += ["", f"Options, under [tool.mtqa.rules.{rule.name}]:"]
        lines += [f"  {item.name} = {_default(item)}" for item in dataclasses.fields(rule.options)]
    return "\n".join(lines) + "\n"


def _default(item: dataclasses.Field[object]) -> str:
    if item.default is dataclasses.MISSING and item.default_factory is not dataclasses.MISSING:
        return toml(item.default_factory())
    return toml(item.default)
