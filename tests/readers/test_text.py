"""Paragraphs, headings and list items in plain text, however its lines end."""

from __future__ import annotations

import pytest

from mtqa.readers.text import TextReader

WRAPPED = (
    "The first line of this paragraph was wrapped at a\n"
    "width of fifty columns or so, as people do. Then\n"
    "Mary went on, and nobody said a word about it.\n"
)
JOINED = WRAPPED.strip().replace("\n", " ")


def texts(text: str) -> list[str]:
    return [block.text for block in TextReader().read(text.encode(), "a.txt").blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("One.\n\nTwo.", ["One.", "Two."], id="blank lines"),
        pytest.param("A paragraph.\nAnother one.", ["A paragraph.", "Another one."], id="a paragraph a line"),
        pytest.param(WRAPPED, [JOINED], id="wrapped lines"),
        pytest.param(WRAPPED.replace("\n", "\r\n"), [JOINED], id="wrapped lines with Windows ends"),
        pytest.param(WRAPPED + "\n" + WRAPPED, [JOINED, JOINED], id="wrapped paragraphs"),
        pytest.param(
            "He left the house in the morning, and after that\nnobody saw him.",
            ["He left the house in the morning, and after that nobody saw him."],
            id="a sentence that goes on small",
        ),
        pytest.param("One.\x0cTwo.\u2028Three.\u2029Four.\x85Five.\x0bSix.", [
            "One.", "Two.", "Three.", "Four.", "Five.", "Six.",
        ], id="separators other than line ends"),
        pytest.param("- One\n- Two\n  more\n1. Three\n• Four", ["One", "Two more", "Three", "Four"], id="a list"),
        pytest.param("Title\n=====\n\n* * *\n\nEnd.", ["Title", "End."], id="drawn lines"),
        pytest.param("\tIndented.  \n", ["Indented."], id="blanks around a line"),
        pytest.param("a\u00a0b c\u200bd e\u0301", ["a\u00a0b c\u200bd e\u0301"], id="what is never changed"),
        pytest.param("Roses are red,\nViolets are blue.", ["Roses are red,", "Violets are blue."], id="verse"),
    ],
)  # fmt: skip
def test_blocks(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Council votes to keep library open", "heading"),
        ("Is it over?", "prose"),
        ("He said: “No”", "prose"),
        ("She came home late.", "prose"),
        ("word " * 20, "prose"),
        ("3) The third item.", "list-item"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert [block.kind for block in TextReader().read(text.encode(), "a.txt").blocks] == [kind]
