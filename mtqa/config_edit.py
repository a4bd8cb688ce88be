"""Changes a configuration file in place: what people wrote in it, comments and order too, stays as it is."""

from __future__ import annotations

import codecs
import tomllib
from typing import TYPE_CHECKING, Any

from mtqa.errors import ConfigError
from mtqa.files import replace_whole

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from pathlib import Path


def add_name(path: Path, name: str) -> bool:
    """Puts a name into `names` of mtqa.toml, or of `[tool.mtqa]` in pyproject.toml; False where it stands there.

    A file that does not exist is made. Raises ConfigError for one that is not valid, MtqaError where it cannot be
    written.
    """
    old = _content(path)
    mark = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
    try:
        new = _with_name(old.removeprefix(mark).decode("utf-8"), name, project=path.name == "pyproject.toml")
    except (ValueError, TypeError, AttributeError) as error:
        raise ConfigError(f"{path}: '{name}' cannot be added to its names: {error}") from error
    if new is None:
        return False
    replace_whole(path, mark + new.encode("utf-8"))
    return True


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror or error})") from error


def _with_name(text: str, name: str, *, project: bool) -> str | None:
    """The text with the name in it; None where it has it. Raises ValueError for what is not a list in valid TOML."""
    # An extra that the language server alone needs.
    import tomlkit

    document = tomlkit.parse(text)
    section = _section(document, project=project)
    names = section.get("names")
    if names is not None and not isinstance(names, list):
        raise ValueError("'names' is not a list")
    if names is None:
        section["names"] = [name]
    elif name in names:
        return None
    else:
        names.append(name)
    new = tomlkit.dumps(document)
    before, after = tomllib.loads(text), tomllib.loads(new)
    expected = _section(before, project=project)
    expected["names"] = [*expected.get("names", []), name]
    if before != after:
        raise ValueError("the rest of the file would change")
    return new


def _section(document: MutableMapping[str, Any], *, project: bool) -> Any:
    return document.setdefault("tool", {}).setdefault("mtqa", {}) if project else document
