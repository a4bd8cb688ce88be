"""An extraction as CSV, JSON and TBX. The TBX is one that `termbase` reads: a proposal, for people to decide on."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from mtqa.reporters.csv import cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtqa.extraction.base import Candidate, Conflict, Extraction, Unit

COLUMNS = ("kind", "source", "term", "count", "files", "score", "dice", "path", "line", "example")

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang={language} xmlns="urn:iso:std:iso:30042:ed-2">
  <tbxHeader><fileDesc><sourceDesc><p>Terms that mtqa found; the first of an entry is the most frequent</p></sourceDesc>
  </fileDesc></tbxHeader>
  <text><body>
"""
_TAIL = "  </body></text>\n</tbx>\n"


def to_csv(found: Extraction) -> str:
    """A row for each candidate (`term`), and for each form of what varies (`rendering`, `spelling`)."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for one in found.candidates:
        where = _where(one.example)
        writer.writerow(
            ["term", cell(one.source or ""), cell(one.term), one.count, one.files, one.score, one.dice, *where]
        )
    for conflict in found.conflicts:
        kind = "spelling" if conflict.source is None else "rendering"
        for form in conflict.forms:
            where = _where(form.example)
            writer.writerow([kind, cell(conflict.source or ""), cell(form.text), form.count, "", "", "", *where])
    return buffer.getvalue()


def _where(unit: Unit) -> list[object]:
    return [cell(unit.path), unit.line, cell(unit.text)]


def to_json(found: Extraction) -> str:
    """One object with `candidates` and `conflicts`."""
    return json.dumps({"schema": "mtqa-terms/1", **dataclasses.asdict(found)}, ensure_ascii=False, indent=1) + "\n"


def to_tbx(found: Extraction) -> str:
    """An entry for each candidate and each conflict; the most frequent form preferred, the others admitted."""
    entries = [*_conflict_entries(found), *_candidate_entries(found)]
    numbered = (
        f'    <conceptEntry id="c{number}">\n{entry}    </conceptEntry>\n' for number, entry in enumerate(entries, 1)
    )
    return _HEAD.format(language=quoteattr(found.language)) + "".join(numbered) + _TAIL


def _conflict_entries(found: Extraction) -> Iterator[str]:
    for one in found.conflicts:
        yield _source(one, found) + _section(found.language, [form.text for form in one.forms])


def _candidate_entries(found: Extraction) -> Iterator[str]:
    told = {form.text for one in found.conflicts for form in one.forms}
    for one in found.candidates:
        if one.term not in told:
            yield _source(one, found) + _section(found.language, [one.term])


def _source(one: Candidate | Conflict, found: Extraction) -> str:
    return _section(found.source_language or "und", [one.source]) if one.source else ""


def _section(language: str, terms: list[str]) -> str:
    lines = [f"      <langSec xml:lang={quoteattr(language)}>\n"]
    for number, term in enumerate(terms):
        status = "admittedTerm-admn-sts" if number else "preferredTerm-admn-sts"
        note = f'<termNote type="administrativeStatus">{status}</termNote>'
        lines.append(f"        <termSec><term>{escape(term)}</term>{note}</termSec>\n")
    return "".join([*lines, "      </langSec>\n"])


FORMATS: dict[str, Callable[[Any], str]] = {"csv": to_csv, "json": to_json, "tbx": to_tbx}
