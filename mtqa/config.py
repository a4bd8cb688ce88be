"""Reads `[tool.mtqa]` of pyproject.toml, or mtqa.toml, into one frozen Config. Unknown keys are errors with the nearest name."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_type_hints

from mtqa.errors import ConfigError
from mtqa.registry import detectors, nearest
from mtqa.types import Category, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mtqa.registry import Rule

RULE_KEYS = ("severity", "min_confidence")


@dataclass(frozen=True, slots=True)
class Config:
    """What is in force for a run.

    `select` and `ignore` hold names of rules or categories; an empty `select` means all. `min_confidence`
    is a probability; `min_score` an MQM score. `names` are words never to flag. `rules` holds, per rule,
    its severity, its min_confidence and its own options.
    """

    language: str = "en"
    source_language: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: float = 0.5
    fail_on: Severity = Severity.MAJOR
    min_score: float | None = None
    segment_by: Literal["sentence", "line"] = "sentence"
    offline: bool = False
    cache: bool = True
    suggest: bool = True
    names: tuple[str, ...] = ()
    rules: dict[str, dict[str, Any]] = field(default_factory=dict)

    def rules_in_force(self) -> list[Rule]:
        """The selected rules, in alphabetical order. Raises ConfigError for a name that is none."""
        known = detectors.all()
        for name in (*self.select, *self.ignore, *self.rules):
            if name not in known and (name in self.rules or name not in set(Category)):
                raise ConfigError(f"no rule or category is called '{name}'{nearest(name, [*known, *Category])}")

        def named(rule: Rule, names: tuple[str, ...]) -> bool:
            return rule.name in names or rule.category in names

        return [
            rule
            for rule in known.values()
            if (not self.select or named(rule, self.select)) and not named(rule, self.ignore)
        ]

    def severity_of(self, rule: Rule) -> Severity | None:
        """The severity that the user set for a rule, if any."""
        value = self.rules.get(rule.name, {}).get("severity")
        return None if value is None else Severity(value)

    def threshold_of(self, rule: Rule) -> float:
        """The confidence from which a rule's findings are reported: the user's for the rule, else the general one."""
        return float(self.rules.get(rule.name, {}).get("min_confidence", self.min_confidence))

    def options_of(self, rule: Rule) -> Any:
        """An instance of the rule's option dataclass, with what the user set. Raises ConfigError."""
        given = {key: value for key, value in self.rules.get(rule.name, {}).items() if key not in RULE_KEYS}
        if rule.options is None:
            _refuse_unknown(given, RULE_KEYS, f"rules.{rule.name}")
            return None
        return _build(rule.options, given, f"rules.{rule.name}", extra=RULE_KEYS)


def load_config(start: Path, explicit: Path | None = None, **overrides: Any) -> Config:
    """The configuration for drafts below `start`: from `explicit`, or the nearest mtqa.toml or pyproject.toml upwards.

    `overrides` that are not None win over the file. Raises ConfigError, which names the file and the key.
    """
    path = explicit or _find(start)
    settings: dict[str, Any] = {}
    if path is not None:
        settings = _read(path)
    where = str(path) if path else "options"
    settings |= {key: value for key, value in overrides.items() if value not in (None, (), [])}
    config: Config = _build(Config, settings, where)
    for rule in config.rules_in_force():
        try:
            config.severity_of(rule)
            config.threshold_of(rule)
            config.options_of(rule)
        except ValueError as error:
            raise ConfigError(f"{where}: rules.{rule.name}: {error}") from error
        except ConfigError as error:
            raise ConfigError(f"{where}: {error}") from error
    return config


def _find(start: Path) -> Path | None:
    folder = start.resolve()
    for parent in (folder, *folder.parents):
        if (parent / "mtqa.toml").is_file():
            return parent / "mtqa.toml"
        project = parent / "pyproject.toml"
        if project.is_file() and _parse(project).get("tool", {}).get("mtqa") is not None:
            return project
    return None


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}") from error


def _read(path: Path) -> dict[str, Any]:
    settings = _parse(path)
    if path.name == "pyproject.toml":
        settings = settings.get("tool", {}).get("mtqa", {})
    return settings


def _refuse_unknown(settings: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    names = list(known)
    for key in settings:
        if key.replace("-", "_") not in names:
            raise ConfigError(f"{where}: unknown key '{key}'{nearest(key, names)}")


def _build(cls: type, settings: Mapping[str, Any], where: str, extra: tuple[str, ...] = ()) -> Any:
    names = [item.name for item in dataclasses.fields(cls)]
    _refuse_unknown(settings, [*names, *extra], where)
    if not settings:
        return cls()
    # pydantic takes 0.1 s to import, and most runs have no configuration file.
    from pydantic import TypeAdapter, ValidationError

    values = {key.replace("-", "_"): value for key, value in settings.items()}
    hints = get_type_hints(cls)
    for name, value in values.items():
        try:
            values[name] = TypeAdapter(hints[name]).validate_python(value)
        except ValidationError as error:
            problem = error.errors()[0]["msg"]
            raise ConfigError(f"{where}: key '{name}': {problem}, not {value!r}") from error
    return cls(**values)
