"""`mtqa baseline`: writes down the findings that are there, so that later runs show what is new."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from mtqa import baseline
from mtqa.checking import source_of
from mtqa.commands import options
from mtqa.commands.console import complain, guarded, say
from mtqa.commands.progress import Progress
from mtqa.config import resolve_config
from mtqa.discovery import Patterns
from mtqa.errors import ConfigError
from mtqa.files import whole_file
from mtqa.overrides import PathConfigs
from mtqa.selection import selection
from mtqa.types import DocumentReport, Failure

EXAMPLES = """Examples:

  mtqa baseline . --output known.json

  mtqa check . --baseline known.json

  mtqa baseline docs --select typography,names --min-confidence 0.8 --output known.json

  mtqa baseline translation.txt --source original.txt --output known.json
"""


def command(  # noqa: PLR0917 - one parameter an option
    paths: options.Paths = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write the known findings.")
    ] = Path("mtqa-baseline.json"),
    min_confidence: options.MinConfidence = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    segment_by: options.SegmentBy = None,
    language: options.Language = None,
    source: options.Source = None,
    source_language: options.SourceLanguage = None,
    source_column: options.SourceColumn = None,
    target_column: options.TargetColumn = None,
    termbase: options.Termbase = None,
    config: options.ConfigFile = None,
    max_megabytes: options.MaxMegabytes = None,
    jobs: options.Jobs = 1,
    offline: options.Offline = False,
    no_cache: options.NoCache = False,
    debug: options.Debug = False,
) -> None:
    """Write the findings that drafts have now to a file, for mtqa check --baseline.

    An entry survives moved lines and edits around it. Write the file again when findings were mended. What decides
    how drafts are read and what is found in them, such as --source and --select, should be given here as to mtqa check.
    Where a draft cannot be read, nothing is written, and the exit code is 2.
    """
    with guarded(debug=debug):
        from mtqa.pipeline import Planner, reports

        # Corrections are looked for as in a check, so that the check after this one finds its reports remembered.
        resolved = resolve_config(
            Path.cwd(), config, min_confidence=min_confidence, max_megabytes=max_megabytes,
            select=options.names(select), ignore=options.names(ignore), segment_by=segment_by, language=language,
            source_language=source_language, source_column=source_column, target_column=target_column,
            termbase=options.files(termbase), offline=offline or None, cache=False if no_cache else None,
        )  # fmt: skip
        configs = PathConfigs(resolved)
        configs.require_rules()
        patterns = Patterns(configs.folder, resolved.config.include, resolved.config.exclude)
        chosen = selection(paths or [], patterns).paths
        beside = source_of(source, chosen, resolved.config) if source else None
        planner = Planner(configs, resolved.config, beside)
        found: list[DocumentReport] = []
        failed = False
        with Progress(len(chosen)) as progress:
            for result in progress.over(reports(chosen, planner, resolved, jobs)):
                if isinstance(result, Failure):
                    with progress.paused():
                        complain(f"{result.path}: {result.message}")
                    failed = True
                else:
                    found.append(result)
        if failed:
            # An older file may know findings of a draft that could not be read.
            raise ConfigError(
                f"{output}: is not written, since not all drafts could be read; mend them or leave them out"
            )
        with whole_file(output) as stream:
            stream.write(baseline.written(found, output.resolve().parent))
        count = sum(len(report.findings) for report in found)
        say(f"{output}: known findings: {count}; drafts: {len(found)}\n")
        sys.stdout.flush()
