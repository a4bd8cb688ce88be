"""Word documents: a line of text a paragraph, from the body, its tables, notes, headers and footers.

Offsets, lines and columns count in that text, which has no markup: line 12 is the twelfth paragraph, blank ones and
those of tables included. Corrections go into the runs that hold the words; everything else in the package stays.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from mtqa.blocks import BlockBuilder
from mtqa.errors import ReadError
from mtqa.packages import Package, parse, xml_parser
from mtqa.registry import reader
from mtqa.rewriting import differences
from mtqa.types import Document
from mtqa.wordprocessing import Paragraphs, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.types import Block
    from mtqa.wordprocessing import Paragraph

_TYPES = "[Content_Types].xml"
# In the order in which they are read.
_PROSE = ("main+xml", ".footnotes+xml", ".endnotes+xml", ".header+xml", ".footer+xml")
_TOKEN = re.compile(r"&[^;]+;|\r\n|[^&]", re.DOTALL)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\n\r]")
_NAME = re.compile(rb"<[^\s/>]+")


@reader
class DocxReader:
    """Tracked insertions are prose, deletions none; hidden text, fields' codes, comments and pictures are none."""

    name = "docx"
    extensions = (".docx", ".docm")

    def read(self, data: bytes, path: str) -> Document:
        blocks: list[Block] = []
        lines: list[str] = []
        place = 0
        package = Package(data, path, "DOCX")
        styles = _styles(package, path)
        for _, _, paragraphs in _parts(package, path):
            for paragraph in paragraphs:
                blocks += _builder(paragraph, place).build(paragraph.kind(styles))
                lines.append(paragraph.text)
                place += len(lines[-1]) + 1
        return Document(path, self.name, "".join(f"{line}\n" for line in lines), tuple(blocks))

    def escaped(self, text: str) -> str:
        return text

    def encoded(self, text: str, data: bytes, path: str) -> bytes:
        """The document with these paragraphs. Raises ReadError for a change that no run of text can hold."""
        package = Package(data, path, "DOCX")
        lines = iter(text.split("\n"))
        changed = {}
        for name, content, paragraphs in _parts(package, path):
            edits: list[tuple[int, int, bytes]] = []
            for paragraph in paragraphs:
                edits += _edits(paragraph, next(lines, None), content, path)
            if edits:
                changed[name] = _packed(_spliced(content, edits), package.part(name))
        if list(lines) != [""]:
            raise ReadError(path, "paragraphs cannot be added to a document or taken out of it")
        return package.with_parts(changed) if changed else data


def _parts(package: Package, path: str) -> Iterator[tuple[str, bytes, list[Paragraph]]]:
    """The parts with prose: name, content in UTF-8, paragraphs."""
    names: dict[str, list[str]] = {}
    parser = xml_parser(path, _TYPES)

    def start(_: str, attributes: dict[str, str]) -> None:
        names.setdefault(attributes.get("ContentType", ""), []).append(attributes.get("PartName", "").lstrip("/"))

    parser.StartElementHandler = start
    parse(parser, package.part(_TYPES), path, _TYPES)
    found = False
    for ending in _PROSE:
        for kind, parts in names.items():
            if "word" in kind and kind.endswith(ending):
                for name in sorted(filter(None, parts)):
                    found = True
                    content = _plain(package.part(name), path, name)
                    yield name, content, Paragraphs(content, path, name).found
    if not found:
        raise ReadError(path, "is no DOCX file: it holds no text of a word processor")


def _plain(content: bytes, path: str, part: str) -> bytes:
    """A part in UTF-8 without a byte-order mark."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16").encode()
        return content.decode("utf-8-sig").encode()
    except UnicodeDecodeError as error:
        raise ReadError(path, f"{part}: is written in an encoding that office documents do not have") from error


def _packed(content: bytes, before: bytes) -> bytes:
    """A part in the encoding, and with the mark, that it had."""
    if before.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16-le" if before.startswith(b"\xff\xfe") else "utf-16-be"
        return before[:2] + content.decode().encode(encoding)
    return (b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b"") + content


def _styles(package: Package, path: str) -> dict[str, str]:
    """The names of styles by their ids: ids are translated in some languages of Word, built-in names are not."""
    part = next((name for name in package.names if name.endswith("word/styles.xml")), None)
    found: dict[str, str] = {}
    if part is None:
        return found
    current = [""]
    parser = xml_parser(path, part)

    def start(name: str, attributes: dict[str, str]) -> None:
        space, _, name = name.rpartition(" ")
        if name == "style":
            current[0] = attributes.get(f"{space} styleId", "")
        elif name == "name":
            found[current[0]] = attributes.get(f"{space} val", "")

    parser.StartElementHandler = start
    parse(parser, _plain(package.part(part), path, part), path, part)
    return found


def _builder(paragraph: Paragraph, place: int) -> BlockBuilder:
    builder = BlockBuilder()
    for item in paragraph.items:
        if isinstance(item, Stretch):
            builder.add(item.text, place)
            place += len(item.text)
        else:
            builder.add_decoded(item, place, len(item))
            place += len(item)
    return builder


def _edits(paragraph: Paragraph, line: str | None, content: bytes, path: str) -> Iterator[tuple[int, int, bytes]]:
    """The bytes to put in place of others so that the paragraph says `line`."""
    if line == paragraph.text:
        return
    if line is None or _FORBIDDEN.search(line):
        raise ReadError(path, "a paragraph cannot hold this text")
    texts = [item if isinstance(item, str) else item.text for item in paragraph.items]
    for span, new in sorted(differences(paragraph.text, line), key=lambda one: one[0].start, reverse=True):
        holders = _holders(texts, span.start, span.end)
        if not holders or any(isinstance(paragraph.items[index], str) for index, _, _ in holders):
            raise ReadError(path, "a change runs over a tab, a line break or a formula")
        for number, (index, start, end) in enumerate(holders):
            text = texts[index]
            texts[index] = text[:start] + (new if number == 0 else "") + text[end:]
    for item, text in zip(paragraph.items, texts, strict=True):
        if isinstance(item, Stretch) and text != item.text:
            yield from _rewritten(item, text, content)


def _holders(texts: list[str], start: int, end: int) -> list[tuple[int, int, int]]:
    """Which items hold a range of the paragraph, and what range of each; for an empty one, the item before it."""
    found, place = [], 0
    for index, text in enumerate(texts):
        low, high = max(start - place, 0), min(end - place, len(text))
        if low < high or (start == end and place < start <= place + len(text)):
            found.append((index, low, high))
        place += len(text)
    if not found and texts and start == 0:
        found.append((0, 0, 0))
    return found


def _rewritten(item: Stretch, text: str, content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The edits of one run: of the characters that differ, where they can be told apart in the XML."""
    if not item.preserved and text != text.strip():
        end = _NAME.match(content, item.tag)
        place = end.end() if end else item.start
        yield place, place, b' xml:space="preserve"'
        yield item.start, item.end, escape(text, quote=False).encode()
        return
    written = content[item.start : item.end].decode()
    tokens = _TOKEN.findall(written)
    lead = 0 if item.preserved else len(written) - len(written.lstrip())
    if "<" in written or len(tokens) < lead + len(item.text):
        yield item.start, item.end, escape(text, quote=False).encode()
        return
    shorter = min(len(item.text), len(text))
    common = next((n for n in range(shorter) if item.text[n] != text[n]), shorter)
    left = shorter - common
    tail = next((n for n in range(left) if item.text[-1 - n] != text[-1 - n]), left)
    first = item.start + len("".join(tokens[: lead + common]).encode())
    last = item.start + len("".join(tokens[: lead + len(item.text) - tail]).encode())
    yield first, last, escape(text[common : len(text) - tail], quote=False).encode()


def _spliced(content: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    parts, done = [], 0
    for start, end, new in sorted(edits):
        parts += [content[done:start], new]
        done = end
    return b"".join([*parts, content[done:]])
