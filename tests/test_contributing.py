"""The examples in CONTRIBUTING.md are complete, and do what the page says."""

import re
import tomllib
from pathlib import Path

import pytest

from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.models import Models
from mtqa.preference import Choice, gains
from mtqa.readers.text import TextReader
from mtqa.registry import Look, detectors, readers, reporters
from mtqa.types import Span

PAGE = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")


def blocks():
    """The code blocks whose first line names a file, by that name."""
    found = re.findall(r"^( *)```\w+\n(.*?)^ *```$", PAGE, re.MULTILINE | re.DOTALL)
    codes = (re.sub(rf"^{indent}", "", code, flags=re.MULTILINE) for indent, code in found)
    return {match[1]: code for code in codes if (match := re.match(r"# (\S+/\S+)\n", code))}


@pytest.fixture
def load(monkeypatch):
    """Runs a block, and takes back what it registered."""
    for registry in (detectors, readers, reporters):
        monkeypatch.setattr(registry, "_components", registry.all())

    def run(name):
        namespace = {}
        exec(compile(blocks()[name], name, "exec"), namespace)  # noqa: S102 - the page is the test's subject
        return namespace

    return run


def check(text, rule):
    config = Config(select=(rule,))
    return Checker(config, Models(config)).check(TextReader().read(text.encode(), "draft.txt"))


def test_the_page_shows_one_file_of_each_kind():
    folders = sorted(name.rpartition("/")[0] for name in blocks())
    assert folders == ["fixtures/detectors", "mtqa/detectors", "mtqa/models", "mtqa/readers", "mtqa/reporters"]


def test_the_rule_holds_its_own_claims(load):
    load("mtqa/detectors/exclamations.py")
    rule = detectors.get("exclamations")
    assert all(check(example, rule.name).findings for example in rule.examples("Bad"))
    assert not any(check(example, rule.name).findings for example in rule.examples("Good"))
    assert len(rule.examples("Bad")) == len(rule.examples("Good")) == 1


def test_the_cases_are_those_of_the_rule(load):
    load("mtqa/detectors/exclamations.py")
    for case in tomllib.loads(blocks()["fixtures/detectors/exclamations.toml"])["case"]:
        findings = check(case["text"], "exclamations").findings
        assert [finding.text for finding in findings] == case["marked"]
        assert [finding.suggestions[0].text for finding in findings] == case.get("first", [])


def test_the_reader_gives_speech_with_its_place(load):
    load("mtqa/readers/subrip.py")
    text = "1\r\n00:00:01,000 --> 00:00:02,500\r\nWhere were you?\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nHome."
    document = readers.get("subrip").read(text.encode(), "film.srt")
    assert [block.text for block in document.blocks] == ["Where were you?", "Home."]
    for block in document.blocks:
        start = block.pieces[0].file_start
        assert text[start : start + len(block.text)] == block.text


def test_the_reporter_names_drafts_with_findings(load):
    load("mtqa/detectors/exclamations.py")
    load("mtqa/reporters/paths.py")
    reporter = reporters.get("paths")(Look())
    written = [
        *reporter.begin("1", "x"),
        *reporter.document(check("Hurry!!!", "exclamations")),
        *reporter.document(check("No hurry.", "exclamations")),
        *reporter.end(),
    ]
    assert written == ["draft.txt\n"]


def test_the_model_chooses_between_wordings(load):
    model = load("mtqa/models/letters.py")["Letters"]()
    assert gains(model, [Choice("a long text", Span(2, 6), ("", "longer"))]) == [[8.0, -4.0]]
