from __future__ import annotations

import pytest

from mtqa.config import resolve_config
from mtqa.errors import ConfigError
from mtqa.overrides import PathConfigs

FILE = """
min-confidence = 0.6
names = ["Foo"]
[terms]
"e-mail" = "email"
[rules.typography]
severity = "minor"
[[overrides]]
paths = ["legal/**", "*.html"]
min-confidence = 0.9
names = ["Bar"]
terms = { utilize = "use" }
rules.typography.min-confidence = 0.7
[[overrides]]
paths = ["legal/old.md"]
ignore = ["style"]
min-confidence = 0.1
"""


@pytest.fixture
def configs(tmp_path, monkeypatch):
    (tmp_path / "mtqa.toml").write_text(FILE)
    monkeypatch.chdir(tmp_path)
    return PathConfigs(resolve_config(tmp_path))


@pytest.mark.parametrize(
    ("path", "min_confidence", "names", "ignore"),
    [
        pytest.param("a.md", 0.6, ("Foo",), (), id="general"),
        pytest.param("legal/a.md", 0.9, ("Bar",), (), id="folder"),
        pytest.param("deep/down/a.html", 0.9, ("Bar",), (), id="ending, anywhere"),
        pytest.param("legal/old.md", 0.1, ("Bar",), ("style",), id="later ones win"),
        pytest.param("../legal/a.md", 0.6, ("Foo",), (), id="outside of the folder"),
    ],
)
def test_the_settings_of_a_path(configs, path, min_confidence, names, ignore):
    config = configs.of(path)
    assert (config.min_confidence, config.names, config.ignore) == (min_confidence, names, ignore)


def test_tables_are_merged_key_by_key(configs):
    config = configs.of("legal/a.md")
    assert config.terms == {"e-mail": "email", "utilize": "use"}
    assert config.rules == {"typography": {"severity": "minor", "min_confidence": 0.7}}


def test_patterns_count_from_the_file_not_from_where_the_run_starts(configs, tmp_path, monkeypatch):
    (tmp_path / "legal").mkdir()
    monkeypatch.chdir(tmp_path / "legal")
    assert configs.of("a.md").min_confidence == 0.9
    assert PathConfigs(resolve_config(tmp_path / "legal")).of("a.md").min_confidence == 0.9


def test_the_command_line_wins(tmp_path, configs):
    asked = PathConfigs(resolve_config(tmp_path, min_confidence=0.0))
    assert asked.of(str(tmp_path / "legal" / "old.md")).min_confidence == 0.0
    assert asked.of(str(tmp_path / "legal" / "old.md")).ignore == ("style",)
    assert configs.of("legal/old.md").min_confidence == 0.1


@pytest.mark.parametrize(
    ("file", "asked", "message"),
    [
        pytest.param("", {"select": ("typography",), "ignore": ("typography",)}, "no rule is left", id="both"),
        pytest.param(
            'ignore = ["typography"]', {"select": ("typography",)}, "check with beside 'ignore'", id="the file's"
        ),
        pytest.param('select = ["names"]', {"ignore": ("names",)}, "check with beside 'select'", id="ignored"),
        pytest.param('select = ["names"]\nignore = ["names"]', {}, None, id="the file's own"),
        pytest.param("", {"select": ("typography",), "ignore": ("names",)}, None, id="one is left"),
        pytest.param(
            'ignore = ["typography"]\n[[overrides]]\npaths = ["a"]\nignore = []',
            {"select": ("typography",)}, None, id="left for some path",
        ),
        pytest.param(
            '[[overrides]]\npaths = ["a"]\nignore = ["typography"]',
            {"select": ("typography",)}, None, id="none for some path",
        ),
    ],
)  # fmt: skip
def test_what_is_asked_for_leaves_a_rule(tmp_path, file, asked, message):
    (tmp_path / "mtqa.toml").write_text(file)
    configs = PathConfigs(resolve_config(tmp_path, **asked))
    if message is None:
        configs.require_rules()
    else:
        with pytest.raises(ConfigError, match=message):
            configs.require_rules()


@pytest.mark.parametrize(
    ("override", "message"),
    [
        pytest.param('ignore = ["style"]', "number 1: 'paths' should be a list", id="no paths"),
        pytest.param('paths = "a"', "number 1: 'paths' should be a list", id="paths as text"),
        pytest.param('paths = ["a"]\nmin-confidense = 1', "did you mean 'min_confidence'", id="unknown key"),
        pytest.param('paths = ["a"]\nexclude = ["b"]', "unknown key 'exclude'", id="key of the whole run"),
        pytest.param('paths = ["a"]\nmin-confidence = 2', "goes from 0 to 1", id="out of range"),
        pytest.param('paths = ["a"]\nignore = ["typografy"]', "did you mean 'typography'", id="no such rule"),
    ],
)
def test_a_wrong_override_is_refused_before_anything_is_checked(tmp_path, override, message):
    (tmp_path / "mtqa.toml").write_text(f"[[overrides]]\n{override}\n")
    with pytest.raises(ConfigError, match=message) as caught:
        PathConfigs(resolve_config(tmp_path))
    assert "mtqa.toml" in str(caught.value)
