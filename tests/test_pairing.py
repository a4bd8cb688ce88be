"""A source beside a draft: lines, blocks, sentences, and texts that do not belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtqa.checking import reader_for
from mtqa.errors import ReadError
from mtqa.pairing import paired
from mtqa.segmentation import segmented

if TYPE_CHECKING:
    from mtqa.types import Document

GERMAN = [
    "Die Regierung beschloss 2021 den Bau der Brücke.", "Sie sollte 300 Millionen Euro kosten.",
    "Peter Müller aus Hamburg war dagegen.", "Nach 12 Jahren war sie fertig.", "Heute fahren dort 9000 Autos am Tag.",
]  # fmt: skip
ENGLISH = [
    "The government decided in 2021 to build the bridge.", "It was to cost 300 million euros.",
    "Peter Müller from Hamburg was against it.", "It was finished after 12 years.", "Today 9000 cars a day use it.",
]  # fmt: skip


def read(text: str, name: str) -> Document:
    return reader_for(name).read(text.encode(), name)


def pairs(source: str, draft: str, names: tuple[str, str] = ("de.txt", "en.txt"), *, whole: bool = False):
    document = segmented(paired(read(draft, names[1]), read(source, names[0]), whole=whole))
    for segment in document.segments:
        assert document.text[segment.span.start : segment.span.end].split() == segment.text.split()
    return [(segment.source, segment.text) for segment in document.segments]


def test_line_by_line_in_sentences() -> None:
    source, draft = f"{GERMAN[0]} {GERMAN[1]}\n\n{GERMAN[2]}\n", f"{ENGLISH[0]} {ENGLISH[1]}\r\n\r\n{ENGLISH[2]}"
    assert pairs(source, draft) == list(zip(GERMAN, ENGLISH, strict=True))[:3]


def test_whole_lines() -> None:
    source, draft = f"{GERMAN[0]} {GERMAN[1]}\n{GERMAN[2]}", f"{ENGLISH[0]} {ENGLISH[1]}\n{ENGLISH[2]}"
    assert pairs(source, draft, whole=True) == list(zip(source.split("\n"), draft.split("\n"), strict=True))


def test_a_line_without_translation_has_its_place() -> None:
    found = pairs("\n".join(GERMAN), "\n".join([*ENGLISH[:2], "", *ENGLISH[3:]]))
    assert found[2] == (GERMAN[2], "")
    assert found[3] == (GERMAN[3], ENGLISH[3])


@pytest.mark.parametrize(
    ("source", "draft", "expected"),
    [
        pytest.param(
            "\n\n".join(GERMAN), " ".join(ENGLISH), list(zip(GERMAN, ENGLISH, strict=True)), id="one paragraph"
        ),
        pytest.param(
            "\n".join(GERMAN), "\n".join([*ENGLISH[:2], *ENGLISH[3:]]),
            [*zip(GERMAN[:2], ENGLISH[:2], strict=True), (GERMAN[2], ""), *zip(GERMAN[3:], ENGLISH[3:], strict=True)],
            id="a sentence left out",
        ),
    ],
)  # fmt: skip
def test_by_sentences(source: str, draft: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(source, draft) == expected


def test_blocks_of_pages() -> None:
    page = "<h1>{0}</h1><p>{1} <b>{2}</b></p>"
    found = pairs(page.format(*GERMAN), page.format(*ENGLISH), ("de.html", "en.html"))
    assert found == list(zip(GERMAN[:3], ENGLISH[:3], strict=True))


def test_the_language_of_the_source_is_told() -> None:
    document = read("\n".join(ENGLISH), "en.txt")
    assert paired(document, read("\n".join(GERMAN), "de.txt")).source_language == "de"
    assert paired(document, read("\n".join(GERMAN), "de.txt"), "nl").source_language == "nl"


@pytest.mark.parametrize(
    ("source", "names", "message"),
    [
        pytest.param("\n".join(ENGLISH), ("a.txt", "b.txt"), "the same text as its source", id="the draft itself"),
        pytest.param("\n \n", ("a.txt", "b.txt"), "no text", id="empty"),
        pytest.param("Die Katze schläft.", ("a.txt", "b.txt"), "cannot be aligned", id="another text"),
        pytest.param("source,target\nEins.,One.\n", ("a.csv", "b.txt"), "holds translations itself", id="a table"),
    ],
)
def test_what_is_no_source_is_refused(source: str, names: tuple[str, str], message: str) -> None:
    with pytest.raises(ReadError, match=message):
        pairs(source, "\n".join(ENGLISH), names)


def test_a_bilingual_draft_takes_no_source() -> None:
    with pytest.raises(ReadError, match="has its source in it"):
        pairs("Eins.", "source,target\nEins.,One.\n", ("a.txt", "b.csv"))
