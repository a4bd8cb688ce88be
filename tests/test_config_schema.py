from __future__ import annotations

import dataclasses
import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from mtqa.config import Config, resolve_config
from mtqa.config_schema import DESCRIPTIONS, config_schema
from mtqa.errors import ConfigError
from mtqa.overrides import PathConfigs

COMMITTED = Path(__file__).parent.parent / "docs" / "mtqa.schema.json"

RIGHT = """
language = "en"
select = ["typography", "style"]
min-confidence = 0.4
fail_on = "never"
min-score = 80
max-findings = 3
exclude = ["vendor/"]
names = ["Foo"]
[terms]
utilize = "use"
[rules.typography]
severity = "minor"
min-confidence = 0.3
[[overrides]]
paths = ["legal/**"]
ignore = ["house-terms"]
rules.house-terms.severity = "major"
"""
WRONG = [
    pytest.param("min-confidense = 0.4", id="unknown key"),
    pytest.param('select = ["typografy"]', id="no such rule"),
    pytest.param('fail-on = "mild"', id="no such severity"),
    pytest.param('[rules.typography]\ncolour = "red"', id="no such option"),
    pytest.param("names = 3", id="wrong type"),
    pytest.param('[[overrides]]\nignore = ["style"]', id="override without paths"),
    pytest.param('[[overrides]]\npaths = ["a"]\nexclude = ["b"]', id="override of the whole run"),
]


def test_the_committed_schema_is_that_of_the_code():
    made = json.loads(json.dumps(config_schema()))
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == made, "mtqa config --schema > docs/mtqa.schema.json"


def test_every_key_is_described():
    assert set(DESCRIPTIONS) == {item.name for item in dataclasses.fields(Config)}


def test_what_the_schema_allows_is_allowed(tmp_path):
    schema = config_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(tomllib.loads(RIGHT), schema)
    (tmp_path / "mtqa.toml").write_text(RIGHT)
    PathConfigs(resolve_config(tmp_path))


@pytest.mark.parametrize("wrong", WRONG)
def test_what_the_schema_refuses_is_refused(tmp_path, wrong):
    assert list(jsonschema.Draft202012Validator(config_schema()).iter_errors(tomllib.loads(wrong)))
    (tmp_path / "mtqa.toml").write_text(wrong)
    with pytest.raises(ConfigError):
        PathConfigs(resolve_config(tmp_path))
