"""The parts of a batch run that have edges of their own: tables, dates, excerpts, what was seen, time left."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from pyarrow.parquet import write_table

from mtqa.batch.documents import Documents
from mtqa.batch.excerpts import excerpt
from mtqa.batch.inputs import given
from mtqa.batch.parallel import aligned
from mtqa.batch.rows import as_date, as_text
from mtqa.batch.seen import Seen
from mtqa.batch.sharding import LONGEST, shards
from mtqa.batch.tables import table_kind
from mtqa.batch.values import Columns, Done, Item, Totals
from mtqa.commands.batch_progress import BatchProgress
from mtqa.config import Config
from mtqa.discovery import Patterns
from mtqa.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [{"text": f"Text, “{number}”.\nLine two.", "site": "a", "n": str(number)} for number in range(150)]


def as_jsonl() -> bytes:
    return b"\xef\xbb\xbf" + "".join(json.dumps(row) + "\n\n" for row in ROWS).encode()


def separated(delimiter: str) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, ["text", "site", "n"], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(ROWS)
    return stream.getvalue().encode("utf-8-sig")


def as_parquet() -> bytes:
    stream = io.BytesIO()
    write_table(pa.Table.from_pylist(ROWS), stream)
    return stream.getvalue()


TABLES = {
    "t.jsonl": as_jsonl,
    "t.csv": lambda: separated(","),
    "t.TSV": lambda: separated("\t"),
    "t.parquet": as_parquet,
}


def documents(name: str, folder: Path, columns: Columns) -> list[Item]:
    return list(Documents(given([name], Patterns(folder), str(folder / "out"), tables=True), columns, 1.0))


def test_a_misspelt_name_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file or folder"):
        given([str(tmp_path / "corpsu.jsonl")], Patterns(tmp_path), str(tmp_path / "out"), tables=False)


@pytest.mark.parametrize("gzipped", [False, True], ids=["plain", "gzipped"])
@pytest.mark.parametrize("name", TABLES)
def test_tables_of_every_kind_give_the_same_documents(tmp_path: Path, name: str, gzipped: bool) -> None:
    path = tmp_path / (name + ".gz" * gzipped)
    path.write_bytes(gzip.compress(TABLES[name]()) if gzipped else TABLES[name]())
    found = documents(str(path), tmp_path, Columns(id="n"))
    assert [(item.id, item.content, item.groups, item.row) for item in found] == [
        (row["n"], row["text"], (("site", "a"),), number) for number, row in enumerate(ROWS, 1)
    ]
    assert [item.groups for item in documents(str(path), tmp_path, Columns(groups=("n",)))[:1]] == [(("n", "0"),)]


@pytest.mark.parametrize("name", TABLES)
def test_a_column_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(TABLES[name]())
    with pytest.raises(ConfigError, match=r"there is no column 'body'; there are text, site, n"):
        documents(str(tmp_path / name), tmp_path, Columns("body"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("t.parquet", as_parquet()[:-9]),
        ("t.csv", b'text\n"never closed' + b"x" * 2_000_000),
        ("t.jsonl.gz", b"no gzip"),
    ],
    ids=["parquet", "csv", "gzip"],
)
def test_a_broken_table_is_one_failed_document(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (item,) = documents(str(tmp_path / name), tmp_path, Columns())
    assert "cannot be read from row 1 on" in (item.failure or "")


def test_a_folder_is_read_for_drafts_or_for_tables_and_never_for_results(tmp_path: Path) -> None:
    for name in ("a.txt", "b.jsonl", "sub/c.parquet", "out/report.html", "out/d.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    for tables, names in ((False, ["a.txt"]), (True, ["b.jsonl", "c.parquet"])):
        (one,) = given([str(tmp_path)], Patterns(tmp_path), str(tmp_path / "out"), tables=tables)
        assert [file.path.rpartition("/")[2] for file in one.files] == names
    (globbed,) = given([str(tmp_path / "*.jsonl")], Patterns(tmp_path), str(tmp_path / "out"), tables=False)
    assert [file.table for file in globbed.files] == ["jsonl"]
    with pytest.raises(ConfigError, match="where the results go"):
        given([str(tmp_path / "out")], Patterns(tmp_path), str(tmp_path / "out"), tables=False)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-02-03", dt.date(2024, 2, 3)), (" 2024-02-03T04:05:06Z", dt.date(2024, 2, 3)),
        (dt.datetime(2024, 2, 3, 4, tzinfo=dt.UTC), dt.date(2024, 2, 3)), (1706900000, dt.date(2024, 2, 2)),
        ("yesterday", None), (None, None), (True, None), (1e30, None),
    ],
)  # fmt: skip
def test_dates(value: object, day: dt.date | None) -> None:
    assert as_date(value) == day


def test_values_as_text() -> None:
    assert [as_text(value) for value in (None, "a", 1, True, [1, "é"])] == [None, "a", "1", "true", '[1, "é"]']


@pytest.mark.parametrize(
    ("row", "failure"),
    [
        pytest.param(
            '{"text": 5}', "line 3: the column 'text' should hold text, and here it holds the number 5", id="number"
        ),
        pytest.param('{"text": true}', "holds 'true' without quotation marks", id="truth"),
        pytest.param('{"text": ["a"]}', "holds a list", id="list"),
        pytest.param('{"text": {"a": "b"}}', "holds an object", id="object"),
        pytest.param('{"text": NaN}', "holds the number nan", id="no number"),
        pytest.param('{"text": "a", "mt": 5.5}', "the column 'mt' should hold text, and here", id="source"),
        pytest.param('{"text": "a", "ref": [1]}', "the column 'ref' should hold text, and here", id="reference"),
        pytest.param('{"text": "a", "lang": false}', "the column 'lang' should hold text, and here", id="language"),
        pytest.param('{"text": "a", "n": {}}', "the column 'n' should hold text, and here", id="name"),
        pytest.param('{"text": null}', "line 3: the column 'text' is empty", id="nothing"),
        pytest.param("[", "line 3: the line is not valid JSON", id="no JSON"),
        pytest.param('{"text": "a", "mt": null, "n": 5, "site": 5, "more": {"a": [1]}}', None, id="what may be"),
    ],
)
def test_what_is_no_text_is_named_with_its_line(tmp_path: Path, row: str, failure: str | None) -> None:
    known = '{"text": "a", "mt": "b", "ref": "c", "lang": "de", "n": "1"}'
    (tmp_path / "t.jsonl").write_text(f"{known}\n\n{row}\n", encoding="utf-8")
    columns = Columns(source="mt", reference="ref", language="lang", id="n")
    first, second = documents(str(tmp_path / "t.jsonl"), tmp_path, columns)
    assert (first.failure, second.row) == (None, 2)
    assert second.failure is None if failure is None else failure in (second.failure or "")


def test_numbers_of_a_parquet_file_are_no_text(tmp_path: Path) -> None:
    write_table(pa.table({"text": [5], "blob": [b"Bytes of a text."]}), tmp_path / "t.parquet")
    (item,) = documents(str(tmp_path / "t.parquet"), tmp_path, Columns())
    assert item.failure == "the column 'text' should hold text, and here it holds the number 5"
    (item,) = documents(str(tmp_path / "t.parquet"), tmp_path, Columns("blob"))
    assert (item.content, item.failure) == ("Bytes of a text.", None)


def test_the_line_of_a_row_that_is_too_short(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('text,n\n"Two\nlines.",1\nshort\n', encoding="utf-8")
    assert [item.failure for item in documents(str(tmp_path / "t.csv"), tmp_path, Columns())] == [
        None, "line 4: the fields of the row are 1, the columns of the table 2",
    ]  # fmt: skip


def test_kinds_of_tables() -> None:
    names = ("a.jsonl", "a.csv.gz", "A.PARQUET", "a.txt", "a.gz")
    assert [table_kind(name) for name in names] == ["jsonl", "csv.gz", "parquet", None, None]


@pytest.mark.parametrize("start", [0, 5, 200, 395])
def test_an_excerpt_holds_the_finding(start: int) -> None:
    text = "word " * 80
    found = excerpt(text, start, start + 4)
    assert found.text[found.start : found.end] == text[start : start + 4]
    assert len(found.text) <= 164
    assert not found.text.startswith("ord")
    assert excerpt("a\tb\nc", 2, 3).text == "a b c"


def test_a_text_is_aligned_with_its_source_by_line() -> None:
    blocks = aligned(" One.\n\nTwo.", "Eins.\nZwei.\n")
    assert [(block.text, block.source, block.pieces[0].file_start) for block in blocks] == [
        ("One.", "Eins.", 1), ("Two.", "Zwei.", 7),
    ]  # fmt: skip
    (whole,) = aligned("One. Two.", "Eins.\nZwei.")
    assert whole.source == "Eins.\nZwei."


def test_what_was_seen_is_known_in_bounded_memory() -> None:
    seen = Seen(places=4)
    one, other, same_place = bytes(15) + b"\1", b"\1" + bytes(15), bytes(7) + b"\4" + bytes(8)
    assert seen.first(one, 0, 0) is None
    assert seen.first(one, 7, 1) == (0, 0)
    assert seen.first(same_place, 8, 2) is None
    assert seen.first(one, 9, 2) is None
    assert seen.first(other, 10, 2) is None


def test_long_documents_make_short_shards() -> None:
    class Given:
        read = 0

        def __iter__(self):
            yield from (Item(str(number), "t", content="x" * (LONGEST // 2) + str(number)) for number in range(5))

    found = list(shards(Given(), 100, lambda _: Config()))
    assert [len(shard.items) for shard in found] == [2, 2, 1]
    assert [shard.first for shard in found] == [0, 2, 4]


def test_the_time_left_counts_what_this_run_did() -> None:
    progress = BatchProgress(1000)
    progress.notice(Done(0, Totals(1, 200), 500, old=True))
    assert progress.said(10) == "200 documents"
    progress.notice(Done(1, Totals(1, 100), 100))
    assert progress.said(10) == "300 documents, 10.0 a second, 0:40 left"
