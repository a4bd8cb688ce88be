"""Shows the marked place of a draft on one line of a terminal, with a line of carets below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ELLIPSIS = "…"
# Of the room left beside the marked words, the share that goes to what stands before them.
BEFORE = 0.5
# More characters a column than this, as marks that combine, are not looked at.
MOST = 8

_LINE_ENDS_AND_TABS = dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " ")
# What a draft holds must not steer the terminal: controls become their pictures, and marks of direction a dot.
_CONTROLS = {code: chr(0x2400 + code) for code in range(32)} | {127: "\u2421"} | dict.fromkeys(range(128, 160), "·")
_DIRECTIONS = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "·")
_SHOWN = _CONTROLS | _DIRECTIONS | _LINE_ENDS_AND_TABS


def printable(text: str) -> str:
    """The text with a visible character for each that would move the cursor; as long as before."""
    return text.translate(_SHOWN)


def cells(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def excerpt(before: str, marked: str, after: str, width: int) -> tuple[str, str, str]:
    """The three parts, cut with `…` to `width` columns in all; the marked one is cut in its middle if it must be."""
    # A line may be a million characters long, and be shown for each finding in it.
    before, after = before[-MOST * width :], after[: MOST * width]
    before, marked, after = printable(before), printable(marked), printable(after)
    marked = _middle_cut(marked, width)
    room = max(width - cells(marked), 0)
    before_room = max(int(room * BEFORE), room - cells(after))
    before = _start_cut(before, min(before_room, room))
    after = _end_cut(after, max(room - cells(before), 0))
    return before, marked, after


def carets(before: str, marked: str) -> str:
    """The line that marks the middle part: at least one caret, below the right column."""
    return " " * cells(before) + "^" * max(cells(marked), 1)


def wrapped(text: str, width: int, indent: str, first: str = "") -> Iterable[str]:
    """The text in lines of at most `width` columns, each after `indent`, the first after `first` instead."""
    line = first or indent
    empty = True
    for word in text.split():
        if not empty and cells(line) + 1 + cells(word) > width:
            yield line
            line, empty = indent, True
        line += word if empty else f" {word}"
        empty = False
    yield line


def _fitting(characters: Iterable[str], room: int) -> int:
    """How many of the characters fit in `room` columns."""
    used = count = 0
    for character in characters:
        used += cells(character)
        if used > room:
            break
        count += 1
    return count


def _start_cut(text: str, room: int) -> str:
    # A cell is at least no wider than nothing and a character rarely wider than 2: no need to measure a whole novel.
    if len(text) <= 2 * room + 1 and cells(text) <= room:
        return text
    if room < 1:
        return ""
    count = _fitting(reversed(text), room - 1)
    return ELLIPSIS + text[len(text) - count :]


def _end_cut(text: str, room: int) -> str:
    if len(text) <= 2 * room + 1 and cells(text) <= room:
        return text
    if room < 1:
        return ""
    return text[: _fitting(text, room - 1)] + ELLIPSIS


def _middle_cut(text: str, width: int) -> str:
    if len(text) <= 2 * width + 1 and cells(text) <= width:
        return text
    half = (width - 3) // 2
    head = text[: _fitting(text, half)]
    tail = text[len(text) - _fitting(reversed(text), half) :]
    return f"{head} {ELLIPSIS} {tail}"
