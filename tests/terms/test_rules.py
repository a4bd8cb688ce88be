"""The rules on terms with a termbase: variants, domains, homonyms, terms that are kept, settings of paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mtqa.config import Config, load_config
from mtqa.engine import Checker
from mtqa.errors import ConfigError
from mtqa.models import Models
from mtqa.types import Block, Document

if TYPE_CHECKING:
    from pathlib import Path

RULES = ("house-terms", "term-translation", "do-not-translate")


def shown(path: Path, table: str, text: str, **settings: Any) -> list[tuple[str, str, str]]:
    """Rule, marked text and first correction of each finding in `SOURCE => TARGET`, or in a draft without a source."""
    (path / "terms.csv").write_text(table, encoding="utf-8")
    config = Config(select=RULES, termbase=(str(path / "terms.csv"),), offline=True, **settings)
    source, arrow, target = text.partition(" => ")
    block = Block.plain(target if arrow else text, 0, source=source if arrow else None)
    report = Checker(config, Models(config)).check(Document("a", "text", block.text, (block,), source_language="de"))
    return [
        (one.rule, one.text, one.suggestions[0].text if one.suggestions else "") for one in report.findings
    ]  # fmt: skip


COLOURS = "de,en-GB,en-US\nFarbe,colour,color\n"
BANKS = "de,en\nBank,bank\nBank,bench\n"
LAW = "de,en,domain\nSatz,clause,law\nSatz,movement,music\nTor,gate,\n"
CASES = [
    pytest.param("en,forbidden\nuse,utilize\n", "They are utilizing tools.", {},
                 [("house-terms", "utilizing", "using")], id="forbidden-in-a-form"),
    pytest.param("term,use\nGithub,GitHub\n", "See Github and github.com/x, GitHub too.", {},
                 [("house-terms", "Github", "GitHub")], id="forbidden-spelling"),
    pytest.param("en,forbidden\nemail address,email\n", "Your email address is known.", {}, [], id="in-a-usable-term"),
    pytest.param("de,en,forbidden\nWaffenruhe,truce,quiet\n", "Es war still. => It was quiet.", {}, [],
                 id="forbidden-and-not-meant-by-the-source"),
    pytest.param(COLOURS, "Die Farbe ist neu. => The color is new.", {"language": "en-GB"},
                 [("term-translation", "color", "colour")], id="another-variant"),
    pytest.param(COLOURS, "Die Farbe ist neu. => The color is new.", {}, [], id="any-variant"),
    pytest.param(BANKS, "Die Bank ist alt. => The bench is old.", {}, [], id="homonyms"),
    pytest.param(BANKS, "Die Bank ist alt. => The seat is old.", {},
                 [("term-translation", "The seat is old.", "")], id="neither-homonym"),
    pytest.param(LAW, "Der Satz fehlt. => A sentence is missing.", {"term_domains": ("music",)},
                 [("term-translation", "A sentence is missing.", "")], id="within-a-domain"),
    pytest.param(LAW, "Das Tor fehlt. => A goal is missing.", {"term_domains": ("music",)},
                 [("term-translation", "A goal is missing.", "")], id="of-no-domain"),
    pytest.param("de,en,domain\nSatz,clause,law\n", "Der Satz fehlt. => A thing is missing.",
                 {"term_domains": ("music",)}, [], id="of-another-domain"),
    pytest.param("fr,en\nFarbe,barley\n", "Die Farbe ist neu. => The colour is new.", {}, [], id="another-source"),
    pytest.param("de,en,status\nInsights,,dnt\n", "Das zeigt Insights. => That shows insight.", {},
                 [("do-not-translate", "insight", "Insights")], id="kept-by-the-termbase"),
    pytest.param("de,en\nTor,gate\n", "Acme Wolke hilft. => Acme Cloud helps.", {"do_not_translate": ("Acme Wolke",)},
                 [("do-not-translate", "Acme Cloud helps.", "")], id="kept-by-the-configuration"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "text", "settings", "expected"), CASES)
def test_findings(
    tmp_path: Path, table: str, text: str, settings: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    assert shown(tmp_path, table, text, **settings) == expected


def test_a_termbase_is_named_from_the_folder_of_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "mtqa.toml").write_text(
        'termbase = ["a.tbx"]\n[[overrides]]\npaths = ["x/**"]\ntermbase = ["b.tbx"]\n', encoding="utf-8"
    )
    config = load_config(tmp_path)
    assert config.termbase == (str(tmp_path.resolve() / "a.tbx"),)
    assert config.overrides[0]["termbase"] == [str(tmp_path.resolve() / "b.tbx")]


def test_a_broken_termbase_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / "a.tbx").write_text("<tbx>", encoding="utf-8")
    config = Config(select=RULES, termbase=(str(tmp_path / "a.tbx"),))
    block = Block.plain("A house.", 0)
    with pytest.raises(ConfigError, match=r"a\.tbx: line 1"):
        Checker(config, Models(config)).check(Document("a", "text", block.text, (block,)))


def test_a_report_rests_on_what_the_termbase_says(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    config = Config(select=RULES, termbase=(str(path),))
    signatures = set()
    for word in ("house", "home"):
        path.write_text(f"de,en\nHaus,{word}\n", encoding="utf-8")
        signatures.add(Checker(config, Models(config)).signature)
    assert len(signatures) == 2


def test_a_contradiction_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("en,forbidden\nhouse,house\n", encoding="utf-8")
    config = Config(select=RULES, termbase=(str(path),))
    block = Block.plain("A house.", 0)
    notes = Checker(config, Models(config)).check(Document("a", "text", block.text, (block,))).notes
    assert any("a.csv, line 2" in note for note in notes)
