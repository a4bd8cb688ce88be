from __future__ import annotations

import io

import pytest

from mtqa.checking import reader_for
from mtqa.config import Config
from mtqa.errors import ReadError

CASES = [
    pytest.param("a.csv", "id,source,target\n1,Gut.,Good.\n", {}, [("Gut.", "Good.")], id="csv"),
    pytest.param("a.csv", 'source,target\n"A, B","He said ""no"", and\nleft."\n', {},
                 [("A, B", 'He said "no", and left.')], id="quoting"),
    pytest.param("a.csv", "source;target\r\nEins,2.;One,2.\r\n", {}, [("Eins,2.", "One,2.")], id="semicolons"),
    pytest.param("a.csv", "Quelle,Ziel\nGut.,Good.\n", {"source_column": "Quelle", "target_column": "ziel"},
                 [("Gut.", "Good.")], id="named columns"),
    pytest.param("a.tsv", "Gut.\tGood.\n", {"source_column": "1", "target_column": "2"}, [("Gut.", "Good.")],
                 id="numbered columns"),
    pytest.param("a.tsv", 'de\ten-GB\nEr sagte ja.\t"Yes" he said.\n', {}, [("Er sagte ja.", '"Yes" he said.')],
                 id="languages as header, quotes as text"),
    pytest.param("a.tsv", 'source\ttarget\nJa.\t"""Yes,"" he said."\n', {}, [("Ja.", '"Yes," he said.')],
                 id="quoted tabs"),
    pytest.param("a.csv", "source,target\nGut.,\n,\n", {}, [("Gut.", "")], id="untranslated"),
    pytest.param("a.jsonl", '{"n": [1], "source": "Gut.", "target": "G\\u00f6od \\"x\\"\\n1."}\n\n', {},
                 [("Gut.", 'Göod "x" 1.')], id="json lines"),
    pytest.param("a.csv", "", {}, [], id="empty"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "settings", "units"), CASES)
def test_units(name: str, text: str, settings: dict[str, str], units: list[tuple[str, str]]) -> None:
    document = reader_for(name, Config(**settings)).read(text.encode(), name)
    assert [(block.source, " ".join(block.text.split())) for block in document.blocks] == units
    assert document.text == text


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        pytest.param("a.csv", "id,name\n1,x\n", "it has 'id', 'name'", id="columns"),
        pytest.param("a.csv", 'source,target\na,"b\n', "line 2: a quotation mark is opened", id="open quote"),
        pytest.param("a.csv", 'source,target\na,"b"c\n', "line 2: text follows", id="after a quote"),
        pytest.param("a.csv", "source,target\na,b,c\n", "line 2: has 3 cells", id="width"),
        pytest.param("a.jsonl", '{"source": "a"}', "line 1: no column for the translation", id="keys"),
        pytest.param("a.jsonl", '{"source": 1, "target": "b"}', "should be text", id="values"),
        pytest.param("a.jsonl", "\n[1]", "line 2: is no JSON object", id="no object"),
        pytest.param("a.jsonl", '{"source": "a"', "line 1: is no JSON object", id="broken"),
    ],
)
def test_broken_tables(name: str, text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        reader_for(name).read(text.encode(), name)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"source_column": "7"}, "no column for the source, '7': it has 'source', 'target'"),
        ({"target_column": "mt"}, "no column for the translation, 'mt'"),
        ({"source_column": "target"}, "not the same one"),
    ],
    ids=["number", "name", "one for both"],
)
def test_columns_that_cannot_be(settings: dict[str, str], message: str) -> None:
    with pytest.raises(ReadError, match=message):
        reader_for("a.csv", Config(**settings)).read(b"source,target\na,b\n", "a.csv")


def test_the_header_tells_the_languages() -> None:
    document = reader_for("a.tsv").read(b"de\ten-GB\nGut.\tGood.\n", "a.tsv")
    assert (document.source_language, document.language) == ("de", "en-gb")


def workbook(*rows: list[str | None]) -> bytes:
    openpyxl = pytest.importorskip("openpyxl", reason="pip install 'mtqa[xlsx]'")
    book, data = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(data)
    return data.getvalue()


def test_a_spreadsheet() -> None:
    data = workbook(["id", "Source", "Target"], ["1", "Gut.", "It is\ngood."], ["2", "Leer.", None])
    document = reader_for("a.xlsx").read(data, "a.xlsx")
    assert document.text == "Target\nIt is good.\n\n"
    units = [(block.id, block.source, block.text) for block in document.blocks]
    assert units == [("Sheet!C2", "Gut.", "It is good."), ("Sheet!C3", "Leer.", "")]


@pytest.mark.parametrize("data", [b"PK\x03\x04x", b"text", b"\xd0\xcf\x11\xe0"], ids=["damaged", "text", "encrypted"])
def test_what_is_no_spreadsheet(data: bytes) -> None:
    pytest.importorskip("openpyxl", reason="pip install 'mtqa[xlsx]'")
    with pytest.raises(ReadError, match="xlsx: is "):
        reader_for("a.xlsx").read(data, "a.xlsx")
