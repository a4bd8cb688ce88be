"""What kind of draft a text in an editor is: by the ending of its file, else by the language that the editor says."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath
from urllib.parse import unquote, urlsplit

from pygls.uris import to_fs_path

from mtqa.registry import readers

# The names that VS Code, Neovim, Helix and Emacs have for languages, and the endings of their files.
ENDINGS = {
    "plaintext": ".txt", "text": ".txt", "plain": ".txt", "mail": ".txt", "fundamental": ".txt",
    "markdown": ".md", "gfm": ".md", "html": ".html", "xhtml": ".html",
    "xliff": ".xlf", "tmx": ".tmx", "po": ".po", "gettext": ".po",
    "csv": ".csv", "tsv": ".tsv", "jsonl": ".jsonl", "srt": ".srt", "subrip": ".srt", "vtt": ".vtt",
}  # fmt: skip
_HALF = re.compile("[\ud800-\udfff]")


def path_of(uri: str) -> str:
    """The file of a draft; for one that is in the editor alone, the name that it has there."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return path or unquote(urlsplit(uri).path) or "draft"


def name_of(path: str, language: str | None) -> str | None:
    """The path with an ending that says which reader reads it; None for what is no draft, such as a program."""
    extensions = {extension for reader in readers.all().values() for extension in reader.extensions}
    if PurePath(path).suffix.lower() in extensions:
        return path
    ending = ENDINGS.get((language or "").lower())
    return None if ending is None else path + ending


def whole(text: str) -> str:
    """The text without half characters, which no encoding can write. It keeps its length."""
    return _HALF.sub("\ufffd", text)


def content(text: str) -> bytes:
    """The text as bytes of a file. The mark tells readers that it is UTF-8, whatever a header in it declares."""
    return codecs.BOM_UTF8 + text.encode("utf-8")
