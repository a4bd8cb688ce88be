"""What of a Markdown file is prose, of what kind, and where decoded characters stand."""

from __future__ import annotations

import pytest

from mtqa.blocks import OBJECT
from mtqa.readers.markdown import MarkdownReader
from mtqa.segmentation import segmented
from mtqa.types import Block, Span


def blocks(text: str) -> tuple[Block, ...]:
    return MarkdownReader().read(text.encode(), "a.md").blocks


PROSE = [
    pytest.param("One *two* __three__ ~~four~~.", ["One two three four."], id="emphasis"),
    pytest.param("See [the **page**](http://x 'T') now.", ["See the page now."], id="a link"),
    pytest.param("See [the page][1] now.\n\n[1]: http://x 'T'", ["See the page now."], id="a reference"),
    pytest.param("See <http://a.example/b> now.", [f"See {OBJECT} now."], id="a bare address"),
    pytest.param("Run `rm -rf` now.", [f"Run {OBJECT} now."], id="code"),
    pytest.param("See ![the *alt*](x.png) here.", [f"See {OBJECT} here.", "the alt"], id="an image with words"),
    pytest.param("![the alt](x.png)", ["the alt"], id="an image alone"),
    pytest.param("A <b>bold</b> word<br>and <code>x y</code>.", [f"A bold word and {OBJECT}."], id="HTML tags"),
    pytest.param("One <!-- no --> two.", ["One two."], id="a comment"),
    pytest.param("<!-- no\n\nno -->\n\nYes.", ["Yes."], id="a comment over lines"),
    pytest.param("<div>\n<p>One &amp;\n two.</p><ul><li>Three</ul></div>", ["One & two.", "Three"], id="an HTML block"),
    pytest.param("<script>no()</script>\n\nYes.", ["Yes."], id="a script"),
    pytest.param("A\\*b &amp; c &mdash; d&#33;", ["A*b & c — d!"], id="escapes and entities"),
    pytest.param("One\ntwo  \nthree\\\nfour.", ["One two three four."], id="line breaks"),
    pytest.param("# One #\n\nTwo\n===\n\nThree\n---", ["One", "Two", "Three"], id="headings"),
    pytest.param("> One\n> two\nthree.\n>\n> > Four.", ["One two three.", "Four."], id="block quotes"),
    pytest.param("- One\n  two\n- [x] Three\n\n  1. Four", ["One two", "Three", "Four"], id="lists"),
    pytest.param("| A | B |\n|---|---|\n| c \\| d | *e* |", ["A", "B", "c | d", "e"], id="a table"),
    pytest.param("```\nno\n```\n\n    no\n\n~~~ x\nno\n~~~\n\nYes.", ["Yes."], id="code blocks"),
    pytest.param("---\ntitle: no\n---\n\nYes.", ["Yes."], id="front matter in YAML"),
    pytest.param("+++\r\ntitle = 'no'\r\n+++\r\nYes.", ["Yes."], id="front matter in TOML"),
    pytest.param("---\nNot closed: yes.", ["Not closed: yes."], id="a line that begins no front matter"),
    pytest.param("Said so[^1].\n\n[^1]: A note here.", ["Said so.", "A note here."], id="footnotes"),
    pytest.param("Said so[^1].\n\n[^1]: Note", ["Said so."], id="a footnote that looks like a reference"),
    pytest.param("2 * 3 and a_b_c, `unclosed.", ["2 * 3 and a_b_c, `unclosed."], id="marks that mark nothing"),
    pytest.param("a\u00a0b and c\u200bd", ["a\u00a0b and c\u200bd"], id="blanks without width and without break"),
    pytest.param("***\n\n- - -\n", [], id="rules"),
    pytest.param("", [], id="nothing"),
]


@pytest.mark.parametrize(("text", "expected"), PROSE)
def test_prose(text: str, expected: list[str]) -> None:
    assert [block.text for block in blocks(text)] == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("# A heading.", ["heading"]),
        ("A whole sentence stands here.", ["prose"]),
        ("A short line without a stop", ["heading"]),
        ("- An item.\n\n  And more of it.", ["list-item", "list-item"]),
        ("> A quoted sentence.", ["prose"]),
        ("| a | b |\n|---|---|", ["table-cell", "table-cell"]),
    ],
)
def test_kinds(text: str, kinds: list[str]) -> None:
    assert [block.kind for block in blocks(text)] == kinds


@pytest.mark.parametrize(
    ("text", "marked", "literal"),
    [
        pytest.param("AT&amp;T is big.", "&", "&amp;", id="an entity"),
        pytest.param("One \\* two.", "*", "\\*", id="an escape"),
        pytest.param("> One\r\n> two.", "e t", "e\r\n> t", id="a line break in a quotation"),
        pytest.param("> <p>One\r\n> two.", "e t", "e\r\n> t", id="a line break in HTML in a quotation"),
        pytest.param("A **big** word.", "A big", "A **big", id="across emphasis"),
        pytest.param("A **big** word.", "big", "big", id="inside emphasis"),
        pytest.param("A [big](http://x) word.", "big word", "big](http://x) word", id="across the end of a link"),
        pytest.param("# big #\n\n> - a big *big* word", "big word", "big* word", id="the last of several"),
    ],
)
def test_places(text: str, marked: str, literal: str) -> None:
    document = segmented(MarkdownReader().read(text.encode(), "a.md"))
    segment = next(segment for segment in reversed(document.segments) if marked in segment.text)
    start = segment.text.rindex(marked)
    place = segment.to_file(Span(start, start + len(marked)))
    assert text[place.start : place.end] == literal
