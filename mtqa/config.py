"""Reads `[tool.mtqa]` of pyproject.toml, or mtqa.toml, into one frozen Config. An unknown key is an error."""

from __future__ import annotations

import dataclasses
import os
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_type_hints

from mtqa.errors import ConfigError
from mtqa.registry import detectors, nearest
from mtqa.types import Category, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from mtqa.registry import Rule

RULE_KEYS = ("severity", "min_confidence")
COMMAND_LINE = "the command line"
# pydantic's words for what it wants, where they are not those of TOML.
_PROBLEMS = {
    "tuple_type": "should be a list",
    "dict_type": "should be a table",
    "float_parsing": "should be a number",
    "float_type": "should be a number",
    "int_parsing": "should be a whole number",
    "int_type": "should be a whole number",
    "bool_parsing": "should be true or false",
    "bool_type": "should be true or false",
    "string_type": "should be text",
}


@dataclass(frozen=True, slots=True)
class Config:
    """What is in force for a run.

    `select` and `ignore` hold names of rules or categories; an empty `select` means all. `min_confidence` and
    `fix_confidence` (of what is corrected unasked) are probabilities; `min_score` an MQM score. `names` are words
    never to flag, and `terms` maps words of the house to how it writes them. `feedback` is the SQLite file that
    keeps what editors decide. `language_model` is `embedded`, `transformers:MODEL` or `openai:MODEL@URL`.
    `tagger` is a folder that `mtqa train` made; None is the package's own.
    `termbase` are files of terms (mtqa.terms.load), of which `term_domains` keeps some, and `do_not_translate` terms
    that a translation keeps as they are.
    `source_column` and `target_column` name the columns of bilingual tables, or number them from 1.
    `rules` holds, per rule, its severity, its min_confidence and its own options.
    `max_findings` counts over a run, `max_machine_translated` is a probability, `max_megabytes` the size of a file.
    `include` and `exclude` are patterns as in .gitignore, and each of `overrides` has such `paths` and settings
    for them (mtqa.overrides).
    """

    language: str = "en"
    source_language: str | None = None
    source_column: str | None = None
    target_column: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: float = 0.5
    fix_confidence: float = 0.85
    fail_on: Severity | Literal["never"] = Severity.MAJOR
    min_score: float | None = None
    max_findings: int | None = None
    max_machine_translated: float | None = None
    max_megabytes: float = 10.0
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    segment_by: Literal["sentence", "line"] = "sentence"
    offline: bool = False
    cache: bool = True
    suggest: bool = True
    feedback: str | None = None
    language_model: str = "embedded"
    language_model_options: dict[str, Any] = field(default_factory=dict)
    tagger: str | None = None
    names: tuple[str, ...] = ()
    terms: dict[str, str] = field(default_factory=dict)
    termbase: tuple[str, ...] = ()
    term_domains: tuple[str, ...] = ()
    do_not_translate: tuple[str, ...] = ()
    rules: dict[str, dict[str, Any]] = field(default_factory=dict)
    overrides: tuple[dict[str, Any], ...] = ()

    def rules_in_force(self) -> list[Rule]:
        """The selected rules, in alphabetical order. Raises ConfigError for a name that is none."""
        known = detectors.all()
        for name in (*self.select, *self.ignore):
            if name not in known and name not in set(Category):
                raise ConfigError(_no_such_rule(name, [*known, *Category]))

        def named(rule: Rule, names: tuple[str, ...]) -> bool:
            return rule.name in names or rule.category in names

        return [
            rule
            for rule in known.values()
            if (not self.select or named(rule, self.select)) and not named(rule, self.ignore)
        ]

    def severity_of(self, rule: Rule) -> Severity | None:
        """The severity that the user set for a rule, if any. Raises ConfigError."""
        value = self.rules.get(rule.name, {}).get("severity")
        return None if value is None else Severity(_validated(Severity, value, f"key 'rules.{rule.name}.severity'"))

    def threshold_of(self, rule: Rule) -> float:
        """The confidence from which a rule's findings are reported: the user's for the rule, else the general one.

        Raises ConfigError.
        """
        value = self.rules.get(rule.name, {}).get("min_confidence", self.min_confidence)
        key = f"key 'rules.{rule.name}.min_confidence'"
        number = float(_validated(float, value, key))
        if not 0 <= number <= 1:
            raise ConfigError(f"{key} goes from 0 to 1, and {number:g} is outside")
        return number

    def options_of(self, rule: Rule) -> Any:
        """An instance of the rule's option dataclass, with what the user set. Raises ConfigError."""
        given = {key: value for key, value in self.rules.get(rule.name, {}).items() if key not in RULE_KEYS}
        if rule.options is None:
            _refuse_unknown(given, RULE_KEYS, f"rules.{rule.name}")
            return None
        return _build(rule.options, given, f"rules.{rule.name}", extra=RULE_KEYS)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A configuration, and for each key that is not at its default, where its value came from.

    `origins` maps `min_confidence` or `rules.names.severity` to the file's path or `the command line`.
    """

    config: Config
    path: Path | None
    origins: dict[str, str]


def load_config(start: Path, explicit: Path | None = None, **overrides: Any) -> Config:
    """The configuration for drafts below `start`: from `explicit`, or the nearest mtqa.toml or pyproject.toml upwards.

    `overrides` that are not None win over the file. Raises ConfigError, which names the file and the key.
    """
    return resolve_config(start, explicit, **overrides).config


def resolve_config(start: Path, explicit: Path | None = None, **overrides: Any) -> Resolved:
    """As `load_config`, with where each value came from."""
    path = explicit or _find(start)
    where = str(path) if path else COMMAND_LINE
    settings = _underscored(_read(path)) if path else {}
    if path:
        settings = _placed(settings, path.resolve().parent)
    config = _build(Config, settings, where)
    given = {key: value for key, value in overrides.items() if value not in (None, (), [])}
    config = _build(Config, given, COMMAND_LINE, base=config)
    origins = dict.fromkeys((key for key in settings if key != "rules"), where)
    origins |= {f"rules.{name}.{key}": where for name, keys in config.rules.items() for key in keys}
    origins |= dict.fromkeys(given, COMMAND_LINE)
    _check_ranges(config, origins)
    _check_rules(config, where, origins)
    return Resolved(config, path, origins)


def merged(config: Config, settings: Mapping[str, Any], where: str) -> Config:
    """`config` with other settings on top; the tables `rules` and `terms` keep what the new ones do not name.

    Raises ConfigError, which begins with `where`.
    """
    values = _underscored(dict(settings))
    result: Config = _build(Config, values, where, base=config)
    rules = {name: config.rules.get(name, {}) | result.rules.get(name, {}) for name in {**config.rules, **result.rules}}
    result = dataclasses.replace(result, rules=rules, terms=config.terms | result.terms)
    origins = dict.fromkeys((item.name for item in dataclasses.fields(Config)), where)
    _check_ranges(result, origins)
    _check_rules(result, where, origins)
    return result


def _placed(settings: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The settings with files that they name as seen from the folder of their own file, in overrides too."""
    result = dict(settings)
    if isinstance(result.get("tagger"), str):
        result["tagger"] = str(folder / result["tagger"])
    if isinstance(result.get("termbase"), list):
        result["termbase"] = [str(folder / one) if isinstance(one, str) else one for one in result["termbase"]]
    if isinstance(result.get("overrides"), list):
        result["overrides"] = [_placed(one, folder) if isinstance(one, dict) else one for one in result["overrides"]]
    return result


def _underscored(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings with `min-confidence` as `min_confidence`, those of each rule too."""
    result = {key.replace("-", "_"): value for key, value in settings.items()}
    rules = result.get("rules")
    if isinstance(rules, dict):
        result["rules"] = {
            name: {key.replace("-", "_"): value for key, value in keys.items()} if isinstance(keys, dict) else keys
            for name, keys in rules.items()
        }
    return result


def _check_ranges(config: Config, origins: Mapping[str, str]) -> None:
    tops = {"min_confidence": 1, "fix_confidence": 1, "min_score": 100, "max_machine_translated": 1}
    for key, top in tops.items():
        value = getattr(config, key)
        if value is not None and not 0 <= value <= top:
            raise ConfigError(f"{origins[key]}: '{key}' goes from 0 to {top}, and {value:g} is outside")
    for key in ("max_findings", "max_megabytes"):
        value = getattr(config, key)
        if value is not None and value < 0:
            raise ConfigError(f"{origins[key]}: '{key}' goes from 0 on, and {value:g} is less")


def _check_rules(config: Config, where: str, origins: Mapping[str, str]) -> None:
    """Refuses names that no rule or category has, and settings that a rule does not take."""
    known = detectors.all()
    for key in ("select", "ignore"):
        for name in getattr(config, key):
            if name not in known and name not in set(Category):
                raise ConfigError(f"{origins[key]}: {key}: {_no_such_rule(name, [*known, *Category])}")
    for name in config.rules:
        if name not in known:
            raise ConfigError(f"{where}: rules: {_no_such_rule(name, known)}")
        try:
            config.severity_of(known[name])
            config.threshold_of(known[name])
            config.options_of(known[name])
        except ConfigError as error:
            raise ConfigError(f"{where}: {error}") from error


def _no_such_rule(name: str, known: Iterable[str]) -> str:
    return f"no rule or category is called '{name}'{nearest(name, known)}"


def _find(start: Path) -> Path | None:
    folder = start.resolve()
    for parent in (folder, *folder.parents):
        own, project = parent / "mtqa.toml", parent / "pyproject.toml"
        # os.path.isfile, unlike Path.is_file, says no to a folder that may not be searched.
        if os.path.isfile(own):  # noqa: PTH113
            return own
        if os.path.isfile(project) and _section(project) is not None:  # noqa: PTH113
            return project
    return None


def _read(path: Path) -> dict[str, Any]:
    return (_section(path) or {}) if path.name == "pyproject.toml" else _parse(path)


def _section(project: Path) -> dict[str, Any] | None:
    """`[tool.mtqa]` of a pyproject.toml."""
    tool = _parse(project).get("tool")
    section = tool.get("mtqa") if isinstance(tool, dict) else None
    if section is not None and not isinstance(section, dict):
        raise ConfigError(f"{project}: tool.mtqa should be a table: [tool.mtqa]")
    return section


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror or error})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}") from error


def _refuse_unknown(settings: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    names = list(known)
    for key in settings:
        if key not in names:
            raise ConfigError(f"{where}: unknown key '{key}'{nearest(key, names)}")


def _build(
    cls: type, settings: Mapping[str, Any], where: str, extra: tuple[str, ...] = (), base: object | None = None
) -> Any:
    """An instance of a dataclass with these settings, the others as in `base`, or at their defaults."""
    names = [item.name for item in dataclasses.fields(cls)]
    _refuse_unknown(settings, [*names, *extra], where)
    if not settings:
        return cls() if base is None else base
    hints = get_type_hints(cls)
    values = {name: _validated(hints[name], value, f"{where}: key '{name}'") for name, value in settings.items()}
    return cls(**values) if base is None else dataclasses.replace(base, **values)  # type: ignore[type-var]


def _validated(kind: Any, value: Any, where: str) -> Any:
    # pydantic takes 0.1 s to import, and most runs set nothing but what needs no conversion.
    if type(value) is kind or (kind == tuple[str, ...] and type(value) is tuple):
        return value
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        errors = error.errors()
        choices = [one["ctx"]["expected"] for one in errors if "expected" in one.get("ctx", {})]
        problem = _PROBLEMS.get(errors[0]["type"]) or errors[0]["msg"].replace("Input should be", "should be")
        if choices:
            problem = f"should be {', or '.join(choices)}"
        raise ConfigError(f"{where} {problem}, not {value!r}") from error
