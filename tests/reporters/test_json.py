"""What the JSON reporters write is what the shipped schema and docs/json.md say."""

from __future__ import annotations

import dataclasses
import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.models import Models
from mtqa.readers.markdown import MarkdownReader
from mtqa.registry import Look, reporters
from mtqa.types import DocumentReport, Finding

SCHEMA = json.loads(files("mtqa").joinpath("data/schema/mtqa-1.schema.json").read_text(encoding="utf-8"))
DRAFT = "# Title “one\n\nIt cost $ 5 – naïve 👩‍👩‍👧 &amp; 1.000.000,50 dollars.\n\nLeave a Reply\n"


@pytest.fixture(scope="module")
def report() -> DocumentReport:
    config = Config(select=("typography", "furniture"), min_confidence=0)
    return Checker(config, Models(config)).check(MarkdownReader().read(DRAFT.encode(), "a\udcffb.md"))


def written(name: str, *reports: DocumentReport) -> str:
    reporter = reporters.get(name)(Look())
    parts = [*reporter.begin("0.1.0", "rules:2"), *(part for one in reports for part in reporter.document(one))]
    return "".join([*parts, *reporter.end()])


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_is_valid(report: DocumentReport, count: int) -> None:
    run = json.loads(written("json", *[report] * count))
    jsonschema.validate(run, SCHEMA)
    assert len(run["documents"]) == count
    assert (run["schema"], run["version"], run["signature"]) == ("mtqa/1", "0.1.0", "rules:2")


def test_each_line_is_a_document_that_says_what_made_it(report: DocumentReport) -> None:
    lines = written("jsonl", report, report).splitlines()
    objects = [json.loads(line) for line in lines]
    assert [one["schema"] for one in objects] == ["mtqa/1", "mtqa/1"]
    for one in objects:
        head = {key: one.pop(key) for key in ("schema", "version", "signature")}
        jsonschema.validate(head | {"documents": [one]}, SCHEMA)


def test_offsets_point_at_the_text(report: DocumentReport) -> None:
    found = json.loads(written("json", report))["documents"][0]["findings"]
    assert found
    assert [finding["text"] for finding in found] == [DRAFT[finding["start"] : finding["end"]] for finding in found]


def test_the_schema_and_the_page_name_every_field(report: DocumentReport) -> None:
    document = json.loads(written("json", report))["documents"][0]
    page = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
    assert set(document) == set(SCHEMA["$defs"]["document"]["properties"])
    assert {item.name for item in dataclasses.fields(Finding)} == set(SCHEMA["$defs"]["finding"]["properties"])
    assert [name for name in [*document, *document["findings"][0]] if f"`{name}`" not in page] == []
