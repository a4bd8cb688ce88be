"""Paragraphs of a file without its markup, by kind of markup. What cannot be text (a formula) leaves HOLE behind."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

HOLE = "⟦"

_FORMULAS = {"math", "code", "table", "equation", "sup", "sub"}
_APART = {"footnote", "media"}
_BREAKS = {"newline", "br", "list"}
_NO_PROSE = {"sup", "table", "script", "style", "code", "pre"}
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"

_FRONT_MATTER = re.compile(r"\A(?:---|\+\+\+)\n.*?\n(?:---|\+\+\+)\n", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
_BLOCKS = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)")
_NOT_PROSE = "#|<:{>"
# In this order: an image may stand in a link.
_INLINE = [
    (re.compile(r"^(?:[-*+]|\d+[.)])\s+"), ""),
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\[[^\]]*\])(?:\{[^}]*\})?"), r"\1"),
    (re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL), HOLE),
    (re.compile(r"(\*\*|__)(.+?)\1"), r"\2"),
    (re.compile(r"(?<!\w)[*_](\S[^*_]*?)[*_](?!\w)"), r"\1"),
    (re.compile(r"</?[a-z][^>]*>"), ""),
]


def cnxml(content: bytes) -> Iterator[str]:
    """OpenStax books: paragraphs, those of exercises too, and captions. Raises ET.ParseError."""
    root = _root(content)
    for element in list(root.iter()):
        name = _local(element)
        if name in _FORMULAS:
            _empty(element, f" {HOLE} ")
        elif name in _APART:
            _empty(element)
        elif name == "link" and not element.text and not len(element):
            element.text = HOLE
        elif name in _BREAKS:
            element.tail = "\n" + (element.tail or "")
    return _texts(root, {"para", "caption"})


def xhtml(content: bytes) -> Iterator[str]:
    """Chapters of EPUB books: paragraphs and items of lists. Raises ET.ParseError."""
    root = _root(content)
    for element in list(root.iter()):
        name = _local(element)
        if name in _NO_PROSE or (name == "a" and "noteref" in element.get(_EPUB_TYPE, "")):
            _empty(element)
    return _texts(root, {"p", "li"})


def markdown(content: bytes) -> Iterator[str]:
    """Paragraphs and items of lists of Markdown, with what static sites put in it (front matter, templates)."""
    text = content.decode("utf-8", "replace")
    text = _FENCE.sub("\n\n", _COMMENT.sub("", _FRONT_MATTER.sub("", text)))
    for block in _BLOCKS.split(text):
        paragraph = block.strip()
        if not paragraph or paragraph[0] in _NOT_PROSE:
            continue
        for pattern, instead in _INLINE:
            paragraph = pattern.sub(instead, paragraph)
        yield paragraph


def table(content: bytes) -> Iterator[str]:
    """The lines of the column `text` of a CSV table. Raises KeyError."""
    # An article is longer than what the reader takes for a cell otherwise.
    csv.field_size_limit(len(content) + 1)
    for row in csv.DictReader(io.StringIO(content.decode("utf-8", "replace"))):
        yield from row["text"].split("\n")


def zipped_text(content: bytes) -> Iterator[str]:
    """Paragraphs of the text files of a ZIP archive; a line with a capital first begins one. Raises BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            # macOS puts folders of its own into archives.
            if name.endswith(".txt") and not name.startswith("__"):
                yield from re.split(r"\n\s*\n|\n(?=[A-Z\"“])", _decoded(archive.read(name).replace(b"\r", b"")))


MARKUP: dict[str, Callable[[bytes], Iterable[str]]] = {
    "cnxml": cnxml,
    "xhtml": xhtml,
    "markdown": markdown,
    "table": table,
    "zipped_text": zipped_text,
}
# What these raise for a file that is not of the kind.
FAULTS = (ET.ParseError, KeyError, zipfile.BadZipFile)


def _root(content: bytes) -> ET.Element:
    # Repositories are read at commits that the list names: nobody can put an entity bomb in.
    return ET.fromstring(content)  # noqa: S314


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _empty(element: ET.Element, text: str = "") -> None:
    tail = element.tail
    element.clear()
    element.text, element.tail = text, tail


def _texts(root: ET.Element, names: set[str]) -> Iterator[str]:
    return ("".join(element.itertext()) for element in root.iter() if _local(element) in names)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")
