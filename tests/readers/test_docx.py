from __future__ import annotations

import io
import zipfile

import pytest

from mtqa import packages
from mtqa.blocks import OBJECT
from mtqa.errors import ReadError
from mtqa.readers.docx import DocxReader
from mtqa.types import BlockKind

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
    f'<Override PartName="/word/footnotes.xml" ContentType="{WORD}.footnotes+xml"/></Types>'
)
STYLES = f'<w:styles {NAMESPACE}><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>'


def document(body: str, notes: str = "", **parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", f"<?xml version='1.0'?><w:document {NAMESPACE}>{body}</w:document>")
        archive.writestr("word/footnotes.xml", f"<w:footnotes {NAMESPACE}>{notes}</w:footnotes>")
        archive.writestr("word/styles.xml", STYLES)
        archive.writestr("word/media/image.bin", bytes(range(256)))
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def run(text: str, keep: bool = True) -> str:
    return f"<w:r><w:t{' xml:space=' + chr(34) + 'preserve' + chr(34) if keep else ''}>{text}</w:t></w:r>"


def paragraph(*parts: str) -> str:
    return f"<w:p>{''.join(parts)}</w:p>"


CASES = [
    pytest.param(paragraph(run("A wo"), run("rd &amp; more.")), ["A word & more."], id="runs split a word"),
    pytest.param(paragraph(run(" One ", keep=False), run(" two.")), ["One two."], id="blanks that count"),
    pytest.param(paragraph(run("A"), "<w:r><w:tab/><w:br/></w:r>", run("b.")), ["A b."], id="tab and break"),
    pytest.param(
        paragraph(run("In"), f"<w:ins>{run('serted.')}</w:ins><w:del><w:r><w:delText>Old</w:delText></w:r></w:del>"),
        ["Inserted."], id="tracked changes",
    ),
    pytest.param(paragraph(f"<w:moveFrom>{run('Moved.')}</w:moveFrom>", run("Stays.")), ["Stays."], id="moved away"),
    pytest.param(paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>No</w:t></w:r>", run("Yes.")), ["Yes."], id="hidden"),
    pytest.param(paragraph("<w:r><w:instrText>PAGE</w:instrText></w:r>", run("3 men.")), ["3 men."], id="field"),
    pytest.param(paragraph(run("See "), "<w:r><w:sym/></w:r>", run(" it.")), [f"See {OBJECT} it."], id="symbol"),
    pytest.param(paragraph('<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>', run("A b.")), ["A b."], id="stops"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "texts"), CASES)
def test_prose_of_a_document(body: str, texts: list[str]) -> None:
    data = document(body)
    read = DocxReader().read(data, "a.docx")
    assert [block.text for block in read.blocks] == texts
    assert DocxReader().encoded(read.text, data, "a.docx") is data


def test_kinds_and_notes() -> None:
    body = (
        paragraph('<w:pPr><w:pStyle w:val="berschrift1"/></w:pPr>', run("A title."))
        + paragraph("<w:pPr><w:numPr/></w:pPr>", run("An item."))
        + f"<w:tbl><w:tr><w:tc>{paragraph(run('A cell.'))}</w:tc></w:tr></w:tbl>"
    )
    read = DocxReader().read(document(body, paragraph(run("A note."))), "a.docx")
    assert [(block.text, block.kind) for block in read.blocks] == [
        ("A title.", BlockKind.HEADING), ("An item.", BlockKind.LIST_ITEM), ("A cell.", BlockKind.TABLE_CELL),
        ("A note.", BlockKind.PROSE),
    ]  # fmt: skip
    assert read.text.splitlines() == ["A title.", "An item.", "A cell.", "A note."]


WRITTEN = [
    pytest.param([run("It cost $ "), run("2.")], "It cost $2.", [run("It cost $"), run("2.")], id="over two runs"),
    pytest.param([run("A &amp;&#x20;wrog b.")], "A & wrong b.", [run("A &amp;&#x20;wrong b.")], id="entities stay"),
    pytest.param([run("one two.", keep=False)], "one <two> three.", [run("one &lt;two&gt; three.", keep=False)],
                 id="escaped"),
    pytest.param([run("One.", keep=False), run("Two.")], "One. Two.", [run("One. "), run("Two.")], id="blank kept"),
    pytest.param([run("Old words here."), run(" New.")], "Old here. New.", [run("Old here."), run(" New.")],
                 id="taken out"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "line", "after"), WRITTEN)
def test_corrections_go_into_runs(before: list[str], line: str, after: list[str]) -> None:
    data = document(paragraph(*before) + paragraph(run("Last.")))
    written = DocxReader().encoded(f"{line}\nLast.\n", data, "a.docx")
    assert contents(written) == contents(document(paragraph(*after) + paragraph(run("Last."))))
    assert DocxReader().read(written, "a.docx").text == f"{line}\nLast.\n"


def contents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_parts_that_follow_their_sizes_are_copied_as_they_are() -> None:
    stream = io.BytesIO()

    class Pipe(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            return stream.write(data)

    with zipfile.ZipFile(Pipe(), "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        for name, content in contents(document(paragraph(run("Wrog.")))).items():
            archive.writestr(name, content)
    data = stream.getvalue()
    written = DocxReader().encoded("Wrong.\n", data, "a.docx")
    assert {name for name, content in contents(written).items() if content != contents(data)[name]} == {
        "word/document.xml"
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("Ac d.\n", "runs over a tab", id="the tab goes"),
        pytest.param("A c d.\nMore.\n", "cannot be added", id="a paragraph more"),
        pytest.param("A c d.", "cannot be added", id="no end"),
        pytest.param("A c\x00 d.\n", "cannot hold", id="a control character"),
    ],
)
def test_what_cannot_be_written_is_refused(text: str, message: str) -> None:
    data = document(paragraph(run("A"), "<w:r><w:tab/></w:r>", run("c d.")))
    with pytest.raises(ReadError, match=message):
        DocxReader().encoded(text, data, "a.docx")


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "b">]>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"text", "is no DOCX file", id="text"),
        pytest.param(document(paragraph(run("A.")))[:300], "is no DOCX file, or is damaged", id="cut off"),
        pytest.param(b"\xd0\xcf\x11\xe0", "is encrypted, or an old office document", id="encrypted"),
        pytest.param(document("<w:p>"), "is not well-formed", id="unclosed"),
        pytest.param(
            document("", **{"word/styles.xml2": "x"}).replace(b"[Content", b"[Xontent"), "has no part", id="types"
        ),
    ],
)
def test_broken_documents(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        DocxReader().read(data, "a.docx")


def test_entities_are_refused() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", f"{DOCTYPE}<w:document {NAMESPACE}>&a;</w:document>")
    with pytest.raises(ReadError, match="declares a document type"):
        DocxReader().read(data.getvalue(), "a.docx")


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_BYTES", 2_000_000)
    with pytest.raises(ReadError, match="unpacks to more than"):
        DocxReader().read(document(paragraph(run("a" * 3_000_000))), "a.docx")
