from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.blocks import OBJECT
from mtqa.readers.html import HtmlReader, blocks
from mtqa.segmentation import segmented
from mtqa.types import BlockKind, Span

CASES = [
    pytest.param("<p>One.</p><p>Two.</p>", ["One.", "Two."], id="paragraphs"),
    pytest.param("<p>A <b>bold</b> and <a href=x>linked</a> word.", ["A bold and linked word."], id="inline tags"),
    pytest.param("Fish &amp; chips &#8212; &ldquo;good&rdquo;.", ["Fish & chips — “good”."], id="entities"),
    pytest.param("AT&T &bogus; &amp", ["AT&T &bogus; &"], id="entities that are none"),
    pytest.param("<p>over\r\n   two lines</p>", ["over two lines"], id="line breaks are blanks"),
    pytest.param("one<br>two", ["one two"], id="br"),
    pytest.param("run <code>rm -rf</code> now", [f"run {OBJECT} now"], id="code is an object"),
    pytest.param('see <img alt="not prose" src=x> it', [f"see {OBJECT} it"], id="image is an object"),
    pytest.param("<p title=\"a > b\" data-x='<i>'>Text.</p>", ["Text."], id="attributes are no prose"),
    pytest.param("<script>if (a < b) { no() }</script><style>p {}</style><p>Yes.", ["Yes."], id="script and style"),
    pytest.param("<script>var a = '<p>no</p>';</script >Yes.", ["Yes."], id="markup in a script"),
    pytest.param("<nav><ul><li>Home</li></ul></nav><p>Yes.</p>", ["Yes."], id="navigation"),
    pytest.param("<nav>Home<p>Still read.</p>", ["Home", "Still read."], id="navigation that never ends"),
    pytest.param("<p>Yes.</p><pre>\nno code\n</pre>", ["Yes."], id="preformatted"),
    pytest.param('Yes <span translate="no">Nein</span> yes.', ["Yes yes."], id="not to be translated"),
    pytest.param("<!-- no --><![CDATA[no]]><!doctype html>Yes.<!-- no", ["Yes."], id="comments"),
    pytest.param("3 < 4 and 5 > 2, a<3", ["3 < 4 and 5 > 2, a<3"], id="signs"),
    pytest.param("<title>Peace</title><h1>War</h1><td>Cell</td>", ["Peace", "War", "Cell"], id="kinds"),
    pytest.param("", [], id="empty"),
    pytest.param("<p> <b> </b>&nbsp;</p>", [], id="blank"),
]


@pytest.mark.parametrize(("page", "texts"), CASES)
def test_prose_of_a_page(page, texts):
    assert [block.text for block in blocks(page)] == texts


def test_kinds_of_blocks():
    page = "<title>Peace</title><h2>War.</h2><li>An item.</li><td>Cell</td><p>Some prose.</p>"
    kinds = [block.kind for block in blocks(page)]
    assert kinds == [
        BlockKind.HEADING, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.PROSE,
    ]  # fmt: skip


PARTS = st.sampled_from(
    [
        "word", " ", "\r\n", "\t", "é", "\U0001f600", "e\u0301", "&amp;", "&lt", "&#x1F600;", "&nbsp;", "&bad;", "&",
        "<", ">", "<b>", "</b>", "<p>", "</p>", "<br/>", '<a href="x>y">', "</a>", "<!--c-->", "<!--", "<nav>",
        "</nav>", "<script>x</script>", "<code>", "</code>", "<pre>", "</pre>", "<li>", "'", '"', "=", ". ", "Two ",
        "<![CDATA[", "]]>",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PARTS, max_size=40).map("".join))
def test_every_piece_stands_where_it_says(page):
    last = 0
    for block in blocks(page):
        position = 0
        for piece in block.pieces:
            assert piece.start == position
            assert piece.file_start >= last
            shown = block.text[piece.start : piece.start + piece.length]
            written = page[piece.file_start : piece.file_start + piece.file_length]
            if shown == OBJECT:
                assert written.startswith("<code")
            elif shown == " ":
                assert not written.strip() or written == "<br/>" or html.unescape(written).isspace()
            else:
                assert shown in {written, html.unescape(written)}
            position += piece.length
            last = piece.file_start + piece.file_length
        assert position == len(block.text)


def test_offsets_reach_the_file_through_segments():
    page = "<p>Fish &amp; chips\r\nare <i>teh</i> best.</p>"
    (segment,) = segmented(HtmlReader().read(page.encode(), "a.html")).segments
    start = segment.text.index("teh")
    span = segment.to_file(Span(start, start + 3))
    assert page[span.start : span.end] == "teh"
    ampersand = segment.to_file(Span(segment.text.index("&"), segment.text.index("&") + 1))
    assert page[ampersand.start : ampersand.end] == "&amp;"


@pytest.mark.parametrize("piece", ["<!--", "<a ", "<nav>", "&", "</", '<a x="', "<", "<p>a", "&#", "<script>", "\n "])
def test_hostile_pages_are_read_in_time_that_grows_with_their_length(piece):
    # html.parser takes minutes for some of these; a second test run hanging here says as much as a clock.
    assert isinstance(blocks(piece * 20_000 + ">"), list)
