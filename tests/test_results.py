from __future__ import annotations

import dataclasses

import pytest

from mtqa import results
from mtqa.config import Config
from mtqa.results import Results, packed, unpacked
from mtqa.types import (
    Category,
    DocumentReport,
    Finding,
    Hidden,
    HiddenBy,
    SegmentScore,
    Severity,
    Side,
    Suggestion,
)

FINDING = Finding(
    "names", Category.TERMINOLOGY, Severity.CRITICAL, 0.9, 0, 2, 1, 1, "1", "é\u2028", "why", Side.SOURCE,
    (Suggestion("x", 0, 2, "names", 0.8),),
)  # fmt: skip
REPORT = DocumentReport(
    "a.md", "markdown", "en", "vi", 2, 99.5, 0.25, (SegmentScore("1", 0, 2, 2, 99.5),), (FINDING,),
    ("note",), ("reason",), "é\u2028", (Hidden(FINDING, HiddenBy.COMMENT),), True,
)  # fmt: skip


def test_a_report_comes_back_as_it_was():
    assert unpacked(packed(REPORT)) == REPORT
    assert {type(value) for value in dataclasses.astuple(unpacked(packed(REPORT)))} == {
        type(value) for value in dataclasses.astuple(REPORT)
    }


@pytest.fixture
def make(tmp_path):
    return lambda config=None, signature="s": Results(tmp_path / "reports.sqlite", config or Config(), signature)


def test_the_same_bytes_are_known_under_any_path(make):
    make().put(b"text", "a.md", REPORT)
    assert make().get(b"text", "folder/b.md") == dataclasses.replace(REPORT, path="folder/b.md")


@pytest.mark.parametrize(
    ("config", "signature", "data", "path"),
    [
        pytest.param(Config(), "s", b"Text", "a.md", id="other bytes"),
        pytest.param(Config(), "s", b"text", "a.txt", id="other format"),
        pytest.param(Config(), "t", b"text", "a.md", id="other models"),
        pytest.param(Config(min_confidence=0.1), "s", b"text", "a.md", id="other configuration"),
        pytest.param(Config(rules={"names": {"severity": "minor"}}), "s", b"text", "a.md", id="other rule options"),
    ],
)
def test_anything_else_is_not_known(make, config, signature, data, path):
    make().put(b"text", "a.md", REPORT)
    assert make(config, signature).get(data, path) is None


def test_what_is_demanded_of_a_report_does_not_matter(make):
    make().put(b"text", "a.md", REPORT)
    assert make(Config(fail_on=Severity.CRITICAL, min_score=90)).get(b"text", "a.md") == REPORT


def test_changed_code_is_another_version(monkeypatch, tmp_path):
    package = tmp_path / "mtqa"
    package.mkdir()
    monkeypatch.setattr(results, "__file__", str(package / "results.py"))
    monkeypatch.setattr(results, "_installed", list)
    monkeypatch.setattr(results.detectors, "all", dict)
    (package / "rule.py").write_text("x = 1")
    before = results.code_version()
    (package / "rule.py").touch()
    assert results.code_version() == before
    (package / "rule.py").write_text("x = 2")
    assert results.code_version() != before


def test_an_installed_version_is_known_by_what_the_installer_recorded(monkeypatch):
    recorded = "mtqa/types.py,sha256=aa,10\nmtqa/__pycache__/types.pyc,,\nmtqa-0.1.dist-info/RECORD,,\n"

    class Distribution:
        def read_text(self, name: str) -> str:
            assert name == "RECORD"
            return recorded

    monkeypatch.setattr(results.importlib.metadata, "distribution", lambda _: Distribution())
    assert results._installed() == ["mtqa/types.py,sha256=aa,10"]


def test_a_damaged_entry_is_not_known(make, monkeypatch):
    cache = make()
    monkeypatch.setattr(results, "packed", lambda _: b"damaged")
    cache.put(b"text", "a.md", REPORT)
    assert cache.get(b"text", "a.md") is None


def test_without_a_file_nothing_is_remembered():
    cache = Results(None, Config(), "s")
    cache.put(b"text", "a.md", REPORT)
    assert cache.get(b"text", "a.md") is None
