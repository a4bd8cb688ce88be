"""`mtqa check` and `mtqa fix` on documents, subtitles and tables, and with a source beside the draft."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtqa.cli import app

FIXTURES = Path(__file__).parents[2] / "fixtures" / "bilingual"
RULES = ["--select", "typography", "--no-cache", "--no-color"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MTQA_HOME", str(tmp_path / ".home"))
    (tmp_path / "mtqa.toml").write_text("", encoding="utf-8")
    return tmp_path


def ran(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [arguments[0], *RULES, *arguments[1:]])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def findings(*arguments: str) -> list[dict[str, object]]:
    _, out, _ = ran("check", "--format", "json", *arguments)
    found: list[dict[str, object]] = json.loads(out)["documents"][0]["findings"]
    return found


@pytest.mark.parametrize("name", ["draft.docx", "film.srt", "film.vtt", "pairs.csv", "pairs.tsv", "pairs.jsonl"])
def test_fix_writes_the_correction_and_nothing_else(folder: Path, name: str) -> None:
    before = (FIXTURES / name).read_bytes()
    (folder / name).write_bytes(before)
    assert [str(found["text"])[:3] for found in findings(name)] == ["$ 2"]
    code, _, err = ran("fix", name, "--apply")
    assert (code, err) == (0, "")
    after = (folder / name).read_bytes()
    if name.endswith(".docx"):
        assert after != before
        assert findings(name) == []
    else:
        assert after == before.replace(b"$ 2", b"$2")
    ran("fix", name, "--apply")
    assert (folder / name).read_bytes() == after


def test_a_spreadsheet_is_checked_and_not_written(folder: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="pip install 'mtqa[xlsx]'")
    book = openpyxl.Workbook()
    for row in (["source", "target"], ["Es kostete 2 Millionen.", "It cost the country $ 2 million in the end."]):
        book.active.append(row)
    book.save(folder / "pairs.xlsx")
    before = (folder / "pairs.xlsx").read_bytes()
    assert [(found["text"], found["segment"]) for found in findings("pairs.xlsx")] == [("$ 2 million", "Sheet!B2")]
    code, _, err = ran("fix", "pairs.xlsx", "--apply")
    assert (code, (folder / "pairs.xlsx").read_bytes()) == (2, before)
    assert "corrections cannot be written into the format 'xlsx'" in err


def test_tables_in_a_folder_are_left_alone(folder: Path) -> None:
    (folder / "data.csv").write_text("id,name\n1,x\n", encoding="utf-8")
    (folder / "a.txt").write_text("The war is over now, they said.\n", encoding="utf-8")
    assert ran("check", ".")[0] == 0
    code, _, err = ran("check", "data.csv")
    assert code == 2
    assert "it has 'id', 'name'" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["a.txt", "--source", "none.txt"], "none.txt: there is no such file", id="missing"),
        pytest.param(["a.txt", "--source", "a.txt"], "is the draft itself", id="the draft"),
        pytest.param(["a.txt", "--source", "."], "--source . is a folder, and a file is asked for", id="a folder"),
        pytest.param(["a.txt", "--source", "same.txt"], "the same text as its source", id="the same text"),
        pytest.param(["a.txt", "b.txt", "--source", "de.txt"], "--source goes with one draft, and 2", id="two drafts"),
        pytest.param(
            ["a.txt", "--source", "other.txt"], "cannot be aligned with other.txt (1 lines to 3", id="another"
        ),
    ],
)
@pytest.mark.parametrize("command", ["check", "fix"])
def test_a_source_that_does_not_fit(folder: Path, command: str, arguments: list[str], message: str) -> None:
    draft = "It rained in 1999.\nThe war cost the country a lot of money.\nNobody paid it back to them.\n"
    for name in ("a.txt", "b.txt", "same.txt"):
        (folder / name).write_text(draft, encoding="utf-8")
    (folder / "de.txt").write_text("Der Krieg war teuer.\n", encoding="utf-8")
    (folder / "other.txt").write_text("Hallo!\n", encoding="utf-8")
    code, _, err = ran(command, *arguments)
    assert code == 2
    assert message in err


def test_the_source_reaches_the_report(folder: Path) -> None:
    (folder / "de.txt").write_text("Der Krieg kostete das Land 2 Millionen Dollar im Jahr.\n", encoding="utf-8")
    (folder / "en.txt").write_text("The war cost the country $ 2 million a year.\n", encoding="utf-8")
    _, out, _ = ran("check", "en.txt", "--source", "de.txt", "--format", "json")
    document = json.loads(out)["documents"][0]
    assert (document["source_language"], len(document["findings"])) == ("de", 1)
    assert ran("fix", "en.txt", "--source", "de.txt", "--source-language", "de", "--apply")[0] == 0
    assert "$2 million" in (folder / "en.txt").read_text(encoding="utf-8")


def test_a_baseline_of_a_draft_with_its_source_hides_what_the_check_finds(folder: Path) -> None:
    (folder / "de.txt").write_text("Es kostete 3 Millionen Dollar.\n\nNiemand zahlte es zurück.\n", encoding="utf-8")
    (folder / "en.txt").write_text("It cost 2 million dollars.\n\nNobody paid it back.\n", encoding="utf-8")
    (folder / "mtqa.toml").write_text('select = ["numbers"]\n', encoding="utf-8")
    runner, beside = CliRunner(), ["--source", "de.txt", "--source-language", "de", "--no-cache"]
    assert "known findings: 0" in runner.invoke(app, ["baseline", "en.txt", "--no-cache"]).stdout
    assert "known findings: 1" in runner.invoke(app, ["baseline", "en.txt", *beside]).stdout
    checked = runner.invoke(app, ["check", "en.txt", *beside, "--baseline", "mtqa-baseline.json", "--format", "json"])
    assert json.loads(checked.stdout)["documents"][0]["findings"] == []
    assert (checked.exit_code, checked.stderr) == (0, "")


def test_a_baseline_of_several_drafts_takes_no_source(folder: Path) -> None:
    for name in ("a.txt", "b.txt", "de.txt"):
        (folder / name).write_text(f"The war of {name} is over now, they said.\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["baseline", "a.txt", "b.txt", "--source", "de.txt"])
    assert (result.exit_code, "--source goes with one draft, and 2" in result.stderr) == (2, True)
