r"""Subtitles, SRT and VTT: what cues say, in whole sentences, which may run over several cues.

Tags (`<i>`, `{\an8}`, the voice of a speaker) are markup, not prose.
"""

from __future__ import annotations

import dataclasses
import html
import re
from typing import TYPE_CHECKING

from mtqa.blocks import BlockBuilder
from mtqa.decoding import decode
from mtqa.registry import reader
from mtqa.subtitles import cues
from mtqa.types import BlockKind, Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.subtitles import Cue
    from mtqa.types import Block

# A sentence does not go on after a silence of so many seconds.
LONGEST_PAUSE = 3.0
# In subtitles of fewer cues that end in a stop, stops are not written, and a capital begins something new.
LEAST_STOPS = 0.2

_ENDED = re.compile(r"[.!?…。！？♪♫\])][\"'”’»*_]*$")
_SPEAKER = re.compile(r"(?:[-–—‐]\s*|>>+\s*)(?=[^\W_]|[\"“'¿¡\[(<{…])")
_SPLIT = re.compile(r"(?P<code><[^<>]*>|\{\\[^{}]*\})|(?P<entity>&(?:#\d+|#x[0-9a-fA-F]+|\w+);)|[^<{&]+|.")


class _Subtitles:
    """What both formats share."""

    name: str
    web: bool

    def read(self, data: bytes, path: str) -> Document:
        decoded = decode(data, path)
        found = list(cues(decoded.text, path, web=self.web)) if decoded.text.strip() else []
        return Document(path, self.name, decoded.text, tuple(_blocks(found, web=self.web)), encoding=decoded.encoding)


@reader
class SubRipReader(_Subtitles):
    """SubRip. Blank lines within a cue are part of it where no number follows."""

    name = "srt"
    extensions = (".srt",)
    web = False

    def escaped(self, text: str) -> str:
        return text


@reader
class WebVttReader(_Subtitles):
    """WebVTT. Comments, styles and regions are no prose; entities are decoded."""

    name = "vtt"
    extensions = (".vtt",)
    web = True

    def escaped(self, text: str) -> str:
        return html.escape(text, quote=False)


def _blocks(found: list[Cue], *, web: bool) -> Iterator[Block]:
    stopped = sum(bool(cue.lines) and _ends(cue.lines[-1].text) for cue in found)
    punctuated = stopped >= LEAST_STOPS * len(found)
    page = _Page(web=web)
    end = None
    for cue in found:
        for number, line in enumerate(cue.lines):
            spoken = _SPEAKER.match(_plain(line.text).lstrip())
            new_cue = number == 0
            silence = new_cue and end is not None and cue.begin - end > LONGEST_PAUSE
            if spoken or silence or (new_cue and not page.goes_on(line.text, punctuated=punctuated)):
                yield from page.finished()
            page.add(line.text, line.start)
        end = cue.end
    yield from page.finished()


class _Page:
    """Collects the lines of one block."""

    def __init__(self, *, web: bool) -> None:
        self._web = web
        self._new()

    def _new(self) -> None:
        self._builder = BlockBuilder()
        self._last: tuple[int, str] | None = None

    def goes_on(self, following: str, *, punctuated: bool) -> bool:
        """Whether the block goes on in a cue that begins with this line."""
        if self._last is None:
            return True
        if _ends(self._last[1]):
            return False
        first = _plain(following).lstrip()
        return punctuated or first[:1].islower() or _plain(self._last[1]).rstrip().endswith((",", "-", "–", "—", ";"))

    def add(self, text: str, start: int) -> None:
        if self._last is not None:
            end = self._last[0] + len(self._last[1])
            self._builder.add_decoded(" ", end, start - end)
        self._last = (start, text)
        mark = _SPEAKER.match(text)
        for match in _SPLIT.finditer(text, mark.end() if mark else 0):
            written, place = match.group(), start + match.start()
            if match["code"]:
                continue
            if match["entity"] and self._web and html.unescape(written) != written:
                self._builder.add_decoded(html.unescape(written), place, len(written))
            else:
                self._builder.add(written, place)

    def finished(self) -> Iterator[Block]:
        for block in self._builder.build():
            yield dataclasses.replace(block, kind=BlockKind.PROSE if _ends(block.text) else block.kind)
        self._new()


def _plain(text: str) -> str:
    return re.sub(r"<[^<>]*>|\{\\[^{}]*\}", "", text)


def _ends(text: str) -> bool:
    return _ENDED.search(_plain(text).rstrip()) is not None
