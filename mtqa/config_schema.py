"""The JSON Schema of mtqa.toml and [tool.mtqa], for editors: made of the configuration's and the rules' dataclasses."""

from __future__ import annotations

import dataclasses
from typing import Any

from mtqa.config import Config
from mtqa.overrides import KEYS
from mtqa.registry import detectors
from mtqa.types import Category, Severity

DESCRIPTIONS = {
    "language": "The language that the drafts are to be in.",
    "source_language": "The language that they were translated from, where it is known.",
    "source_column": "The column of bilingual tables that holds the source: its name, or its number from 1.",
    "target_column": "The column of bilingual tables that holds the translation: its name, or its number from 1.",
    "select": "Only these rules or categories; empty for all.",
    "ignore": "All but these rules or categories.",
    "min_confidence": "Findings are reported from this confidence on, 0 to 1.",
    "fix_confidence": "mtqa fix corrects unasked from this confidence on, 0 to 1.",
    "fail_on": "A run fails from this severity on; never to let it pass.",
    "min_score": "A run fails where a draft scores below this, of 100.",
    "max_findings": "A run fails where all drafts together have more findings than this.",
    "max_machine_translated": "A run fails where a draft is machine-translated with more than this probability.",
    "max_megabytes": "A larger draft is refused.",
    "include": "In folders, only files that match these patterns, in the syntax of .gitignore.",
    "exclude": "Files that match these patterns are left out, however they are named.",
    "segment_by": "What a segment is.",
    "offline": "Never fetch a model; a missing one is an error.",
    "cache": "Remember what was found, so that an unchanged draft costs nothing.",
    "suggest": "Look for corrections.",
    "feedback": "A SQLite file that keeps which corrections editors accept and dismiss; without it none is kept.",
    "language_model": "embedded, transformers:FOLDER_OR_NAME, or openai:MODEL@URL, which sends sentences there.",
    "language_model_options": "Options of that model, such as device, dtype, timeout or most_tokens.",
    "tagger": "A folder that mtqa train made, from the configuration's folder on; without it the package's own.",
    "names": "Words and names never to flag.",
    "terms": 'Words that the house writes otherwise, and how; "" where nothing is offered.',
    "termbase": "Files of terms: TBX, CSV, TSV or XLSX, or .txt with a line for each term never translated.",
    "term_domains": "Of the termbases, only entries of these subject fields, and those of none; empty for all.",
    "do_not_translate": "Terms that stand in a translation as they stand in its source.",
    "rules": "Settings of single rules.",
    "overrides": "Other settings for some paths; later ones win.",
}
PATTERNS = {
    "type": "array",
    "items": {"type": "string"},
    "minItems": 1,
    "description": "For which drafts, in the syntax of .gitignore.",
}


def config_schema() -> dict[str, Any]:
    """The schema, draft 2020-12. Keys are allowed with hyphens and with underscores, as the configuration allows."""
    from pydantic import TypeAdapter

    made = TypeAdapter(Config).json_schema()
    properties = {name: _described(name, schema) for name, schema in made["properties"].items()}
    properties |= {key: properties[key] | {"items": {"$ref": "#/$defs/rule_name"}} for key in ("select", "ignore")}
    properties["rules"] |= {"$ref": "#/$defs/rules"}
    override = {key: properties[key] for key in sorted(KEYS - {"paths"})} | {"paths": PATTERNS}
    properties["overrides"] |= {"items": _closed(_spelled(override)) | {"required": ["paths"]}}
    defs = {
        "rule_name": {"enum": [*detectors.all(), *Category]},
        "rules": _closed({name: _rule(name) for name in detectors.all()}),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Configuration of mtqa: mtqa.toml, or [tool.mtqa] of pyproject.toml",
        **_closed(_spelled(properties)),
        "$defs": made["$defs"] | defs,
    }


def _described(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key != "title"} | {"description": DESCRIPTIONS[name]}


def _rule(name: str) -> dict[str, Any]:
    """The schema of a rule's own table: what every rule takes, and its options."""
    from pydantic import TypeAdapter

    rule = detectors.all()[name]
    properties: dict[str, Any] = {
        "severity": {"enum": list(Severity)},
        "min_confidence": {"type": "number", "minimum": 0, "maximum": 1},
    }
    if rule.options is not None and dataclasses.is_dataclass(rule.options):
        properties |= TypeAdapter(rule.options).json_schema()["properties"]
    return _closed(_spelled(properties)) | {"description": rule.summary}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _spelled(properties: dict[str, Any]) -> dict[str, Any]:
    """The properties under both spellings of their names."""
    return properties | {name.replace("_", "-"): schema for name, schema in properties.items() if "_" in name}
