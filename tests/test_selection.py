from __future__ import annotations

import pytest

from mtqa.discovery import Patterns
from mtqa.errors import ConfigError
from mtqa.selection import listed, selection


@pytest.fixture
def tree(tmp_path, monkeypatch):
    for name in ("a.md", "docs/b.md", "docs/c.html", "vendor/d.md", "e.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("include", "exclude", "named", "found"),
    [
        pytest.param((), (), ["."], ["a.md", "docs/b.md", "docs/c.html", "vendor/d.md"], id="all"),
        pytest.param((), ("vendor/", "*.html"), ["."], ["a.md", "docs/b.md"], id="exclude"),
        pytest.param(("docs/**",), (), ["."], ["docs/b.md", "docs/c.html"], id="include"),
        pytest.param(("docs/**",), ("*.html",), ["."], ["docs/b.md"], id="both"),
        pytest.param(("docs/**",), (), ["a.md"], ["a.md"], id="a named file need not be included"),
        pytest.param((), ("vendor/",), ["a.md", "vendor/d.md"], ["a.md"], id="a named file can be excluded"),
        pytest.param((), (), ["e.py", "none.md"], ["e.py", "none.md"], id="a named file is taken as it is"),
    ],
)
def test_which_drafts_are_chosen(tree, include, exclude, named, found):
    assert selection(named, Patterns(tree, include, exclude)).paths == found


def test_a_list_leaves_out_what_no_reader_claims(tree):
    (tree / "list.txt").write_text("e.py\na.md\r\ndocs\n\n")
    assert listed(tree / "list.txt") == ["a.md", "docs"]
    assert selection([], Patterns(tree), tree / "list.txt").paths == ["a.md", "docs/b.md", "docs/c.html"]


def test_nothing_to_check_is_an_error_that_says_why(tree):
    with pytest.raises(ConfigError, match="nor 'exclude' leaves out"):
        selection(["."], Patterns(tree, exclude=("*",)))
