"""`mtqa config`: what is in force here, and where each value came from."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from mtqa.commands.console import guarded, say
from mtqa.commands.options import ConfigFile, Debug
from mtqa.config import Resolved, resolve_config

EXAMPLES = "Examples:\n\n  mtqa config\n\n  mtqa config --config other.toml\n"


def command(config: ConfigFile = None, debug: Debug = False) -> None:
    """Show the configuration in force in this folder, as TOML, with the origin of each value."""
    with guarded(debug=debug):
        for line in listing(resolve_config(Path.cwd(), config)):
            say(line + "\n")


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
        return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)


def _with_origin(line: str, origin: str) -> str:
    return f"{line:40}  # {origin}"
