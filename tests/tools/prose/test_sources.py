from __future__ import annotations

from pathlib import Path

import pytest
from prose.errors import ProseError
from prose.sources import read_sources

LIST = Path(__file__).parents[3] / "tools" / "prose.toml"
GOOD = """
[[source]]
file = "letters"
what = "letters"
licence = "CC0 1.0"
markup = "markdown"
paths = '\\.md$'
[source.commits]
"some/letters" = "0123456789012345678901234567890123456789"
"""


def test_the_project_s_own_list() -> None:
    sources = read_sources(LIST)
    repositories = [name for source in sources for name in source.commits]
    assert len(repositories) == len(set(repositories))
    assert {source.file for source in sources} >= {"essays_novels", "government", "news", "openstax", "speeches"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param("0123456789012345678901234567890123456789", "main", "some/letters: String", id="no commit"),
        pytest.param('"some/letters"', '"letters"', "list.toml: letters: .*String", id="no owner"),
        pytest.param('"markdown"', '"word"', "some/letters: markup: .*'word' is none of cnxml", id="unknown markup"),
        pytest.param("'\\.md$'", "'('", "some/letters: paths: .*no regular expression", id="pattern"),
        pytest.param('licence = "CC0 1.0"', "", "some/letters: licence: Field required", id="no licence"),
        pytest.param('what = "letters"', 'what = "letters"\nlicense = "x"', "letters: license: Extra", id="key"),
        pytest.param('file = "letters"', 'file = "../letters"', "some/letters: file: String", id="file elsewhere"),
        pytest.param('"some/letters" = "0123456789012345678901234567890123456789"', "", "source.0.commits", id="empty"),
        pytest.param("[[source]]", "[[source", "at line 2", id="no TOML"),
    ],
)  # fmt: skip
def test_a_bad_list_says_where(old: str, new: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "list.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert [source.file for source in read_sources(path)] == ["letters"]
    assert old in GOOD
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(ProseError, match=said) as caught:
        read_sources(path)
    assert str(path) in str(caught.value)


def test_no_list(tmp_path: Path) -> None:
    with pytest.raises(ProseError, match="No such file"):
        read_sources(tmp_path / "list.toml")
