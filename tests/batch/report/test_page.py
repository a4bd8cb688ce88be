"""The page: whole, without the network, with everything from outside escaped, at every size of run."""

import csv
import html.parser
import re
import time
import tracemalloc

import pytest

from mtqa.batch.report import FILES, write
from mtqa.errors import ReadError

VOID = {"meta", "input", "br", "link", "img", "hr"}
EVIL = '<script>alert("x")</script>\u202e& |`*_\x1b'


class Structure(html.parser.HTMLParser):
    """Holds the page to: every tag closed in order, ids once, references that are there, nothing fetched."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.scripts = [], [], [], 0

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag not in VOID:
            self.open.append(tag)
        self.scripts += tag == "script"
        if "id" in values:
            self.ids.append(values["id"])
        if values.get("href", "").startswith("#"):
            self.links.append(values["href"][1:])
        self.links += values.get("aria-labelledby", "").split()
        assert not any(name in ("src", "srcset", "style") or name.startswith("on") for name in values), (tag, values)
        assert tag not in ("link", "img", "iframe", "base"), tag

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def sound(folder):
    """The text of a page that was found to be well made."""
    text = (folder / "report.html").read_text(encoding="utf-8")
    page = Structure()
    page.feed(text)
    page.close()
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert set(page.links) <= set(page.ids)
    assert page.scripts == 1
    assert not re.search(r"https?://|url\(|@import", text)
    return text


def failed(make, number):
    empty = dict.fromkeys(("words", "score", "penalty", "minor", "major", "critical", "neutral", "categories"))
    return make.document(number, **empty, failure="is not UTF-8")


RUNS = {
    "empty": lambda _: ([], []),
    "all failed": lambda make: ([failed(make, number) for number in range(3)], []),
    "one document": lambda make: ([make.document(0, [make.finding(0)])], [make.finding(0)]),
    "one document, no words": lambda make: ([make.document(0, words=0)], []),
    "no fault": lambda make: ([make.document(number) for number in range(6)], []),
    "one group": lambda make: make.made_up(40, systems=("Alder",)),
    "no dates, no probabilities": lambda make: make.made_up(40, dates=False, machine=False),
    "everything": lambda make: make.made_up(200),
}


@pytest.mark.parametrize("name", RUNS)
def test_every_kind_of_run_gives_a_sound_page(make, name):
    folder = make.run(*RUNS[name](make))
    write(folder)
    text = sound(folder)
    assert "nan" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL).lower().split()
    assert all((folder / file).exists() for file in FILES if file != "references.csv")


@pytest.mark.parametrize("machine", [True, False], ids=["with-probabilities", "without"])
def test_nothing_is_said_of_probabilities_that_nobody_gave(make, machine):
    folder = make.run(*make.made_up(40, machine=machine))
    write(folder)
    assert ("More or less often" in (folder / "report.html").read_text(encoding="utf-8")) == machine


def test_one_document_without_a_date_is_one(make):
    rows, findings = make.made_up(40)
    folder = make.run([rows[0] | {"date": None}, *rows[1:]], findings)
    write(folder)
    assert "1 document without a date is left out." in (folder / "report.html").read_text(encoding="utf-8")


def test_what_comes_from_outside_is_escaped(make):
    rows, findings = [], []
    for number in range(12):
        own = [make.finding(number, EVIL, rule="names", message=EVIL, suggestion=EVIL, suggestion_replaces=EVIL)] * 2
        groups = {f"site {EVIL}": f"{EVIL} {number % 2}"}
        rows.append(make.document(number, own, id=f"{EVIL}{number}", groups=groups, source_language=EVIL))
        findings += own
    rows.append(failed(make, 12) | {"id": EVIL, "input": EVIL, "failure": EVIL})
    folder = make.run(rows, findings, settings={EVIL: {EVIL: EVIL}})
    write(folder)
    text = sound(folder)
    assert "&lt;script&gt;alert" in text
    assert not {"\u202e", "\x1b"} & set(text)
    summary = (folder / "summary.md").read_text(encoding="utf-8")
    assert "<script>" not in summary.replace("\\<script\\>", "")


def test_a_cell_is_no_formula(make):
    folder = make.run([make.document(0, [make.finding(0)], id="=cmd()")], [make.finding(0)])
    write(folder)
    with (folder / "worst.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["id"] == "'=cmd()"


def test_the_same_run_gives_the_same_files(make):
    folder = make.run(*make.made_up(60), shards=3)
    write(folder)
    first = {name: (folder / name).read_bytes() for name in FILES if (folder / name).exists()}
    write(folder)
    assert {name: (folder / name).read_bytes() for name in first} == first


def test_csv_and_page_agree(make):
    folder = make.run(*make.made_up(60))
    analysis = write(folder)
    with (folder / "groups.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert float(rows[0]["quality"]) == pytest.approx(analysis.figures["quality"].value)
    assert f"{float(rows[0]['quality']):.2f}" in (folder / "report.html").read_text(encoding="utf-8")


def test_an_unfinished_run_says_so(make):
    folder = make.run(*make.made_up(20))
    (folder / "complete.json").unlink()
    write(folder)
    assert "The run is not finished" in sound(folder)


def test_shards_without_a_marker_are_left_out(make):
    folder = make.run(*make.made_up(20), shards=2)
    (folder / "done").mkdir()
    (folder / "done" / "shard-000000.json").write_text("{}", encoding="utf-8")
    assert len(write(folder).corpus) == 10


@pytest.mark.parametrize("damage", ["no run", "no Parquet"])
def test_what_is_no_run_is_refused(make, tmp_path, damage):
    if damage == "no run":
        with pytest.raises(ReadError, match="holds no batch run"):
            write(tmp_path)
        return
    folder = make.run(*make.made_up(4))
    (folder / "documents" / "shard-000000.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(ReadError, match="cannot be read as Parquet"):
        write(folder)


def test_a_hundred_thousand_documents(make):
    """Beyond what Parquet itself takes, some hundred bytes a document; the page stays readable."""
    rows, findings = make.made_up(2000, seed=3)
    many = [row | {"number": number, "id": str(number)} for number, row in enumerate(rows * 50)]
    texts = [one | {"document": 2000 * turn + one["document"]} for turn in range(5) for one in findings]
    folder = make.run(many, texts, shards=10)
    del many, texts
    start = time.process_time()
    tracemalloc.start()
    analysis = write(folder)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(analysis.corpus) == 100_000
    assert analysis.total > len(analysis.findings) == 1500
    assert "all are in" in (folder / "report.html").read_text(encoding="utf-8").lower()
    assert (folder / "report.html").stat().st_size < 4_000_000
    assert peak < 150_000_000
    assert time.process_time() - start < 120
