"""The `mtqa` command, and `python -m mtqa`."""

import sys


def main() -> None:
    """Run the command line. Ctrl-C is answered in one line even while it is still being imported."""
    try:
        from mtqa.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("mtqa: interrupted; no file was written\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
