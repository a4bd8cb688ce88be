"""One pass over XML: what is told, and where it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtqa.interchange.xml_pass import visit


class Heard:
    """Keeps what it is told, with what the file has there."""

    def __init__(self, text):
        self.text_ = text
        self.told = []

    def start(self, name, attributes, start, end):
        self.told.append(("start", name, attributes, self.text_[start:end]))

    def end(self, name, start, end):
        self.told.append(("end", name, self.text_[start:end]))

    def text(self, start, end, *, cdata):
        self.told.append(("cdata" if cdata else "text", self.text_[start:end]))


def heard(text):
    visitor = Heard(text)
    visit(text, "a.xml", visitor)
    return visitor.told


def test_everything_is_told_with_its_place():
    text = (
        '<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "a.dtd">\n<a xmlns="u" xmlns:x="v" x:y="1"><!-- é --><b/>é&amp;\r\nz'
        "<c></c><![CDATA[q<b>]]><?pi x?>👩</a>"
    )
    assert heard(text) == [
        ("start", "u a", {"v y": "1"}, '<a xmlns="u" xmlns:x="v" x:y="1">'),
        ("start", "u b", {}, "<b/>"),
        ("end", "u b", ""),
        ("text", "é&amp;\r\nz"),
        ("start", "u c", {}, "<c>"),
        ("end", "u c", "</c>"),
        ("cdata", "q<b>"),
        ("text", "👩"),
        ("end", "u a", "</a>"),
    ]


@given(st.lists(st.sampled_from(["<b>", "</b>", "<c/>", "é", "a", "&lt;", "\n", "<!-- é -->", "👩 "]), max_size=30))
def test_what_is_told_is_the_whole_file(parts):
    depth, kept = 0, []
    for part in parts:
        depth += {"<b>": 1, "</b>": -1}.get(part, 0)
        if depth < 0:
            depth = 0
        else:
            kept.append(part)
    text = f"<a>{''.join(kept)}{'</b>' * depth}</a>"
    assert "".join(told[-1] for told in heard(text)) == text.replace("<!-- é -->", "")


def test_a_huge_attribute_and_deep_nesting_are_read():
    assert heard(f'<a b="{"é" * 1_000_000}"/>')[0][2] == {"b": "é" * 1_000_000}
    assert len(heard("<a>" * 20_000 + "</a>" * 20_000)) == 40_000
