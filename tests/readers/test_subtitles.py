from __future__ import annotations

import pytest

from mtqa.checking import reader_for
from mtqa.errors import ReadError
from mtqa.types import BlockKind


def srt(*cues: str, gap: int = 1) -> str:
    made = [f"{n}\n00:00:{n * gap:02},000 --> 00:00:{n * gap:02},900\n{text}\n" for n, text in enumerate(cues, 1)]
    return "\n".join(made)


CASES = [
    pytest.param("a.srt", srt("One line.", "Another."), ["One line.", "Another."], id="cues"),
    pytest.param("a.srt", srt("I went to", "the old house."), ["I went to the old house."], id="over two cues"),
    pytest.param("a.srt", srt("I went\nto sleep."), ["I went to sleep."], id="over two lines"),
    pytest.param("a.srt", srt("I went to", "bed.", gap=9), ["I went to", "bed."], id="a silence ends a sentence"),
    pytest.param("a.srt", srt("{\\an8}<i>So it</i> is."), ["So it is."], id="tags"),
    pytest.param("a.srt", srt("- Who is it?\n- Me."), ["Who is it?", "Me."], id="two speakers"),
    pytest.param("a.srt", srt("One.\n\nTwo."), ["One.", "Two."], id="a blank line in a cue"),
    pytest.param("a.srt", srt("a fish & chips < b."), ["a fish & chips < b."], id="signs"),
    pytest.param("a.srt", "\ufeff" + srt("One."), ["One."], id="byte-order mark"),
    pytest.param("a.srt", srt("One.").replace("\n", "\r\n"), ["One."], id="crlf"),
    pytest.param("a.srt", "", [], id="empty"),
    pytest.param(
        "a.vtt", "WEBVTT\n\nNOTE not\nprose\n\nSTYLE\n::cue {}\n\nid\n00:01.000 --> 00:02.000 line:0\n<v Tom>Fish &amp;"
        " chips\n\n00:02.000 --> 00:03.000\nare <c.x>good</c>.\n", ["Fish & chips are good."], id="webvtt",
    ),
    pytest.param("a.vtt", "WEBVTT", [], id="webvtt without cues"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "texts"), CASES)
def test_prose_of_subtitles(name: str, text: str, texts: list[str]) -> None:
    document = reader_for(name).read(text.encode(), name)
    # A blank line within a cue is a line like others.
    assert " ".join(block.text for block in document.blocks).split() == " ".join(texts).split()
    if "\n\nTwo" not in text:
        assert [block.text for block in document.blocks] == texts


def test_a_title_is_none_of_the_sentences() -> None:
    blocks = reader_for("a.srt").read(srt("It is over.", "The End").encode(), "a.srt").blocks
    assert [block.kind for block in blocks] == [BlockKind.PROSE, BlockKind.HEADING]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        pytest.param("a.srt", "1\n00:00:01 --> 00:00:02,000\nHi\n", "line 2: the times", id="times"),
        pytest.param("a.srt", srt("One.") + "\n2\nno times\n", "line 5: times such as 00:00:01,000 -", id="no times"),
        pytest.param("a.vtt", "WEBVTT\n\nid\nno times\n", "line 3: times such as 00:00:01.000 -", id="no times, web"),
        pytest.param("a.vtt", "WEBVTT\n\n1 --> 2\nx\n", "line 3: .* write them as 00:00:01.000 -", id="times, web"),
        pytest.param("a.vtt", "00:01.000 --> 00:02.000\nx\n", "begins with WEBVTT", id="header"),
    ],
)
def test_broken_files(name: str, text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        reader_for(name).read(text.encode(), name)
