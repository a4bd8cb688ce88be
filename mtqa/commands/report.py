"""`mtqa report`: makes the report of a batch run again, or compares two runs."""

from pathlib import Path
from typing import Annotated

import typer

from mtqa.batch.report.verdicts import FIT
from mtqa.commands.console import guarded, say
from mtqa.commands.options import Debug
from mtqa.errors import ConfigError

EXAMPLES = """Examples:

  mtqa report results/

  mtqa report results/ --fit 98

  mtqa report last-month/ this-month/ -o change.html
"""


def command(
    runs: Annotated[
        list[Path],
        typer.Argument(
            metavar="DIR [DIR]",
            exists=True,
            file_okay=False,
            show_default=False,
            help="The folder of a batch run; a second one to compare the first with.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where to put the comparison; by default in the second folder."
        ),
    ] = None,
    fit: Annotated[
        float, typer.Option(metavar="SCORE", min=0, max=100, help="The score from which a document is called fit.")
    ] = FIT,
    debug: Debug = False,
) -> None:
    """Make the report of a batch run again, or one page of what changed between two runs."""
    with guarded(debug=debug):
        if len(runs) > 2:  # noqa: PLR2004 - one, or two
            raise ConfigError("name one run, or two to compare")
        if len(runs) == 1 and output is not None:
            raise ConfigError("the report of one run goes into its folder; --output is for comparing two")
        if len(runs) == 1:
            _one(runs[0], fit)
        else:
            _two(runs[0], runs[1], output, fit)


def _one(run: Path, fit: float) -> None:
    from mtqa.batch.report import write

    analysis = write(run, fit)
    from mtqa.batch.report.wording import in_short

    _tell(run / "report.html", list(in_short(analysis)))


def _two(before: Path, after: Path, output: Path | None, fit: float) -> None:
    from mtqa.batch.report import COMPARISON, write_comparison

    target = output or after / COMPARISON
    found = write_comparison(before, after, target, fit)
    from mtqa.batch.report.wording import changes

    _tell(target, list(changes(found)))


def _tell(path: Path, sentences: list[str]) -> None:
    say("".join(f"{sentence}\n" for sentence in sentences) + f"\nwrote {path}\n")
