"""`mtqa config`: what is in force here, and where each value came from."""

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from mtqa.commands.console import guarded, say
from mtqa.commands.options import ConfigFile, Debug
from mtqa.config import Resolved, resolve_config
from mtqa.overrides import PathConfigs

EXAMPLES = """Examples:

  mtqa config

  mtqa config drafts/legal/terms.md

  mtqa config --schema > mtqa.schema.json
"""


def command(
    path: Annotated[
        str | None, typer.Argument(metavar="PATH", help="Show what holds for this draft.", show_default=False)
    ] = None,
    config: ConfigFile = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of the configuration.")] = False,
    debug: Debug = False,
) -> None:
    """Show the configuration in force in this folder, as TOML, with the origin of each value."""
    with guarded(debug=debug):
        if schema:
            from mtqa.config_schema import config_schema

            say(json.dumps(config_schema(), ensure_ascii=False, indent=1) + "\n")
            return
        resolved = resolve_config(Path.cwd(), config)
        configs = PathConfigs(resolved)
        for line in listing(resolved if path is None else for_path(resolved, configs, path)):
            say(line + "\n")


def for_path(resolved: Resolved, configs: PathConfigs, path: str) -> Resolved:
    """What holds for one draft; what an override says has it as its origin."""
    config = configs.of(path)
    changed = {
        item.name: f"{resolved.path}: overrides"
        for item in dataclasses.fields(config)
        if item.name != "rules" and getattr(config, item.name) != getattr(resolved.config, item.name)
    }
    for rule, settings in config.rules.items():
        known = resolved.config.rules.get(rule, {})
        changed |= {
            f"rules.{rule}.{key}": f"{resolved.path}: overrides"
            for key, value in settings.items()
            if key not in known or known[key] != value
        }
    return Resolved(config, resolved.path, resolved.origins | changed)


def listing(resolved: Resolved) -> Iterator[str]:
    """The lines of a mtqa.toml with the same effect; what is unset is a comment."""
    config = resolved.config
    rows = [(item.name, getattr(config, item.name)) for item in dataclasses.fields(config) if item.name != "rules"]
    for name, value in rows:
        line = f"# {name} is not set" if value is None else f"{name} = {toml(value)}"
        yield _with_origin(line, resolved.origins.get(name, "default"))
    for rule, settings in config.rules.items():
        yield ""
        yield f"[rules.{rule}]"
        for key, value in settings.items():
            yield _with_origin(f"{key} = {toml(value)}", resolved.origins[f"rules.{rule}.{key}"])


def toml(value: object) -> str:
    """A value of the configuration as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple | list):
        return "[" + ", ".join(toml(one) for one in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(key)} = {toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, str):
        # JSON's escapes are those of TOML's basic strings.
        return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)


def _with_origin(line: str, origin: str) -> str:
    return f"{line:40}  # {origin}"
