"""The gate on false alarms: texts that people wrote well stay clean with every rule on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mtqa.types import Severity

if TYPE_CHECKING:
    from conftest import Check

FILES = sorted((Path(__file__).parent.parent / "fixtures" / "clean").iterdir())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_clean_text_stays_clean(file: Path, check_with: Check) -> None:
    report = check_with(file.read_text(encoding="utf-8"), suggest=False, path=file.name)
    assert report.words > 200
    shown = [finding for finding in report.findings if finding.severity is not Severity.NEUTRAL]
    assert [(finding.rule, finding.line, finding.text) for finding in shown] == []
