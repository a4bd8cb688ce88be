"""Which models can be had, as `data/models.toml` lists them, and where mtqa keeps what it fetches and computes."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from mtqa.errors import ModelError
from mtqa.registry import nearest

FILE = files("mtqa").joinpath("data/models.toml")


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A model in a package of the package index. `size` is the wheel's, in bytes; `sha256` its checksum."""

    name: str
    signature: str
    title: str
    purpose: str
    licence: str
    requirement: str
    wheel: str
    sha256: str
    size: int
    member: str
    begin: str


def home() -> Path:
    """The cache folder: $MTQA_HOME, or the user's cache folder as the operating system has it."""
    given = os.environ.get("MTQA_HOME")
    if given:
        return Path(given).expanduser()
    import platformdirs

    return Path(platformdirs.user_cache_dir("mtqa", appauthor=False))


def catalogue() -> dict[str, CatalogueEntry]:
    """Every model that can be pulled, by name."""
    settings = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: CatalogueEntry(name=name, **item) for name, item in settings.items()}


def entry(name: str) -> CatalogueEntry:
    """The model called `name`. Raises ModelError, naming the nearest one."""
    known = catalogue()
    if name not in known:
        raise ModelError(f"no model is called '{name}'{nearest(name, known)}")
    return known[name]
