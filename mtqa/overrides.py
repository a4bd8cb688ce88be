"""Other settings for some paths: `[[tool.mtqa.overrides]]` with `paths` and what is to hold for them.

Later ones win over earlier ones. `rules` and `terms` are merged key by key; any other key replaces the general one.
"""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa.config import COMMAND_LINE, merged
from mtqa.errors import ConfigError
from mtqa.registry import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pathspec import GitIgnoreSpec

    from mtqa.config import Config, Resolved

# What concerns a single draft.
KEYS = frozenset(
    (
        "source_column", "target_column",
        "paths", "language", "source_language", "select", "ignore", "min_confidence", "fix_confidence", "fail_on",
        "min_score", "max_machine_translated", "segment_by", "suggest", "names", "terms", "termbase",
        "term_domains", "do_not_translate", "rules",
    )
)  # fmt: skip


class PathConfigs:
    """The configuration of each path. Raises ConfigError at once for an override that is wrong."""

    def __init__(self, resolved: Resolved) -> None:
        self._config = resolved.config
        self._where = str(resolved.path or "overrides")
        self.folder = resolved.path.resolve().parent if resolved.path else Path.cwd()
        self._made: dict[tuple[int, ...], Config] = {(): resolved.config}
        # What is asked for on the command line holds for every path.
        self._asked = {
            key: getattr(resolved.config, key) for key, origin in resolved.origins.items() if origin == COMMAND_LINE
        }
        self._overrides = [
            self._checked(number, override) for number, override in enumerate(resolved.config.overrides, 1)
        ]

    def of(self, path: str) -> Config:
        """The configuration for a draft."""
        if not self._overrides:
            return self._config
        name = os.path.relpath(os.path.realpath(path), os.path.realpath(self.folder)).replace(os.sep, "/")
        chosen = tuple(
            number
            for number, (spec, _) in enumerate(self._overrides)
            if not name.startswith("../") and spec.match_file(name)
        )
        if chosen not in self._made:
            config = self._config
            for number in chosen:
                config = merged(config, self._overrides[number][1], self._name(number + 1))
            self._made[chosen] = dataclasses.replace(config, **self._asked)
        return self._made[chosen]

    def require_rules(self) -> None:
        """Raise ConfigError where what the command line selects and ignores leaves no rule for any path.

        Files and editors may switch everything off.
        """
        asked = {key: self._asked[key] for key in ("select", "ignore") if key in self._asked}
        if not asked or any(config.rules_in_force() for config in self._possible()):
            return
        given = " ".join(f"--{key} {','.join(names)}" for key, names in asked.items())
        others = [key for key in ("select", "ignore") if key not in asked and getattr(self._config, key)]
        beside = f" beside '{others[0]}' of {self._where}" if others else ""
        raise ConfigError(f"{given}: no rule is left to check with{beside}")

    def _possible(self) -> Iterator[Config]:
        """The general configuration, and each override on top of it: one asked key leaves only the other to vary."""
        yield self._config
        for number, (_, settings) in enumerate(self._overrides, 1):
            yield dataclasses.replace(merged(self._config, settings, self._name(number)), **self._asked)

    def _checked(self, number: int, override: Mapping[str, Any]) -> tuple[GitIgnoreSpec, dict[str, Any]]:
        from pathspec import GitIgnoreSpec

        where = self._name(number)
        settings = {key.replace("-", "_"): value for key, value in override.items()}
        for key in settings:
            if key not in KEYS:
                raise ConfigError(f"{where}: unknown key '{key}'{nearest(key, KEYS)}")
        paths = settings.pop("paths", None)
        if not isinstance(paths, list | tuple) or not paths or not all(isinstance(path, str) for path in paths):
            raise ConfigError(f"{where}: 'paths' should be a list of patterns, such as [\"drafts/legal/**\"]")
        merged(self._config, settings, where)
        return GitIgnoreSpec.from_lines(paths), settings

    def _name(self, number: int) -> str:
        return f"{self._where}: overrides, number {number}"
