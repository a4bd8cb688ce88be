"""The options that commands share or that would crowd them, as annotated types."""

from pathlib import Path
from typing import Annotated, Any

import typer

from mtqa.commands import complete

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH", help="Drafts, folders of drafts, or - for standard input; by default this folder.",
        show_default=False,
    ),
]  # fmt: skip
Format = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="NAME",
        help="How to report: text, html, json, jsonl, sarif, github, gitlab, "
        "rdjson, rdjsonl, junit, checkstyle or csv.",
        autocompletion=complete.reporters,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write the report to a file; it appears whole or not at all."),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        metavar="SEVERITY",
        help="Exit with 1 from this severity on: neutral, minor, major (the default), critical, or never.",
        autocompletion=complete.severities,
    ),
]
MinScore = Annotated[
    float | None, typer.Option(metavar="SCORE", help="Exit with 1 where a draft scores below this, of 100.")
]
MaxFindings = Annotated[
    int | None, typer.Option(metavar="N", help="Exit with 1 where all drafts together have more findings than this.")
]
MaxMachineTranslated = Annotated[
    float | None,
    typer.Option(metavar="P", help="Exit with 1 where a draft is machine-translated with more than this probability."),
]
BaselineFile = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help="Hide the known findings that mtqa baseline wrote to this file."),
]
Diff = Annotated[
    str | None,
    typer.Option(metavar="BASE", help="Only findings on lines added since this git revision (main, HEAD~3)."),
]
Since = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Only findings on lines added since a date that git knows ('2 weeks ago')."),
]
FilesFrom = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Check the drafts that this file names, one a line; - is standard input."),
]
MaxMegabytes = Annotated[
    float | None, typer.Option(metavar="MB", help="Refuse a draft that is larger than this (by default 10).")
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Check with so many processes, each with its models.")
]
MinConfidence = Annotated[
    float | None,
    typer.Option(metavar="P", help="Report findings from this confidence on, 0 to 1 (by default 0.5); 0 shows all."),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select", "-s", metavar="RULES", help="Only these rules or categories, with commas between them.",
        autocompletion=complete.rules,
    ),
]  # fmt: skip
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore", "-i", metavar="RULES", help="All but these rules or categories.", autocompletion=complete.rules
    ),
]
SegmentBy = Annotated[
    str | None, typer.Option(metavar="UNIT", help="What a segment is: sentence (the default) or line.")
]
Language = Annotated[
    str | None, typer.Option(metavar="CODE", help="The language that the drafts are to be in (by default en).")
]
Source = Annotated[
    Path | None,
    typer.Option(
        "--source", metavar="FILE", help="The text that the draft was translated from, for rules that need it."
    ),
]
SourceLanguage = Annotated[
    str | None, typer.Option(metavar="CODE", help="The language of the source (de, zh); by default it is guessed.")
]
SourceColumn = Annotated[
    str | None, typer.Option(metavar="COLUMN", help="The source in tables: a column's name, or its number from 1.")
]
TargetColumn = Annotated[
    str | None, typer.Option(metavar="COLUMN", help="The translation in tables: a column's name, or its number from 1.")
]
Termbase = Annotated[
    list[Path] | None,
    typer.Option(
        "--termbase",
        metavar="FILE",
        help="Check against the terms of this file (TBX, CSV, TSV, XLSX or .txt), not of those in the configuration; "
        "give it again for each file.",
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", "-c", metavar="FILE", help="Read this file, not the nearest mtqa.toml or pyproject.toml."),
]
StdinName = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The file name of standard input: its ending tells the format (notes.md)."),
]
Offline = Annotated[bool, typer.Option("--offline", help="Never fetch a model; a missing one is an error.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep what was found before.")]
NoSuggest = Annotated[bool, typer.Option("--no-suggest", help="Look for no corrections, which is faster.")]
Why = Annotated[bool, typer.Option("--why", help="Explain each rule below its first finding.")]
Color = Annotated[
    bool | None,
    typer.Option(
        "--color/--no-color", help="Colour the text: by default on a terminal, unless NO_COLOR is set.",
        show_default=False,
    ),
]  # fmt: skip
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print no report: the exit code tells.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show where in mtqa an error comes from.")]


def folder(said: str) -> Any:
    """An option that names a folder which is there; `said` is its help."""
    return typer.Option(metavar="DIR", exists=True, file_okay=False, help=said)


def file(said: str) -> Any:
    """An option that names a file which is there; `said` is its help."""
    return typer.Option(metavar="FILE", exists=True, dir_okay=False, help=said)


def names(values: list[str] | None) -> tuple[str, ...]:
    """`--select a,b --select c` as a, b, c."""
    return tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())


def files(values: list[Path] | None) -> tuple[str, ...]:
    """`--termbase a --termbase b` as a, b, seen from this folder."""
    return tuple(str(value) for value in values or ())
