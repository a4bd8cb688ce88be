"""The terms of a corpus: planted terms, their renderings, and those that conflict; what is written is read back."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from mtqa.extraction.base import Unit
from mtqa.extraction.formats import to_csv, to_json, to_tbx
from mtqa.extraction.gather import Settings, extract
from mtqa.extraction.renderings import log_likelihood
from mtqa.models.parser import Parser
from mtqa.terms.base import Concept, Status, Term, Termbase
from mtqa.terms.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from mtqa.extraction.base import Extraction

# German sentences with `Grenzkontrolle`, rendered in two ways, and others that share no term with them.
PLANTED = [
    ("Die Grenzkontrolle dauerte lange.", "The border control took a while."),
    ("Der Fahrer wartet vor der Grenzkontrolle.", "The driver waits before the border control."),
    ("Ohne Grenzkontrolle geht es schneller.", "Without border controls it goes faster."),
    ("Polizisten führen die Grenzkontrolle durch.", "Policemen carry out the border control."),
    ("Eine Grenzkontrolle fand nicht statt.", "No frontier inspection took place."),
    ("Die Grenzkontrolle wurde verschoben.", "The frontier inspection was put off."),
    ("Der Zinssatz stieg wieder.", "The interest rate rose again."),
    ("Ein hoher Zinssatz schadet.", "A high interest rate does harm."),
    ("Der Zinssatz fällt im Herbst.", "The interest rate falls in autumn."),
    ("Heute scheint die Sonne.", "The sun is shining today."),
    ("Sie kaufte Brot und Milch.", "She bought bread and milk."),
    ("Der Hund schläft im Garten.", "The dog sleeps in the garden."),
    ("Wir fahren morgen ans Meer.", "We are going to the sea tomorrow."),
    ("Das Buch liegt auf dem Tisch.", "The book lies on the table."),
]  # fmt: skip


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def extracted(parser: Parser, pairs: list[tuple[str | None, str]], **settings: object) -> Extraction:
    units = [Unit(f"{number % 2}.txt", number, text, source) for number, (source, text) in enumerate(pairs, 1)]
    return extract(units, parser.pipe, Settings(**settings), "de" if pairs[0][0] else None)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def planted(parser: Parser) -> Extraction:
    return extracted(parser, list(PLANTED))


def test_planted_terms_come_with_what_they_render(planted: Extraction) -> None:
    found = {one.term: (one.count, one.files, one.source) for one in planted.candidates}
    assert found == {"border control": (4, 2, "Grenzkontrolle"), "interest rate": (3, 2, "Zinssatz")}


def test_planted_renderings_conflict(planted: Extraction) -> None:
    (conflict,) = planted.conflicts
    assert (conflict.source, conflict.units, conflict.unexplained) == ("Grenzkontrolle", 6, 0)
    assert [(form.text, form.count) for form in conflict.forms] == [("border control", 4), ("frontier inspection", 2)]
    assert conflict.forms[1].example.line == 5


def test_names_in_two_spellings_conflict_across_files(parser: Parser) -> None:
    pairs: list[tuple[str | None, str]] = [
        (None, "Zabihullah Mujahid spoke on Monday."), (None, "Later, Zabihulla Mujahed spoke again."),
        (None, "Zabihullah Mujahid said no."),
    ]  # fmt: skip
    forms = {tuple(form.text for form in one.forms) for one in extracted(parser, pairs).conflicts}
    assert ("Zabihullah", "Zabihulla") in forms


PLACEHOLDERS = [
    pytest.param("%d", id="printf"),
    pytest.param("%lu", id="printf-long"),
    pytest.param("%1$s", id="printf-numbered"),
    pytest.param("%(count)d", id="python-percent"),
    pytest.param("{count}", id="python-braces"),
    pytest.param("{count:>5}", id="python-format"),
    pytest.param("${count}", id="template"),
    pytest.param("{{ count }}", id="double-braces"),
    pytest.param("{gender, select, male {his} female {her} other {their}}", id="icu-select"),
    pytest.param("{total, plural, zero {no} one {a} other {#}}", id="icu-plural"),
]
MESSAGES = [
    ("{} Protokolldatei wurde gelesen.", "{} log file was read."),
    ("Die {} Protokolldatei fehlt hier.", "Here the {} log file is missing."),
    ("Wer hat {} Protokolldatei gelöscht?", "Who deleted {} log file?"),
]


@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
def test_placeholders_are_no_halves_of_terms(parser: Parser, placeholder: str) -> None:
    pairs = [(source.replace("{}", placeholder), text.replace("{}", placeholder)) for source, text in MESSAGES]
    found = extracted(parser, [*pairs, *PLANTED[9:]])
    assert [(one.term, one.source) for one in found.candidates] == [("log file", "Protokolldatei")]


def test_what_a_termbase_holds_is_left_out(parser: Parser) -> None:
    known = Termbase((Concept((Term("border control", "en"),)),))
    assert [one.term for one in extracted(parser, list(PLANTED), known=known).candidates] == ["interest rate"]


def test_the_least_count_and_the_most_terms(parser: Parser) -> None:
    assert [one.term for one in extracted(parser, list(PLANTED), least=4).candidates] == ["border control"]
    assert len(extracted(parser, list(PLANTED), most=1).candidates) == 1


def test_the_tbx_is_read_back(planted: Extraction, tmp_path: Path) -> None:
    path = tmp_path / "found.tbx"
    path.write_text(to_tbx(planted), encoding="utf-8")
    base = load([str(path)])
    assert base.problems == ()
    assert [[(term.language, term.text, term.status) for term in one.terms] for one in base.concepts] == [
        [("de", "Grenzkontrolle", Status.PREFERRED), ("en", "border control", Status.PREFERRED),
         ("en", "frontier inspection", Status.ADMITTED)],
        [("de", "Zinssatz", Status.PREFERRED), ("en", "interest rate", Status.PREFERRED)],
    ]  # fmt: skip


def test_csv_and_json_hold_the_same(planted: Extraction) -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(planted))))
    data = json.loads(to_json(planted))
    assert [row["term"] for row in rows if row["kind"] == "term"] == [one["term"] for one in data["candidates"]]
    assert [row["term"] for row in rows if row["kind"] == "rendering"] == [
        form["text"] for form in data["conflicts"][0]["forms"]
    ]
    assert data["schema"] == "mtqa-terms/1"


def test_the_ratio_is_that_of_the_formula() -> None:
    # 2 (k1 ln p1/p + ...): both always together in 10 of 100 units, so 2 * (10 ln 10 + 90 ln (100 / 90)).
    assert log_likelihood(10, 10, 10, 100) == pytest.approx(65.0166, abs=1e-3)
    assert log_likelihood(1, 10, 10, 100) == 0
