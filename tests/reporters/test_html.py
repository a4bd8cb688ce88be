from __future__ import annotations

from html.parser import HTMLParser

import pytest

from mtqa.types import HiddenBy


class Page(HTMLParser):
    """Collects the tags, the text of marks and of the draft, and the links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self.draft = ""
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append(tag)
        if tag not in {"meta", "input"}:
            self.open.append(tag)
        if tag == "mark":
            self.marks.append((values["class"], ""))
        self.ids += [values["id"]] if "id" in values else []
        self.targets += [values["href"].removeprefix("#")] if tag == "a" else []
        self.addresses += [value for key, value in attrs if key in {"src", "href"} and not value.startswith("#")]
        assert not any(key.startswith("on") for key in values)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "pre" in self.open and "a" not in self.open:
            self.draft += data
        if "mark" in self.open:
            kind, text = self.marks[-1]
            self.marks[-1] = (kind, text + data)


@pytest.fixture
def page(render):
    def parse(*reports) -> Page:
        parser = Page()
        parser.feed(render("html", *reports))
        parser.close()
        assert parser.open == []
        return parser

    return parse


def test_page_holds_no_script_and_no_address(page, hostile):
    parsed = page(hostile)
    assert "script" not in parsed.tags
    assert parsed.addresses == []


def test_page_shows_the_draft_whole_and_marks_the_findings(page, hostile):
    parsed = page(hostile)
    # An HTML parser reads CRLF as it stands; a browser shows it as a line break.
    shown = parsed.draft.removeprefix("\n")
    assert shown.replace("<U+202E>", "\u202e").replace("<U+202C>", "\u202c").replace("␇", "\x07") == hostile.text
    assert next(kind for kind, text in parsed.marks if text == "teh") == "critical"


def test_every_link_has_a_target(page, hostile, make):
    parsed = page(hostile, make("teh end", "teh", path="b.md"))
    assert set(parsed.targets) <= set(parsed.ids)
    assert len(parsed.ids) == len(set(parsed.ids))


def test_overlapping_findings_keep_the_text_whole(page, make):
    one = make("abcdef", "abcd")
    two = make("abcdef", "cdef")
    both = make("abcdef", "x", path="c.md")
    report = type(both)(**{field: getattr(both, field) for field in both.__slots__} | {
        "findings": (*one.findings, *two.findings),
    })  # fmt: skip
    parsed = page(report)
    assert parsed.draft.strip() == "abcdef"
    assert [text for _, text in parsed.marks] == ["ab", "cd", "ef"]


def test_page_counts_what_is_hidden(render, compared):
    assert {item.by for item in compared.hidden} == set(HiddenBy)
    text = render("html", compared)
    assert "1 in the baseline; 1 ignored by comments" in text
