"""The command line: `mtqa COMMAND`. Each command is a file in `mtqa/commands/`; none does more than parse and print."""

import sys
from typing import Annotated

import typer

from mtqa import __version__
from mtqa.commands import baseline, batch, check, config, evaluate, fix, lsp, models, report, rules, serve, terms, train
from mtqa.commands.console import guarded, replace_closed_streams, say

# Without rich's boxes, `mtqa --help` starts in half the time.
app = typer.Typer(
    name="mtqa",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog="mtqa COMMAND --help says more of a command, with examples.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
models_app = typer.Typer(rich_markup_mode=None)


def _version(asked: bool) -> None:
    if asked:
        say(f"mtqa {__version__}\n")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Check English drafts that a machine translated: what gives them away, why, a score, and checked corrections."""


app.command("check", epilog=check.EXAMPLES)(check.command)
app.command("fix", epilog=fix.EXAMPLES)(fix.command)
app.command("baseline", epilog=baseline.EXAMPLES)(baseline.command)
app.command("batch", epilog=batch.EXAMPLES)(batch.command)
app.command("report", epilog=report.EXAMPLES)(report.command)
app.command("terms", epilog=terms.EXAMPLES)(terms.command)
app.command("rules", epilog=rules.RULES_EXAMPLES)(rules.rules_command)
app.command("explain", epilog=rules.EXPLAIN_EXAMPLES)(rules.explain_command)
app.command("serve", epilog=serve.EXAMPLES)(serve.command)
app.command("lsp", epilog=lsp.EXAMPLES)(lsp.command)
app.command("evaluate", epilog=evaluate.EXAMPLES)(evaluate.command)
app.command("train", epilog=train.EXAMPLES)(train.command)
app.command("config", epilog=config.EXAMPLES)(config.command)
models_app.callback(invoke_without_command=True, epilog=models.LIST_EXAMPLES)(models.list_command)
models_app.command("pull", epilog=models.PULL_EXAMPLES)(models.pull_command)
app.add_typer(models_app, name="models")


def main() -> None:
    """The entry point of the `mtqa` command."""
    replace_closed_streams()
    try:
        with guarded(debug="--debug" in sys.argv):
            try:
                app()
            finally:
                # What cannot be written is found here, not by the interpreter after the last line.
                sys.stdout.flush()
    except typer.Exit as leaving:
        sys.exit(leaving.exit_code)


if __name__ == "__main__":
    main()
