"""Comments that silence findings: in each format that has them, and read back by what hides findings."""

from __future__ import annotations

import pytest

from mtqa.checking import reader_for
from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.ignoring import comments, has_comments
from mtqa.models import Models
from mtqa.rewriting import rewritten

BAD = "The the end."
DRAFTS = [
    pytest.param("a.md", f"# Title\n\n{BAD}\n", id="markdown"),
    pytest.param("a.html", f"<p>One.</p>\r\n<p>{BAD}</p>\r\n", id="html"),
    pytest.param("a.po", f'msgid "Fine"\nmsgstr "Fine"\n\n#: a.c:1\nmsgid "x"\nmsgstr "{BAD}"\n', id="po"),
    pytest.param("b.po", f'msgid "x"\r\nmsgstr "{BAD}"\r\n', id="po with CRLF, first entry"),
]


@pytest.mark.parametrize(("path", "text"), DRAFTS)
def test_a_comment_hides_the_finding_and_nothing_else(path: str, text: str) -> None:
    config = Config(select=("doubled-words",), suggest=False)
    checker = Checker(config, Models(config))
    before = checker.check(reader_for(path).read(text.encode(), path))
    assert [one.rule for one in before.findings] == ["doubled-words"]
    assert has_comments(before.format)
    after = rewritten(text, comments(text, before.format, before.findings))
    silenced = checker.check(reader_for(path).read(after.encode(), path))
    assert (silenced.findings, len(silenced.hidden), silenced.words) == ((), 1, before.words)
    assert not any("hides nothing" in note for note in silenced.notes)
