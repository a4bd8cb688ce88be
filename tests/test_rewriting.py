"""Corrections go into the file as it stands: markup, entities and line ends around them stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.checking import reader_for
from mtqa.fixing import Draft, written
from mtqa.rewriting import Edit, differences
from mtqa.types import Segment, Span, Suggestion

XLIFF = (
    "<xliff version='1.2'><file><body><trans-unit id='1'><source>s</source><target>{}</target></trans-unit></body>"
    "</file></xliff>"
)


def put(name: str, data: bytes, instead: str, text: str) -> bytes:
    """The draft with `text` for the part of its prose that reads `instead`, found in the file by its blocks."""
    draft = Draft(name, data, reader_for(name))
    for block in draft.document.blocks:
        place = block.text.find(instead)
        if place >= 0:
            segment = Segment("1", 0, block.text, block.pieces)
            span = segment.to_file(Span(place, place + len(instead)))
            done, _ = written(draft, [Suggestion(text, span.start, span.end, "test", 1.0)])
            return done.data
    raise AssertionError(instead)


@pytest.mark.parametrize(
    ("name", "before", "instead", "text", "after"),
    [
        pytest.param("a.txt", "It has rain now.", "has rain", "has rained", "It has rained now.", id="plain"),
        pytest.param("a.txt", "One.\r\n\r\nTwo too.\r\n", "too", "as well", "One.\r\n\r\nTwo as well.\r\n", id="crlf"),
        pytest.param("a.txt", "👩‍👩‍👧 are heer 🎉.", "heer", "here", "👩‍👩‍👧 are here 🎉.", id="emoji"),
        pytest.param("a.txt", "The the end.", "The the", "The", "The end.", id="deleted word"),
        pytest.param("a.md", "a **big** dog runed", "runed", "ran", "a **big** dog ran", id="beside markup"),
        pytest.param("a.md", "a **bigg** dog", "bigg", "big", "a **big** dog", id="inside markup"),
        pytest.param(
            "a.md", "the **North American** Treaty", "North American Treaty", "North Atlantic Treaty",
            "the **North Atlantic** Treaty", id="only the word that differs, inside markup",
        ),
        pytest.param("a.md", "a **big** dog", "big dog", "cat", "a **big** dog", id="over markup is refused"),
        pytest.param(
            "a.md", "> the North American\n> Treaty Organization is", "North American Treaty Organization",
            "North Atlantic Treaty Organization", "> the North Atlantic\n> Treaty Organization is", id="over a wrap",
        ),
        pytest.param("a.md", "see snake case here", "snake case", "snake_case", r"see snake\_case here", id="escaped"),
        pytest.param("a.md", "Buy one thing", "one", "1.", "Buy 1. thing", id="harmless mark"),
        pytest.param("a.md", "one thing", "one", "1.", "one thing", id="a list where there was none is refused"),
        pytest.param("a.html", "<p>R &amp; D are bigg</p>", "bigg", "big", "<p>R &amp; D are big</p>", id="entity"),
        pytest.param("a.html", "<p>R and D</p>", "and", "&", "<p>R &amp; D</p>", id="escaped entity"),
        pytest.param("a.html", "<p>is &lt; two</p>", "< two", "<= 2", "<p>is &lt;= 2</p>", id="entity beside it"),
        pytest.param("a.html", "<p>a <b>big</b>ger dog</p>", "bigger", "small", "<p>a <b>big</b>ger dog</p>", id="tag"),
        pytest.param(
            "a.po", 'msgid "s"\nmsgstr "the "\n"the end"', "the the", "the", 'msgid "s"\nmsgstr "the"\n" end"',
            id="over a broken string",
        ),
        pytest.param(
            "a.xlf", XLIFF.format("the <g id='1'>the</g> end"), "the the", "the",
            XLIFF.format("the <g id='1'>the</g> end"), id="over a code is refused",
        ),
        pytest.param(
            "a.xlf", XLIFF.format("Fish &amp; chips<!-- c --> chips"), "chips chips", "<crisps>",
            XLIFF.format("Fish &amp; &lt;crisps&gt;<!-- c -->"), id="over a comment in a unit",
        ),
        pytest.param("a.html", "<p>in\n  a bigg house</p>", "a bigg", "a big", "<p>in\n  a big house</p>", id="blanks"),
    ],
)  # fmt: skip
def test_only_the_words_change(name: str, before: str, instead: str, text: str, after: str) -> None:
    assert put(name, before.encode(), instead, text).decode() == after


@pytest.mark.parametrize(
    ("data", "text", "after"),
    [
        pytest.param(b"\xef\xbb\xbfA bigg dog.", "big", b"\xef\xbb\xbfA big dog.", id="utf-8 with a mark"),
        pytest.param(
            "\ufeffA bigg dog.".encode("utf-16-le"), "big", "\ufeffA big dog.".encode("utf-16-le"), id="utf-16"
        ),
        pytest.param(b"A bigg caf\xe9.", "big", b"A big caf\xe9.", id="windows-1252"),
        pytest.param(b"A bigg caf\xe9.", "naïf", b"A na\xeff caf\xe9.", id="a letter that the encoding has"),
        pytest.param(b"A bigg caf\xe9.", "東", b"A bigg caf\xe9.", id="a letter that the encoding lacks is refused"),
    ],
)
def test_the_encoding_stays(data: bytes, text: str, after: bytes) -> None:
    assert put("a.txt", data, "bigg", text) == after


def test_a_comment_that_would_break_the_file_is_left_out() -> None:
    text = XLIFF.format("one")
    draft = Draft("a.xlf", text.encode(), reader_for("a.xlf"))
    in_tag, behind = text.index(" version"), len(text)
    done, _ = written(draft, [], [Edit(in_tag, in_tag, "<!-- a -->"), Edit(behind, behind, "<!-- b -->")])
    assert done.data == f"{text}<!-- b -->".encode()


@given(old=st.text("ab .,'\n", max_size=30), new=st.text("ab .,'\n", max_size=30))
def test_differences_turn_one_text_into_the_other(old: str, new: str) -> None:
    result, done = "", 0
    for span, text in differences(old, new):
        result += old[done : span.start] + text
        done = span.end
    assert result + old[done:] == new
