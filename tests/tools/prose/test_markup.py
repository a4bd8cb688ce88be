from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from prose.markup import HOLE, MARKUP

CNXML = '<document xmlns="http://cnx.rice.edu/cnxml" xmlns:m="http://www.w3.org/1998/Math/MathML">{}</document>'
XHTML = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>{}</body></html>'


def archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in files.items():
            file.writestr(name, content)
    return out.getvalue()


def book(body: str) -> bytes:
    return CNXML.format(body).encode()


def chapter(body: str) -> bytes:
    return XHTML.format(body).encode()


CASES = [
    pytest.param("cnxml", book("<title>A</title><para>One <emphasis>two</emphasis>.</para>"), ["One two."], id="cnxml"),
    pytest.param("cnxml", book("<para>If <m:math><m:mi>x</m:mi></m:math> is.</para>"), [f"If  {HOLE}  is."], id="math"),
    pytest.param("cnxml", book('<para>See <link target-id="a"/>.</para>'), [f"See {HOLE}."], id="empty link"),
    pytest.param("cnxml", book('<para>See <link url="a">this</link>.</para>'), ["See this."], id="link with text"),
    pytest.param("cnxml", book("<para>Good<footnote>Not.</footnote> day.</para>"), ["Good day."], id="footnote"),
    pytest.param("cnxml", book("<figure><media><para>x</para></media><caption>A.</caption></figure><para>B.</para>"),
                 ["A.", "B."], id="media and caption"),
    pytest.param("cnxml", book("<para>A<newline/>b<list><item>c</item></list>d</para>"), ["A\nbc\nd"], id="breaks"),
    pytest.param("xhtml", chapter("<h2>I</h2><p>He <i>is</i>.</p><ul><li>x</li></ul>"), ["He is.", "x"], id="xhtml"),
    pytest.param("xhtml", chapter('<p>A<a epub:type="noteref">1</a> <a>b</a>.</p>'), ["A b."], id="note"),
    pytest.param("xhtml", chapter("<table><tr><td><p>12</p></td></tr></table><p>A.</p>"), ["A."], id="table"),
    pytest.param("markdown", b"---\ntitle: x\n---\n# Head\n\nA *b* __c__ _d_.\n", ["A b c d."], id="front matter"),
    pytest.param("markdown", b"A.\n\n```sh\nls\n\nrm\n```\n\nB.\n", ["A.", "B."], id="code"),
    pytest.param("markdown", b"- One\n- Two\n  goes on\n1. Three", ["One", "Two\n  goes on", "Three"], id="lists"),
    pytest.param("markdown", b"[![x](y) a](b){: .c} and [d][e].", [" a and d."], id="image in link"),
    pytest.param("markdown", b"Use {{ site.name }} <b>now</b>.", [f"Use {HOLE} now."], id="template, tag"),
    pytest.param("markdown", b"> q\n\n| a | b |\n\n<!-- c\n\nd -->\n\n{% e %}\n\nF.", ["F."], id="no paragraphs"),
    pytest.param("markdown", b"a snake_case_name and 2 * 3 * 4", ["a snake_case_name and 2 * 3 * 4"], id="no stress"),
    pytest.param("table", b'url,text\nx,"One.\n\nTwo."\n', ["One.", "", "Two."], id="table's column text"),
    pytest.param("table", b"text\n" + b"a" * 200_000, ["a" * 200_000], id="long cell"),
    pytest.param("zipped_text", archive({"a/b.txt": b"One\r\ntwo.\r\nThree.\r\n\r\n4"}), ["One\ntwo.", "Three.", "4"],
                 id="zip"),
    pytest.param("zipped_text", archive({"a.md": b"x", "__MACOSX/a.txt": b"y", "b.txt": b"na\xefve"}), ["naïve"],
                 id="other files in zip"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "content", "paragraphs"), CASES)
def test_paragraphs(kind: str, content: bytes, paragraphs: list[str]) -> None:
    assert list(MARKUP[kind](content)) == paragraphs


@pytest.mark.parametrize(
    ("kind", "fault"),
    [("cnxml", ET.ParseError), ("xhtml", ET.ParseError), ("table", KeyError), ("zipped_text", zipfile.BadZipFile)],
)
def test_a_file_of_another_kind(kind: str, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        list(MARKUP[kind](b"a,b\nc,d\n"))
