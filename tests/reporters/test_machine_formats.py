"""Formats that tools read: valid by their schema, and at the right place whatever stands before it."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest
from junitparser import JUnitXml

from mtqa.registry import detectors
from mtqa.reporters.github import SHOWN_PER_LEVEL

SCHEMAS = Path(__file__).parent.parent / "schemas"
PATH = "drafts/a b,c:d.md"


def schema(name: str) -> dict:
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


@pytest.fixture
def sarif_run(render, hostile):
    log = json.loads(render("sarif", hostile))
    jsonschema.Draft4Validator(schema("sarif-2.1.0-rtm.5.json")).validate(log)
    return log["runs"][0]


def test_sarif_without_findings_is_valid(render, make):
    log = json.loads(render("sarif", make("Fine.\n", "teh")))
    jsonschema.Draft4Validator(schema("sarif-2.1.0-rtm.5.json")).validate(log)
    assert log["runs"][0]["results"] == []


def test_sarif_regions_count_code_points(sarif_run, hostile):
    lines = hostile.text.split("\r\n")
    for result, finding in zip(sarif_run["results"], hostile.findings, strict=True):
        region = result["locations"][0]["physicalLocation"]["region"]
        line = lines[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == finding.text
    assert sarif_run["columnKind"] == "unicodeCodePoints"


def test_sarif_uri_is_one_relative_reference(sarif_run):
    uri = sarif_run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == PATH
    assert " " not in uri
    assert ":" not in uri


def test_sarif_rules_carry_their_documentation(sarif_run):
    rule = sarif_run["tool"]["driver"]["rules"][sarif_run["results"][0]["ruleIndex"]]
    assert rule["id"] == "typography"
    assert "Bad: " in rule["help"]["text"]


def test_sarif_describes_every_rule_as_the_schema_wants(render, make):
    report = make("teh " * len(detectors.all()), "teh")
    findings = tuple(
        dataclasses.replace(finding, rule=rule) for finding, rule in zip(report.findings, detectors.all(), strict=True)
    )
    log = json.loads(render("sarif", dataclasses.replace(report, findings=findings)))
    jsonschema.Draft4Validator(schema("sarif-2.1.0-rtm.5.json")).validate(log)
    assert [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]] == list(detectors.all())


def test_sarif_fixes_replace_the_marked_text(sarif_run):
    result = sarif_run["results"][0]
    replacement = result["fixes"][0]["artifactChanges"][0]["replacements"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert replacement["insertedContent"]["text"] == "the"
    assert replacement["deletedRegion"] == {key: value for key, value in region.items() if key != "snippet"}


def test_sarif_message_holds_no_link(sarif_run):
    assert "\\[link\\](x)" in sarif_run["results"][0]["message"]["text"]


def test_sarif_tells_what_is_known_ignored_and_new(render, compared):
    log = json.loads(render("sarif", compared))
    jsonschema.Draft4Validator(schema("sarif-2.1.0-rtm.5.json")).validate(log)
    states = [
        (result["baselineState"], [item["kind"] for item in result.get("suppressions", [])])
        for result in log["runs"][0]["results"]
    ]
    assert states == [("unchanged", ["external"]), ("new", ["inSource"]), ("new", [])]


def test_sarif_over_the_limit_keeps_the_most_severe(render, make, monkeypatch):
    monkeypatch.setattr("mtqa.reporters.sarif.MOST_RESULTS", 2)
    run = json.loads(render("sarif", make("teh a.\nteh b.\nteh c.\nteh d.\n", "teh")))["runs"][0]
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    notes = [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]]
    assert notes[-1] == "2 of the least severe findings are left out"


@pytest.mark.parametrize("name", ["rdjson", "rdjsonl"])
def test_reviewdog_columns_count_bytes(name, render, hostile):
    text = render(name, hostile)
    if name == "rdjsonl":
        text = '{"source": {"name": "mtqa"}, "diagnostics": [' + ",".join(text.splitlines()) + "]}"
    result = json.loads(text)
    jsonschema.validate(result, schema("rdjson.json"))
    lines = hostile.text.encode().split(b"\n")
    for diagnostic, finding in zip(result["diagnostics"], hostile.findings, strict=True):
        for place in (diagnostic["location"], diagnostic["suggestions"][0]):
            start, end = place["range"]["start"], place["range"]["end"]
            assert start["line"] == end["line"]
            marked = lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1]
            assert marked.decode() == finding.text


def test_github_escapes_properties_and_data(render, hostile):
    lines = render("github", hostile).splitlines()
    assert len(lines) == len(hostile.findings)
    assert lines[0].startswith("::error file=drafts/a b%2Cc%3Ad.md,line=1,endLine=1,title=")
    assert lines[0].endswith("100%25</b>, ::error::no [link](x) Suggestion: the")
    assert not any("\u202e" in line for line in lines)


def test_github_columns_hold_with_emoji_tabs_and_combining_marks(render, hostile):
    properties = dict(
        part.split("=", 1) for part in render("github", hostile).splitlines()[0].split("::")[1][6:].split(",")
    )
    line = hostile.text.split("\r\n")[int(properties["line"]) - 1]
    assert line[int(properties["col"]) - 1 : int(properties["endColumn"]) - 1] == "teh"


def test_github_shows_the_most_severe_and_counts_the_rest(render, make):
    report = make("".join(f"teh {number}.\n" for number in range(40)), "teh")
    *shown, rest = render("github", report).splitlines()
    assert [line.split()[0] for line in shown] == ["::error", "::warning", *["::notice"] * SHOWN_PER_LEVEL]
    assert shown[2].split("line=")[1].startswith("3,")
    assert rest.startswith("mtqa: 28 more findings")


def test_checkstyle_is_xml_with_the_draft_unharmed(render, hostile):
    root = ET.fromstring(render("checkstyle", hostile))  # noqa: S314 - our own output
    assert [element.get("name") for element in root] == [PATH]
    errors = root[0].findall("error")
    assert [(int(e.get("line")), int(e.get("column"))) for e in errors] == [
        (f.line, f.column) for f in hostile.findings
    ]
    assert errors[0].get("severity") == "error"
    assert {error.get("source") for error in errors} == {"mtqa.typography"}


def test_junit_counts_what_junitparser_reads(render, hostile, make):
    suites = JUnitXml.fromstring(render("junit", hostile, make("Fine.\n", "teh", path="b.md")).encode())
    suites.update_statistics()
    neutral = sum(1 for finding in hostile.findings if finding.severity == "neutral")
    assert (suites.tests, suites.failures) == (len(hostile.findings) + 1, len(hostile.findings) - neutral)
    assert suites.skipped == neutral


def test_gitlab_issues_each_have_their_own_fingerprint(render, make):
    text = "teh same.\nteh same.\n"
    issues = json.loads(render("gitlab", make(text, "teh", path="./a.md"), make(text, "teh", path="b.md")))
    jsonschema.validate(issues, schema("gitlab-code-quality.json"))
    assert len({issue["fingerprint"] for issue in issues}) == 4
    assert [issue["location"]["path"] for issue in issues] == ["a.md", "a.md", "b.md", "b.md"]


def test_csv_holds_no_formula(render, hostile):
    rows = list(csv.DictReader(io.StringIO(render("csv", hostile), newline="")))
    assert len(rows) == len(hostile.findings)
    assert any(row["text"].startswith("'=HYPERLINK") for row in rows)
    assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for value in row.values())


@pytest.mark.parametrize(
    "name", ["sarif", "github", "rdjson", "rdjsonl", "junit", "checkstyle", "gitlab", "csv", "html"]
)
def test_no_format_lets_controls_through(name, render, hostile):
    report = render(name, hostile)
    assert "\x07" not in report
    assert "\u202e" not in report
    report.encode("utf-8")
