"""Files of translations: which units are read, where their text stands, and what is refused."""

from __future__ import annotations

import html
import itertools
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.blocks import OBJECT
from mtqa.checking import reader_for
from mtqa.errors import ReadError
from mtqa.registry import readers

FOLDER = Path(__file__).parent.parent.parent / "fixtures" / "bilingual"
BROKEN = tomllib.loads((FOLDER / "broken.toml").read_text(encoding="utf-8"))["case"]
NAMES = ("xliff12.xlf", "xliff20.xlf", "memory.tmx", "messages.po", "studio.sdlxliff")
XLIFF = '<xliff version="1.2"><file original="a"><body><trans-unit id="1">{}</trans-unit></body></file></xliff>'


def read(name, data):
    return reader_for(name).read(data, name)


def fixture(name):
    return read(name, (FOLDER / name).read_bytes())


def units(document):
    return [(block.id, block.source, block.text) for block in document.blocks]


UNITS = {
    "xliff12.xlf": [
        ("report.html/1", "Der Minister & sein Stab zahlten 5 $ .", "The minister & the the staff paid $ 5 in “May”."),
        ("2", "Noch offen.", ""),
        ("3", "Auch offen.", ""),
        ("6/1", "Eins.", "One."),
        ("6/2", f"Zwei {OBJECT}.", f"It is the the second {OBJECT}."),
        ("6/3", "Drei.", ""),
        ("7", "Der <b>Staat</b>", "Of the the <b>state</b>"),
        ("8", f"Kauf {OBJECT} jetzt", f"Buy {OBJECT} now"),
        ("other.html/1", "Ende", " The  end\n"),
    ],
    "xliff20.xlf": [
        ("u1/s1", f"Bonjour {OBJECT}, merci.", f"Hello {OBJECT}, and and the the help."),
        ("u1/2", "Au revoir.", ""),
        ("u3", f"Cout{OBJECT} fort", "It cost $ 5 or so"),
    ],
    "memory.tmx": [
        ("a", "Это конец.", "It was the the end."),
        ("2", "Пока нет.", ""),
        ("3", f"Цена: {OBJECT}", f"It cost $ 5 or {OBJECT}"),
    ],
    "messages.po": [
        ("1", 'Відкрити "%s"\n', 'Open the the "%s" for $ 5\n'),
        ("2", "Відкрити", "It was the the door\tof “Café”"),
        ("3[0]", "Один файл", "One file"),
        ("3[1]", "%d файлів", "%d files of the the user"),
        ("4", "Пусто", ""),
    ],
    "studio.sdlxliff": [
        ("1", "Một.", "It was the the first."),
        ("2", f"Hai {OBJECT}.", f"It cost $ 5 {OBJECT}."),
    ],
}


@pytest.mark.parametrize("name", NAMES)
def test_units_with_their_sources(name):
    assert units(fixture(name)) == UNITS[name]


@pytest.mark.parametrize(
    ("name", "languages"),
    [
        ("xliff12.xlf", ("de-DE", "en-GB")),
        ("xliff20.xlf", ("fr", "en")),
        ("memory.tmx", ("ru", "en")),
        ("messages.po", ("uk", "en-GB")),
        ("studio.sdlxliff", ("vi-VN", "en-US")),
    ],
)
def test_languages(name, languages):
    document = fixture(name)
    assert (document.source_language, document.language) == languages


@pytest.mark.parametrize(
    ("name", "unit", "codes"),
    [
        ("xliff12.xlf", "report.html/1", ['<g id="1">', "</g>"]),
        ("xliff12.xlf", "6/2", ['ph id="7"']),
        ("xliff12.xlf", "8", ["Acme", 'bpt id="1"', 'ept id="1"']),
        ("xliff20.xlf", "u1/s1", ['ph id="1"', '<pc id="2">', "</pc>"]),
        ("memory.tmx", "a", ['bpt x="1"', "</b>"]),
        ("memory.tmx", "3", ["%d"]),
        ("studio.sdlxliff", "2", ['x id="3"']),
    ],
)
def test_codes_have_the_same_names_on_both_sides(name, unit, codes):
    (block,) = [block for block in fixture(name).blocks if block.id == unit]
    assert [code.name for code in block.codes] == [code.name for code in block.source_codes] == codes
    for text, found in ((block.text, block.codes), (block.source, block.source_codes)):
        assert {text[code.span.start : code.span.end] for code in found} <= {"", OBJECT}


def stands_where_it_says(document):
    """Every piece of every block is what the file has there, decoded."""
    for block in document.blocks:
        assert sum(piece.length for piece in block.pieces) == len(block.text)
        for before, after in itertools.pairwise(block.pieces):
            assert before.start + before.length == after.start
            assert before.file_start + before.file_length <= after.file_start
        for piece in block.pieces:
            shown = block.text[piece.start : piece.start + piece.length]
            written = document.text[piece.file_start : piece.file_start + piece.file_length]
            if piece.linear and not written.isspace():
                assert shown == written
            elif shown == " ":
                assert not written.strip()
            elif shown != OBJECT:
                plain = written.replace("\r\n", "\n")
                assert shown in (html.unescape(plain), plain.encode().decode("unicode_escape"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_offsets_and_round_trip(name, encoding, end):
    data = (FOLDER / name).read_text(encoding="utf-8").replace("\n", end).encode(encoding)
    document = read(name, data)
    assert [block.id for block in document.blocks] == [unit for unit, _, _ in UNITS[name]]
    stands_where_it_says(document)
    assert reader_for(name).encoded(document.text, data, name) == data


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["id"])
def test_broken_files_are_refused(case):
    text = case["text"].removeprefix("\n")
    with pytest.raises(ReadError) as caught:
        read(case["name"], text.encode())
    assert case["message"] in caught.value.message


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        pytest.param("a.xlf", b"<xliff>\n\xe9</xliff>", "line 2: byte 8 (0xe9) is not valid UTF-8", id="no header"),
        pytest.param(
            "a.po", b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "\xe9"\nmsgstr ""',
            "line 4: byte 68 (0xe9) is not valid UTF-8 (it declares UTF-8)", id="wrong header",
        ),
    ],
)  # fmt: skip
def test_wrong_encodings_are_refused(name, data, message):
    with pytest.raises(ReadError) as caught:
        read(name, data)
    assert message in caught.value.message


def test_declared_encodings_are_read_and_written():
    xliff = XLIFF.format("<source>caf\u00e9</source><target>caf\u00e9 - old</target>")
    data = f'<?xml version="1.0" encoding="ISO-8859-1"?>{xliff}'.encode("latin-1")
    document = read("a.xlf", data)
    assert (document.encoding, document.blocks[0].text) == ("iso8859-1", "café - old")
    again = readers.get("xliff").encoded(document.text.replace("- old", "— new"), data, "a.xlf")
    assert again == data.replace(b"- old", b"&#8212; new")
    po = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=KOI8-R\\n"\n\nmsgid "Да"\nmsgstr "Yes"\n'
    assert units(read("a.po", po.encode("koi8-r"))) == [("1", "Да", "Yes")]


@pytest.mark.parametrize(
    ("plural_forms", "sources"),
    [
        pytest.param("nplurals=2; plural=n>1;", ["one", "many"], id="one and many"),
        pytest.param("nplurals=1; plural=0;", ["many", "many"], id="one form for all"),
        pytest.param("nplurals=2; plural=n==1;", ["many", "one"], id="one comes last"),
        pytest.param("nplurals=2; plural=n/0;", ["one", "many"], id="nonsense"),
    ],
)
def test_a_plural_form_goes_with_its_source(plural_forms, sources):
    header = f'msgid ""\nmsgstr "Plural-Forms: {plural_forms}\\n"\n\n'
    document = read("a.po", f'{header}msgid "one"\nmsgid_plural "many"\nmsgstr[0] "a"\nmsgstr[1] "b"\n'.encode())
    assert [block.source for block in document.blocks] == sources


XML_PARTS = st.sampled_from(
    [
        "word", " ", "\n  ", "\r\n", "\t", "é", "\U0001f600", "&amp;", "&#233;", "&#xe9;", "&quot;", ". ", "'", '"',
        '<g id="1">x</g>', '<x id="2"/>', '<ph id="3">&lt;b></ph>', '<mrk mtype="term">t</mrk>', "<!-- c -->",
        "<![CDATA[a < b & c]]>", "<?p i?>", "&lt;", "&gt;",
    ]
)  # fmt: skip


@given(st.lists(XML_PARTS, max_size=30).map("".join), st.sampled_from(["", ' xml:space="preserve"']))
def test_any_target_stands_where_it_says(target, space):
    text = XLIFF.format(f"<source>s</source><target{space}>{target}</target>")
    stands_where_it_says(read("a.xlf", text.encode()))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\r")), max_size=5))
def test_escaped_text_is_read_as_it_was(parts):
    text = "".join(parts)
    lines = "\n".join(f'"{readers.get("po").escaped(part)}"' for part in parts) or '""'
    (block,) = read("a.po", f'msgid "s"\nmsgstr {lines}\n'.encode()).blocks
    assert block.text == text
    escaped = readers.get("xliff").escaped(text)
    xliff = XLIFF.format(f'<source>s</source><target xml:space="preserve">{escaped}</target>')
    if not {"\ufffe", "\uffff"} & set(text):
        (block,) = read("a.xlf", xliff.encode()).blocks
        assert block.text == text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("part", ["&amp;", " \n", "<x id='1'/>", "a ", "<!-- -->", "<g id='1'/>", "   ", "]] "])
def test_long_targets_are_read_in_time_that_grows_with_their_length(part):
    text = XLIFF.format(f"<source>s</source><target>{part * 20_000}</target>")
    assert len(read("a.xlf", text.encode()).blocks) == 1
