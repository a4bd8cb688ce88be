"""What every component promises, held by all of them, so that the tenth rule is as good as the first."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from mtqa.registry import Look, Rule, detectors, readers, reporters
from mtqa.types import BlockKind, Category, DocumentReport, Finding, SegmentScore, Severity

if TYPE_CHECKING:
    from conftest import Check

# The values of locQualityIssueType (Internationalization Tag Set 2.0, section 8.17, and its appendix).
ITS_TYPES = frozenset(
    (
        "terminology", "mistranslation", "omission", "untranslated", "addition", "duplication", "inconsistency",
        "grammar", "legal", "register", "locale-specific-content", "locale-violation", "style", "characters",
        "misspelling", "typographical", "formatting", "inconsistent-entities", "numbers", "markup", "pattern-problem",
        "whitespace", "internationalization", "length", "non-conformance", "uncategorized", "other", "spelling",
    )
)  # fmt: skip
MODELS = {"parser", "grammar", "language_model", "tagger"}
RULES = list(detectors.all().values())
EXAMPLES = [(rule, kind, text) for rule in RULES for kind in ("Bad", "Good") for text in rule.examples(kind)]


def shorten(text: str) -> str:
    return re.sub(r"\W+", "-", text)[:40]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert rule.name not in set(Category)
    assert rule.summary.endswith(".")
    assert len(rule.summary) <= 120
    assert rule.examples("Bad")
    assert rule.examples("Good")
    assert isinstance(rule.category, Category)
    assert isinstance(rule.severity, Severity)
    assert rule.its in ITS_TYPES
    assert rule.models <= MODELS
    said = re.sub(r"^\s*(Bad|Good): .*$", "", rule.documentation, flags=re.MULTILINE)
    assert len(said.split()) > len(rule.summary.split()) + 10, "says neither why it matters nor what it rests on"


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.options is not None], ids=lambda rule: rule.name
)  # fmt: skip
def test_options_have_defaults_and_say_what_they_do(rule: Rule) -> None:
    assert rule.options is not None
    assert dataclasses.is_dataclass(rule.options)
    rule.options()
    assert rule.options.__doc__
    assert not rule.options.__doc__.startswith(f"{rule.options.__name__}(")


@pytest.mark.parametrize(
    ("rule", "kind", "text"), EXAMPLES, ids=[f"{rule.name}-{kind}-{shorten(text)}" for rule, kind, text in EXAMPLES]
)
def test_example_of_the_docstring(rule: Rule, kind: str, text: str, check_with: Check) -> None:
    findings = [finding for finding in check_with(text, rule.name, suggest=False).findings if finding.rule == rule.name]
    assert bool(findings) is (kind == "Bad")


@pytest.mark.parametrize("name", readers.all())
def test_reader(name: str) -> None:
    reader = readers.get(name)
    assert reader.name == name
    assert reader.__doc__
    assert reader.extensions
    assert all(re.fullmatch(r"\.[a-z0-9]+", extension) for extension in reader.extensions)


def test_readers_share_no_extension() -> None:
    extensions = [extension for reader in readers.all().values() for extension in reader.extensions]
    assert len(extensions) == len(set(extensions))


@pytest.mark.parametrize("name", ["text", "markdown"])
@pytest.mark.parametrize("data", [b"", b"\n", b"\xef\xbb\xbf", b"A draft.\r\n"], ids=["empty", "blank", "mark", "line"])
def test_reader_of_next_to_nothing(name: str, data: bytes) -> None:
    document = readers.get(name).read(data, "some/path")
    assert (document.path, document.format, document.encoding) == ("some/path", name, "utf-8")
    assert len(document.blocks) == (b"draft" in data)
    assert all(isinstance(block.kind, BlockKind) for block in document.blocks)


FINDING = Finding(
    "typography", Category.LINGUISTIC_CONVENTIONS, Severity.MINOR, 0.9, 3, 6, 1, 4, "1", "$ 5", "No space here."
)
REPORT = DocumentReport(
    "a.txt", "text", "en", None, 3, 66.7, None, (SegmentScore("1", 0, 7, 3, 66.7),), (FINDING,), text="It $ 5."
)


@pytest.mark.parametrize("name", reporters.all())
@pytest.mark.parametrize("reports", [[], [REPORT], [REPORT, REPORT]], ids=["nothing", "one", "two"])
def test_reporter(name: str, reports: list[DocumentReport]) -> None:
    cls = reporters.get(name)
    assert cls.name == name
    assert cls.__doc__

    def output() -> str:
        reporter = cls(Look())
        parts = [*reporter.begin("1", "rules:1"), *(part for report in reports for part in reporter.document(report))]
        return "".join([*parts, *reporter.end()])

    assert output() == output()
    assert not reports or "typography" in output()


def test_importing_the_engine_and_every_rule_loads_no_heavy_library() -> None:
    heavy = {"torch", "onnxruntime", "ctranslate2", "spacy", "harper", "langdetect", "transformers", "numpy"}
    code = (
        "import sys, mtqa.cli, mtqa.engine, mtqa.registry as registry;"
        "registry.detectors.all(), registry.readers.all(), registry.reporters.all();"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert heavy & set(run.stdout.split()) == set()
