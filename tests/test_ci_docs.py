"""What docs/ci.md says can be pasted: every block is valid, and the commands run."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import jsonschema
import pytest
import yaml

from mtqa.config import resolve_config
from mtqa.config_schema import config_schema
from mtqa.overrides import PathConfigs
from mtqa.suppressions import COMMENTS, KINDS

TEXT = (Path(__file__).parent.parent / "docs" / "ci.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [block for kind, block in BLOCKS if kind == language]


@pytest.mark.parametrize("block", blocks("yaml"))
def test_yaml_is_valid(block):
    assert yaml.safe_load(block)


def test_the_configuration_is_valid(tmp_path):
    (block,) = blocks("toml")
    jsonschema.validate(tomllib.loads(block), config_schema())
    (tmp_path / "mtqa.toml").write_text(block)
    assert PathConfigs(resolve_config(tmp_path)).of(str(tmp_path / "legal" / "a.md")).min_score == 90


def test_every_comment_is_one_that_mtqa_knows():
    (block,) = blocks("markdown")
    found = [match["what"] for match in COMMENTS["markdown"].finditer(block)]
    assert len(found) == block.count("<!--")
    assert set(found) == set(KINDS)


def test_what_the_reader_fills_in_is_said_to_be_his():
    filled = set(re.findall(r"\b(?:ADDRESS|OWNER/REPOSITORY|REVISION)\b", "".join(block for _, block in BLOCKS)))
    assert filled == {"ADDRESS", "OWNER/REPOSITORY", "REVISION"}
    said = TEXT.partition("## ")[0]
    assert [name for name in sorted(filled) if f"`{name}`" not in said] == []
    # An address that belongs to nobody looks like one that works.
    assert re.findall(r"\bexample(?:\.org|\.com|/)", TEXT) == []
