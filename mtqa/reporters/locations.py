"""Paths as tools on a build server want them: relative to where the run started if they can be, with slashes."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from urllib.parse import quote


def relative_path(path: str) -> str:
    """The path from the working folder, with slashes; as it is where it leads out of the folder."""
    try:
        shown = os.path.relpath(path) if PurePath(path).is_absolute() else os.path.normpath(path)
    except ValueError:  # another drive on Windows
        return PurePath(path).as_posix()
    if shown.startswith(".."):
        return PurePath(path).as_posix()
    return PurePath(shown).as_posix()


def uri(path: str) -> str:
    """The path as a URI reference, RFC 3986: relative where `relative_path` is."""
    shown = relative_path(path)
    if PurePath(shown).is_absolute():
        return Path(shown).as_uri()
    return quote(shown, safe="/~!$&'()*+,;=@", encoding="utf-8", errors="surrogatepass")
