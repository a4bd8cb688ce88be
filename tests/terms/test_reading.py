"""Termbases: the shapes of TBX, tables in their layouts, and what is refused, with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mtqa.terms.base import Status, TermbaseError
from mtqa.terms.load import digest, load, remark

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtqa.terms.base import Concept

    Load = Callable[[str, str | bytes], tuple[Concept, ...]]

FOLDER = Path(__file__).parents[2] / "fixtures" / "terms"
PREFERRED, ADMITTED, FORBIDDEN = Status.PREFERRED, Status.ADMITTED, Status.FORBIDDEN


@pytest.fixture
def load_text(tmp_path: Path) -> Load:
    def load_it(name: str, content: str | bytes) -> tuple[Concept, ...]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load([str(path)]).concepts

    return load_it


def said(concept: Concept) -> list[tuple[str, str, Status]]:
    return [(term.language, term.text, term.status) for term in concept.terms]


@pytest.mark.parametrize("name", ["v3-dca.tbx", "v3-dct.tbx", "v2-martif.tbx", "min.tbx"])
def test_the_shapes_of_tbx_say_the_same(name: str) -> None:
    (concept,) = load([str(FOLDER / name)]).concepts
    assert (concept.id, concept.domains, concept.keep) == ("c1", ("shipping",), False)
    assert said(concept) == [
        ("de", "Zollkontrolle", ADMITTED),
        ("en-gb", "customs check", PREFERRED),
        ("en-gb", "toll control", FORBIDDEN),
    ]
    assert {term.part_of_speech for term in concept.terms} == {"noun"}
    assert all(term.line > concept.line for term in concept.terms)


TABLES = [
    pytest.param("a.csv", "de,en,forbidden\nHaus,house|home,hut\n",
                 [("de", "Haus", PREFERRED), ("en", "house", PREFERRED), ("en", "home", ADMITTED),
                  ("en", "hut", FORBIDDEN)], id="a-concept-a-row"),
    pytest.param("a.tsv", "German\ten-GB\ten-GB forbidden\nHaus\thouse\thut\n",
                 [("de", "Haus", PREFERRED), ("en-gb", "house", PREFERRED), ("en-gb", "hut", FORBIDDEN)],
                 id="names-of-languages"),
    pytest.param("a.csv", "source;target\nHaus;house\n",
                 [("source", "Haus", PREFERRED), ("target", "house", PREFERRED)], id="semicolons-and-two-sides"),
    pytest.param("a.csv", 'de|en\n\n"Haus"|" ""house"" "\n|\n',
                 [("de", "Haus", PREFERRED), ("en", '"house"', PREFERRED)], id="bars"),
    pytest.param("a.tsv", '"German"\ten\n"Haus"\thouse\n',
                 [("de", "Haus", PREFERRED), ("en", "house", PREFERRED)], id="quotes-in-tsv"),
    pytest.param("a.csv", 'de,en,status\n"Haus, das",hut,deprecated\n',
                 [("de", "Haus, das", PREFERRED), ("en", "hut", FORBIDDEN)], id="status-of-the-language-before"),
    pytest.param("a.csv", "concept,language,term,status\n1,de,Haus,\n1,en,house,preferred\n1,en,hut,forbidden\n",
                 [("de", "Haus", ADMITTED), ("en", "house", PREFERRED), ("en", "hut", FORBIDDEN)], id="a-term-a-row"),
    pytest.param("a.csv", "term,use\nutilize,use\n",
                 [("target", "utilize", FORBIDDEN), ("target", "use", PREFERRED)], id="one-language"),
    pytest.param("a.csv", b"\xff\xfed\x00e\x00,\x00e\x00n\x00\n\x00a\x00,\x00b\x00\n\x00",
                 [("de", "a", PREFERRED), ("en", "b", PREFERRED)], id="utf-16"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "expected"), TABLES)
def test_tables(load_text: Load, name: str, content: str | bytes, expected: list[tuple[str, str, Status]]) -> None:
    (concept,) = load_text(name, content)
    assert said(concept) == expected


def test_a_workbook(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="pip install 'mtqa[xlsx]'")
    book = openpyxl.Workbook()
    for row in (["de", "en", "domain"], ["Haus", "house", "law"], [None, None, None], ["Tor", "gate", None]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    first, second = load([str(tmp_path / "a.xlsx")]).concepts
    assert (said(first), first.domains, second.line) == (
        [("de", "Haus", PREFERRED), ("en", "house", PREFERRED)], ("law",), 4,
    )  # fmt: skip


def test_a_list_of_what_is_kept(load_text: Load) -> None:
    concepts = load_text("keep.txt", "# products\n\nAcme Cloud\n  Insights \n")
    assert [(one.keep, one.terms[0].text, one.line) for one in concepts] == [
        (True, "Acme Cloud", 3), (True, "Insights", 4),
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["do not translate", "DNT", "do-not-translate"])
def test_a_status_says_that_a_term_is_kept(load_text: Load, word: str) -> None:
    (concept,) = load_text("a.csv", f"de,en,status\nInsights,Insights,{word}\n")
    assert concept.keep


BOMB = (
    '<!DOCTYPE tbx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n'
    '<tbx><conceptEntry><langSec xml:lang="en"><termSec><term>&b;</term></termSec></langSec></conceptEntry></tbx>'
)
OUTSIDE = BOMB.replace('"ha"', 'SYSTEM "file:///etc/passwd"')
BAD = [
    pytest.param("a.tbx", BOMB, 1, "declares the entity 'a'", id="entities-that-multiply"),
    pytest.param("a.tbx", OUTSIDE, 1, "declares the entity 'a'", id="an-entity-outside"),
    pytest.param("a.tbx", '<!DOCTYPE tbx SYSTEM "x.dtd">\n<tbx>&nbsp;</tbx>', 2, "'nbsp', which nothing defines",
                 id="an-entity-of-the-dtd"),
    pytest.param("a.tbx", "<tbx>\n<conceptEntry>\n</tbx>", 3, "not well-formed", id="an-element-left-open"),
    pytest.param("a.tbx", "<tbx><conceptEntry>\n<langSec><term>a</term></langSec></conceptEntry></tbx>", 2,
                 "says no language", id="no-language"),
    pytest.param("a.tbx", "<tbx/>", None, "holds no entry", id="no-entries"),
    pytest.param("a.tbx", "<x>" * 300, 1, "200 deep", id="too-deep"),
    pytest.param("a.csv", "Haus,house\n", 1, "names no language", id="no-names-of-columns"),
    pytest.param("a.csv", "de,en\nHaus,house, too\n", 2, "3 cells", id="a-comma-too-many"),
    pytest.param("a.csv", 'de,en\n"Haus" x,house\n', None, "line 2: text follows", id="a-stray-quotation-mark"),
    pytest.param("a.csv", 'de,en\n"Haus,house\n', None, "line 2: a quotation mark is opened", id="an-open-quote"),
    pytest.param("a.csv", "", None, "is empty", id="an-empty-table"),
    pytest.param("a.csv", "de,en\n", None, "holds no term", id="a-table-of-names-alone"),
    pytest.param("a.csv", b"de,en\nHaus,\x00house\n", None, "binary", id="a-binary-file"),
    pytest.param("a.xlsx", b"PK nothing", None, "is no XLSX file, or is damaged", id="no-workbook"),
    pytest.param("a.docx", "x", None, "no known format", id="no-known-format"),
    pytest.param("a.txt", "# nothing\n", None, "holds no term", id="an-empty-list"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "line", "message"), BAD)
def test_what_is_refused(load_text: Load, name: str, content: str | bytes, line: int | None, message: str) -> None:
    with pytest.raises(TermbaseError, match=message) as error:
        load_text(name, content)
    assert error.value.line == line
    assert name in str(error.value)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(TermbaseError, match="cannot be read"):
        load([str(tmp_path / "none.tbx")])


ODD = [
    pytest.param("de,en,forbidden\nHaus,house,house\n", [(2, True, "forbidden here and to be used")],
                 id="both-in-one-entry"),
    pytest.param("en,forbidden\nhouse,\nhut,house\n", [(3, True, "line 2")], id="both-in-two-entries"),
    pytest.param("de,en\nHaus,house\nHaus,house\n", [(3, False, "there twice")], id="an-entry-twice"),
    pytest.param("de,en\nHaus,house|house\n", [(2, False, "in this entry twice")], id="a-term-twice"),
    pytest.param("de,en\nBank,bank\nBank,bench\n", [], id="homonyms"),
    pytest.param("de,en,forbidden\nBank,bank,bench\nSitzbank,bench,\n", [], id="forbidden-for-another-meaning"),
    pytest.param("en,forbidden\nGitHub,Github\n", [], id="capitals-alone"),
    pytest.param("de,en,status\nHaus,house,lovely\n", [(2, False, "no status")], id="an-unknown-status"),
    pytest.param("de,en,domain\nHaus,house,\n,,law\n", [(3, False, "no term")], id="a-row-without-a-term"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), ODD)
def test_what_is_odd(tmp_path: Path, content: str, expected: list[tuple[int, bool, str]]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    found = load([str(path)]).problems
    assert [(one.line, one.contradiction) for one in found] == [(line, bad) for line, bad, _ in expected]
    assert all(message in one.message for one, (_, _, message) in zip(found, expected, strict=True))
    assert (remark([str(path)]) is not None) is any(bad for _, bad, _ in expected)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("de,en\nHaus,house\n", encoding="utf-8")
    before = load([str(path)]), digest([str(path)])
    path.write_text("de,en\nHaus,a house\n", encoding="utf-8")
    assert load([str(path)]).concepts[0].terms[1].text == "a house"
    assert digest([str(path)]) != before[1]
