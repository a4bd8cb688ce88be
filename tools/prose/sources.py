"""The list of what prose is taken from (prose.toml)."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from prose.errors import ProseError
from prose.markup import MARKUP

if TYPE_CHECKING:
    from pathlib import Path


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        message = f"{text!r} is no regular expression: {error}"
        raise ValueError(message) from None
    return text


def _markup(name: str) -> str:
    if name not in MARKUP:
        message = f"{name!r} is none of {', '.join(MARKUP)}"
        raise ValueError(message)
    return name


Repository = Annotated[str, StringConstraints(pattern=r"^[\w.-]+/[\w.-]+$")]
Commit = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")]
Text = Annotated[str, StringConstraints(min_length=1)]


class Source(BaseModel):
    """Repositories of one kind: `commits` has owner/name and the commit that is read; `paths` is a pattern of `re`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
    what: Text
    licence: Text
    markup: Annotated[str, AfterValidator(_markup)]
    paths: Annotated[str, AfterValidator(_pattern)]
    commits: Annotated[dict[Repository, Commit], Field(min_length=1)]


class _List(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    source: Annotated[list[Source], Field(min_length=1)]


def read_sources(path: Path) -> list[Source]:
    """The sources in the order of the list. Raises ProseError, which names the repository where one is at fault."""
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8"))
        return _List.model_validate(listed).source
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{path}: {error}"
        raise ProseError(message) from None
    except ValidationError as error:
        faults = (f"{_place(one['loc'], listed)}: {one['msg']}" for one in error.errors())
        message = f"{path}: {'; '.join(faults)}"
        raise ProseError(message) from None


def _place(location: tuple[int | str, ...], listed: dict[str, Any]) -> str:
    """A source is known by its first repository; by its number, if it has none."""
    parts = list(location)
    try:
        parts[:2] = [next(iter(listed["source"][location[1]]["commits"]))]
    except (LookupError, TypeError, StopIteration):
        return ".".join(map(str, parts))
    return ": ".join(map(str, parts[2:] if parts[1:2] == ["commits"] and parts[2:] else parts))
