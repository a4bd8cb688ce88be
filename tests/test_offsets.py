"""Every piece of every block and segment stands in the file where it says: over random texts in both formats."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mtqa.readers.markdown import MarkdownReader
from mtqa.readers.text import TextReader
from mtqa.segmentation import segmented
from mtqa.types import Span

WORDS = [
    "The",
    "minister",
    "said",
    "naïve",
    "e\u0301t\u00e9",
    "👩‍👩‍👧",
    "मंत्री",
    "世界",
    "a\u00a0b",
    "zero\u200bwidth",
    "\ufeff",
    "$ 5",
    "U.S.",
]
STOPS = [".", "!", "?", ",", ":", " – ", "…", "”", "“", "'", " “said "]
ENDS = ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\u2028", "\x85", "\x0c", " ", "  ", "\t"]
MARKUP = [
    "# ", "## ", "> ", ">", "- ", "* ", "1. ", "  ", "    ", "\t", "**", "*", "_", "__", "~~", "`", "``", "```\n",
    "[", "](", '](http://a.b "t")', ")", "![", "![alt](x.png)", "<b>", "</b>", "<br>", "<!-- c -->", "<div>\n",
    "</div>\n", "<p>", "<code>x</code>", "&amp;", "&mdash;", "&#160;", "&nosuch;", "\\*", "\\\n", "\\", "|", " | ",
    "\\|", "\n|---|---|\n", "| a | b |\n|---|---|\n| c \\| d | **e** |\n", "\n===\n", "\n---\n", "---\n", "+++\n",
    "[^1]", "[^1]: ", "[ref]: http://x\n", "[ref]", "<http://a.b>", "[ ] ", "- [x] ", "***", "<script>x</script>",
    "  \n", "\n\n",
]  # fmt: skip

plain = st.lists(st.sampled_from(WORDS + STOPS + ENDS), max_size=40).map("".join)
marked = st.lists(st.sampled_from(WORDS + STOPS + ENDS + MARKUP + MARKUP), max_size=40).map("".join)
# Control characters make a file binary, which the tests of decoding are about.
anything = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\r\x85"), max_size=80)
READERS = {"text": TextReader(), "markdown": MarkdownReader()}


def holds(reader: str, text: str) -> None:
    document = READERS[reader].read(text.encode(), "draft")
    # A byte-order mark is not part of the text.
    text = text.removeprefix("\ufeff")
    assert document.text == text
    for block in document.blocks:
        assert sum(piece.length for piece in block.pieces) == len(block.text)
        for piece in block.pieces:
            decoded = block.text[piece.start : piece.start + piece.length]
            literal = text[piece.file_start : piece.file_start + piece.file_length]
            assert len(literal) == piece.file_length
            if piece.linear and decoded != " ":
                assert decoded == literal
            assert not (
                decoded == " "
                and literal.strip(" \t\r\n\v\f\x85\u2028\u2029>\\-*~_`|")
                and "<br>" not in literal.lower()
            )
        for before, after in itertools.pairwise(block.pieces):
            assert before.start + before.length == after.start
            assert before.file_start + before.file_length <= after.file_start
    for segment in segmented(document).segments:
        for start, end in itertools.pairwise(
            sorted({0, len(segment.text) // 3, len(segment.text) // 2, len(segment.text)})
        ):
            place = segment.to_file(Span(start, end))
            assert 0 <= place.start < place.end <= len(text)


@given(plain)
@example("\ufeffThe minister\r\nsaid e\u0301t\u00e9.")
def test_text_offsets(text: str) -> None:
    holds("text", text)


@given(marked)
@settings(max_examples=400)
@example('> The [minister **said**](http://a.b "t")\r\n> a\\*b &amp; c\\\r\n> d\n')
def test_markdown_offsets(text: str) -> None:
    holds("markdown", text)


@given(anything)
@pytest.mark.parametrize("reader", READERS)
def test_offsets_in_arbitrary_text(reader: str, text: str) -> None:
    holds(reader, text)


@given(plain)
def test_segments_hold_every_letter_of_a_text(text: str) -> None:
    document = segmented(READERS["text"].read(text.encode(), "draft"))
    in_blocks = "".join("".join(block.text.split()) for block in document.blocks)
    assert "".join("".join(segment.text.split()) for segment in document.segments) == in_blocks


@given(st.lists(st.sampled_from(["word", "naïve", "世界", "👩‍👩‍👧", "x1"]), min_size=1, max_size=8))
def test_no_word_of_a_plain_markdown_paragraph_is_lost(words: list[str]) -> None:
    sentence = " ".join(["word", *words])
    blocks = READERS["markdown"].read(f"> {sentence}\n{sentence}\n\n- {sentence}\n".encode(), "draft").blocks
    assert [block.text for block in blocks] == [f"{sentence} {sentence}", sentence]
