"""The terms of a corpus as a table for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.reporters.excerpt import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.extraction.base import Conflict, Extraction, Form

_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def table(found: Extraction, width: int, *, color: bool = False) -> Iterator[str]:
    """Terms with their counts, then what is rendered or spelt in several ways, with an example of each form."""
    if found.candidates:
        yield _heading(f"Terms ({len(found.candidates)})", color=color)
        longest = min(max(len(one.term) for one in found.candidates), width // 2)
        yield f"{'term':{longest}}  count  files   score  source\n"
        for one in found.candidates:
            source = "" if one.source is None else f"{printable(one.source)} ({one.dice:.2f})"
            yield (
                f"{printable(one.term):{longest}}  {one.count:5}  {one.files:5}  {one.score:6.1f}  {source}".rstrip()
                + "\n"
            )
    if found.conflicts:
        yield _heading(f"In several ways ({len(found.conflicts)})", color=color)
        for conflict in found.conflicts:
            yield from _conflict(conflict, width, color=color)
    told = f"{found.units} units, {found.words} words"
    yield f"{told}\n" if found.candidates or found.conflicts else f"no terms in {told}; --min-count 1 takes rare ones\n"


def _conflict(conflict: Conflict, width: int, *, color: bool) -> Iterator[str]:
    forms = ", ".join(f"{printable(form.text)} ({form.count})" for form in conflict.forms)
    if conflict.source is None:
        yield f"{forms}\n"
    else:
        others = f", otherwise or not at all ({conflict.unexplained})" if conflict.unexplained else ""
        yield f"{printable(conflict.source)}: {forms}{others}\n"
    for form in conflict.forms:
        yield _example(form, width, color=color)


def _example(form: Form, width: int, *, color: bool) -> str:
    unit = form.example
    where = f"    {printable(unit.path)}:{unit.line}: "
    room = max(width - len(where), 20)
    start = max(0, unit.text.lower().find(form.text.lower()) - room // 3) if len(unit.text) > room else 0
    text = ("…" if start else "") + unit.text[start:]
    text = text if len(text) <= room else text[: room - 1] + "…"
    line = where + printable(text)
    return f"{_DIM}{line}{_RESET}\n" if color else f"{line}\n"


def _heading(text: str, *, color: bool) -> str:
    return f"{_BOLD}{text}{_RESET}\n" if color else f"{text}\n"
