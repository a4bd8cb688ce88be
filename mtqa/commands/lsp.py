"""`mtqa lsp`: the language server, for editors."""

from mtqa.commands import options
from mtqa.commands.console import guarded
from mtqa.errors import ConfigError

EXAMPLES = """Examples:

  mtqa lsp

  mtqa lsp --config house/mtqa.toml

Editors start it themselves: docs/editors.md says how in VS Code, Neovim, Helix and Emacs.
"""
HINT = "the language server needs its extra: pip install 'mtqa[lsp]'"


def command(config: options.ConfigFile = None, debug: options.Debug = False) -> None:
    """Show findings and offer corrections in an editor, as you type (Language Server Protocol, stdin and stdout).

    The editor starts it. Settings are those of mtqa.toml or pyproject.toml in the folder that is open there.
    """
    with guarded(debug=debug):
        try:
            from mtqa.lsp.stdio import serve
        except ImportError as error:
            raise ConfigError(f"{HINT} ({error})") from error
        serve(config, debug=debug)
