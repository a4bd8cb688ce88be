"""`mtqa terms`: what it prints in each format, what it reads, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtqa.cli import app
from mtqa.terms.load import load

DRAFT = "The border control took long.\n\nA border control was held.\n\nThey left the border control.\n"
FIXTURES = Path(__file__).parents[2] / "fixtures" / "terms"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mtqa.toml").write_text("", encoding="utf-8")
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    return tmp_path


def run(*arguments: str, stdin: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["terms", *arguments], input=stdin)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(("arguments", "stdin"), [(["draft.txt"], None), (["-"], DRAFT)], ids=["file", "stdin"])
def test_a_table(arguments: list[str], stdin: str | None) -> None:
    code, out, _ = run(*arguments, stdin=stdin)
    assert code == 0
    assert out.splitlines()[2].split()[:4] == ["border", "control", "3", "1"]
    assert "\x1b" not in out


def test_a_table_of_which_the_configuration_names_the_columns(folder: Path) -> None:
    (folder / "mtqa.toml").write_text('source_column = "roh"\ntarget_column = "fertig"\n', encoding="utf-8")
    rows = "".join(f"Grenzkontrolle,{line}\n" for line in DRAFT.splitlines() if line)
    (folder / "pairs.csv").write_text(f"roh,fertig\n{rows}", encoding="utf-8")
    code, out, _ = run("pairs.csv")
    assert code == 0
    assert out.splitlines()[2].split()[:2] == ["border", "control"]


def test_colour_on_demand() -> None:
    assert "\x1b[1mTerms" in run("draft.txt", "--color")[1]


def test_json_and_tbx_into_a_file(folder: Path) -> None:
    assert json.loads(run("draft.txt", "--format", "json")[1])["candidates"][0]["term"] == "border control"
    assert run("draft.txt", "--format", "tbx", "--output", "found.tbx")[0] == 0
    assert load([str(folder / "found.tbx")]).concepts[0].terms[0].text == "border control"


def test_new_terms_alone(folder: Path) -> None:
    (folder / "known.csv").write_text("en\nborder control\n", encoding="utf-8")
    (folder / "mtqa.toml").write_text('termbase = ["known.csv"]\n', encoding="utf-8")
    assert "no terms in 3 units" in run("draft.txt", "--new")[1]


def test_a_file_that_cannot_be_read_is_said_and_the_rest_is_done(folder: Path) -> None:
    (folder / "broken.txt").write_bytes(b"%PDF-1.7")
    code, out, err = run("draft.txt", "broken.txt")
    assert code == 2
    assert "border control" in out
    assert "broken.txt: is a PDF file" in err


def test_a_termbase_is_looked_over(folder: Path) -> None:
    assert run("--termbase", str(FIXTURES / "planted.csv"))[:2] == (0, "12 entries, 90 terms, 0 remarks\n")
    (folder / "odd.csv").write_text("en,forbidden\nhouse,house\n", encoding="utf-8")
    code, out, _ = run("--termbase", "odd.csv")
    assert code == 1
    assert "odd.csv:2: contradiction: “house”" in out


def test_a_broken_termbase_is_an_error(folder: Path) -> None:
    (folder / "bad.tbx").write_text("<tbx>", encoding="utf-8")
    code, _, err = run("--termbase", "bad.tbx")
    assert (code, "bad.tbx: line 1: is not well-formed XML" in err) == (2, True)


CHECKED = ["draft.txt", "--select", "house-terms", "--format", "json", "--no-cache", "--min-confidence", "0"]


def forbidden(*arguments: str) -> list[str]:
    """What `mtqa check` marks as words of another house."""
    result = CliRunner().invoke(app, ["check", *CHECKED, *arguments])
    assert result.exit_code < 2, result.stderr
    found = json.loads(result.stdout)["documents"][0]["findings"]
    return sorted({str(one["text"]) for one in found})


def test_a_check_with_termbases_of_the_command_line(folder: Path) -> None:
    (folder / "draft.txt").write_text("The frontier control took hours. The lorry was full.\n", encoding="utf-8")
    (folder / "house.csv").write_text("en,forbidden\ntruck,lorry\n", encoding="utf-8")
    (folder / "job.csv").write_text("en,forbidden\nborder control,frontier control\n", encoding="utf-8")
    (folder / "mtqa.toml").write_text(
        'termbase = ["house.csv"]\n[[overrides]]\npaths = ["*.txt"]\ntermbase = ["house.csv"]\n', encoding="utf-8"
    )
    assert forbidden() == ["lorry"]
    assert forbidden("--termbase", "job.csv") == ["frontier control"]
    assert forbidden("--termbase", "job.csv", "--termbase", "house.csv") == ["frontier control", "lorry"]


def test_a_termbase_of_the_command_line_counts_from_this_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = folder / "below"
    below.mkdir()
    (below / "draft.txt").write_text("The frontier control took hours.\n", encoding="utf-8")
    (below / "job.csv").write_text("en,forbidden\nborder control,frontier control\n", encoding="utf-8")
    monkeypatch.chdir(below)
    assert forbidden("--termbase", "job.csv") == ["frontier control"]


def test_a_check_with_a_termbase_that_is_not_there_fails() -> None:
    result = CliRunner().invoke(app, ["check", *CHECKED, "--termbase", "none.tbx"])
    assert (result.exit_code, "none.tbx: the termbase cannot be read" in result.stderr) == (2, True)


def test_the_help_has_examples() -> None:
    assert "mtqa terms translated.xliff" in run("--help")[1]
