"""Collects English prose by people, under licences that allow training: what `mtqa train --prose` makes slips in.

    python tools/prose.py OUT [--repositories DIR] [--only essays_novels ...]

Reads the repositories of tools/prose.toml, each at its commit, and writes OUT/*.txt (a good sentence a line, none
twice, shuffled) and OUT/SOURCES.md. A repository is taken from DIR/owner+name (a clone, bare or not) where that is, or
else fetched from GitHub into a temporary folder, which is deleted when it has been read. Exit code 2: the list, a
repository or a file of it is not as it should be; the message names it.
"""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

# The folder of that name beside this file: Python prefers a package to a module.
from prose.errors import ProseError
from prose.markup import FAULTS, MARKUP
from prose.repositories import files_at, repository_at
from prose.sentences import FEWEST_WORDS, MOST_WORDS, sentences
from prose.sources import Source, read_sources

if TYPE_CHECKING:
    from collections.abc import Sequence

LIST = Path(__file__).with_suffix(".toml")
SEED = 7

HEAD = f"""\
# Prose

One sentence a line, {FEWEST_WORDS} to {MOST_WORDS} words, none twice in a file, shuffled (seed {SEED}).
Made by tools/prose.py.

| file | what | repository | commit | licence | sentences |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """How many sentences of a file are a repository's."""

    source: Source
    repository: str
    count: int

    def row(self) -> str:
        source = self.source
        commit = source.commits[self.repository][:10]
        cells = f"{source.file}.txt", source.what, self.repository, commit, source.licence, f"{self.count:,}"
        return f"| {' | '.join(cells)} |"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Collects English prose that people wrote, to train on.")
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder that the files are written to")
    parser.add_argument("--repositories", type=Path, metavar="DIR", help="a folder with clones named owner+name")
    parser.add_argument("--only", nargs="+", default=[], metavar="FILE", help="the files to make, without .txt")
    parser.add_argument("--list", type=Path, default=LIST, help="the list of repositories (%(default)s)")
    told = parser.parse_args(arguments)
    try:
        collect(read_sources(told.list), told.out, told.repositories, told.only)
    except (ProseError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def collect(sources: list[Source], out: Path, clones: Path | None, only: list[str]) -> None:
    """Writes the files of `only`, or all. Raises ProseError; files made before that stay."""
    files = list(dict.fromkeys(source.file for source in sources))
    if unknown := sorted(set(only) - set(files)):
        message = f"--only {' '.join(unknown)}: the list has {', '.join(files)}"
        raise ProseError(message)
    if clones and not clones.is_dir():
        message = f"--repositories {clones}: there is no such folder"
        raise ProseError(message)
    out.mkdir(parents=True, exist_ok=True)
    for file in only or files:
        lines: dict[str, None] = {}
        taken = []
        for source in (one for one in sources if one.file == file):
            for repository in source.commits:
                before = len(lines)
                lines |= dict.fromkeys(sentences_of(source, repository, clones))
                taken.append(Taken(source, repository, len(lines) - before))
                print(taken[-1].row(), flush=True)
        shuffled = list(lines)
        random.Random(SEED).shuffle(shuffled)  # noqa: S311 - the same order each time is what is wanted
        (out / f"{file}.txt").write_text("".join(f"{line}\n" for line in shuffled), encoding="utf-8")
        write_sources(out / "SOURCES.md", file, taken)


def sentences_of(source: Source, repository: str, clones: Path | None) -> list[str]:
    """The good sentences of a repository in the order of its files. Raises ProseError."""
    commit = source.commits[repository]
    found: list[str] = []
    with repository_at(repository, commit, clones) as folder:
        for path, content in files_at(folder, repository, commit, source.paths):
            try:
                found += (line for paragraph in MARKUP[source.markup](content) for line in sentences(paragraph))
            except FAULTS as error:
                message = f"{repository}: {path} is no {source.markup}: {error}"
                raise ProseError(message) from error
    return found


def write_sources(path: Path, file: str, taken: list[Taken]) -> None:
    """Puts the rows of a file into the table; rows of other files, of this run or an earlier one, stay."""
    rows = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    others = [row for row in rows if ".txt | " in row and not row.startswith(f"| {file}.txt | ")]
    path.write_text(HEAD + "".join(f"{row}\n" for row in sorted([*others, *(one.row() for one in taken)])), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
