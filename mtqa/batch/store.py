"""Where a run's results are kept: a folder here, or a place that fsspec reaches. A file appears whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from mtqa.errors import MtqaError

if TYPE_CHECKING:
    from collections.abc import Iterator

# An unfinished file; readers of Parquet folders leave out what begins with a point.
_UNFINISHED = ".unfinished-"


class StoreError(MtqaError):
    """Results cannot be written or read back. What was written before is whole, so the run can go on later."""


class Store(Protocol):
    """A place for results. Names are relative, with `/`. Each method raises StoreError."""

    target: str

    def write(self, name: str, data: bytes) -> None:
        """Put a file in place in one step, so that it is still there after a loss of power."""
        ...

    def read(self, name: str) -> bytes | None:
        """The bytes of a file, or None where there is none."""
        ...

    def size(self, name: str) -> int | None: ...

    def names(self, folder: str = "") -> list[str]:
        """The names in a folder, hidden ones left out; none where there is no folder."""
        ...

    def delete(self, name: str) -> None:
        """Take away a file or a folder; nothing happens where there is none."""
        ...

    def clean(self) -> None:
        """Take away what a killed run left half written."""
        ...


class LocalStore:
    """A folder of this machine, or one that it mounts."""

    def __init__(self, target: str) -> None:
        self.target = target
        self._root = Path(target)

    def write(self, name: str, data: bytes) -> None:
        path = self._root / name
        temporary = path.with_name(f"{_UNFINISHED}{os.getpid()}-{path.name}")
        with _explained(path):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                with temporary.open("wb") as stream:
                    stream.write(data)
                    stream.flush()
                    os.fsync(stream.fileno())
                temporary.replace(path)
                _sync_folder(path.parent)
            except BaseException:
                with contextlib.suppress(OSError):
                    temporary.unlink(missing_ok=True)
                raise

    def read(self, name: str) -> bytes | None:
        with _explained(self._root / name):
            try:
                return (self._root / name).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                return None

    def size(self, name: str) -> int | None:
        with _explained(self._root / name):
            try:
                return (self._root / name).stat().st_size
            except (FileNotFoundError, NotADirectoryError):
                return None

    def names(self, folder: str = "") -> list[str]:
        path = self._root / folder
        with _explained(path):
            try:
                return sorted(entry.name for entry in path.iterdir() if not entry.name.startswith("."))
            except FileNotFoundError:
                return []

    def delete(self, name: str) -> None:
        path = self._root / name
        with _explained(path):
            if path.is_dir() and not path.is_symlink():
                for entry in path.iterdir():
                    entry.unlink()
                path.rmdir()
            else:
                path.unlink(missing_ok=True)

    def clean(self) -> None:
        with _explained(self._root):
            for left in self._root.glob(f"**/{_UNFINISHED}*"):
                left.unlink(missing_ok=True)


class RemoteStore:
    """A place by its address, such as s3://bucket/folder. Object stores show an object when it is complete."""

    def __init__(self, target: str) -> None:
        self.target = target.rstrip("/")
        with _explained(target):
            import fsspec

            self._files, self._root = fsspec.core.url_to_fs(self.target)

    def write(self, name: str, data: bytes) -> None:
        with _explained(f"{self.target}/{name}"):
            self._files.makedirs(f"{self._root}/{name}".rpartition("/")[0], exist_ok=True)
            self._files.pipe_file(f"{self._root}/{name}", data)

    def read(self, name: str) -> bytes | None:
        with _explained(f"{self.target}/{name}"):
            try:
                return bytes(self._files.cat_file(f"{self._root}/{name}"))
            except FileNotFoundError:
                return None

    def size(self, name: str) -> int | None:
        with _explained(f"{self.target}/{name}"):
            try:
                return int(self._files.info(f"{self._root}/{name}")["size"])
            except FileNotFoundError:
                return None

    def names(self, folder: str = "") -> list[str]:
        with _explained(f"{self.target}/{folder}"):
            self._files.invalidate_cache()
            try:
                found = self._files.ls(f"{self._root}/{folder}".rstrip("/"), detail=False)
            except FileNotFoundError:
                return []
        return sorted(name.rstrip("/").rpartition("/")[2] for name in found)

    def delete(self, name: str) -> None:
        with _explained(f"{self.target}/{name}"), contextlib.suppress(FileNotFoundError):
            self._files.rm(f"{self._root}/{name}", recursive=True)

    def clean(self) -> None:
        """Nothing is ever half there."""


def is_address(path: str) -> bool:
    """Whether a path is one for fsspec, such as s3://bucket/folder."""
    return "://" in path


def open_store(target: str) -> Store:
    """The store at a path or address. Raises StoreError for an address that nothing here can reach."""
    return RemoteStore(target) if is_address(target) else LocalStore(target)


def _sync_folder(folder: Path) -> None:
    # A renamed file is on the disk only when its folder is; Windows has no way to ask for that.
    with contextlib.suppress(PermissionError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _explained(path: Path | str) -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise StoreError(f"{path}: cannot be reached ({error}); pip install 'mtqa[batch]' and what it names") from error
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StoreError(f"{path}: there is no room left on the disk") from error
        reason = error.strerror if isinstance(error, OSError) else None
        raise StoreError(f"{path}: cannot be read or written ({reason or error})") from error
