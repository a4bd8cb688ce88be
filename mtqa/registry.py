"""Finds components: a decorator marks them, and the package and its entry points are walked. There is no list to edit.

A new rule is a new file in `mtqa/detectors/`; a plug-in names a module under the entry-point group
`mtqa.detectors` (or `mtqa.readers`, `mtqa.reporters`, `mtqa.models`).
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from mtqa.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mtqa.types import Category, Document, DocumentReport, Severity


T = TypeVar("T")
R = TypeVar("R", bound=type)


class Registry(Generic[T]):
    """Components of one kind by name, loaded on first use from `package` and the entry points of the same name."""

    def __init__(self, package: str) -> None:
        self.package = package
        self._components: dict[str, T] = {}
        self._loading = False
        self._loaded = False
        self._lock = threading.RLock()

    def add(self, name: str, component: T) -> None:
        """Register `component`; a second one of the same name is an error of the programmer."""
        if name in self._components:
            msg = f"{self.package}: two components are called '{name}'"
            raise ValueError(msg)
        self._components[name] = component

    def _load(self) -> None:
        if self._loaded:
            return
        # Another thread waits until all is there; a component that asks while it is being imported does not.
        with self._lock:
            if self._loading or self._loaded:
                return
            self._loading = True
            try:
                self._import()
                self._loaded = True
            finally:
                self._loading = False

    def _import(self) -> None:
        package = importlib.import_module(self.package)
        for module in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
            importlib.import_module(f"{self.package}.{module}")
        # A sixth of the time of `mtqa --help` went into importing this.
        from importlib.metadata import entry_points

        for entry in entry_points(group=self.package):
            entry.load()

    def all(self) -> dict[str, T]:
        """Every component by name, in alphabetical order."""
        self._load()
        return dict(sorted(self._components.items()))

    def get(self, name: str) -> T:
        """The component called `name`. Raises ConfigError, naming the nearest one."""
        self._load()
        try:
            return self._components[name]
        except KeyError:
            kind = self.package.rpartition(".")[2].removesuffix("s").replace("detector", "rule")
            raise ConfigError(f"no {kind} is called '{name}'{nearest(name, self._components)}") from None


def nearest(name: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the known name closest to `name`, else the known names, else nothing."""
    import difflib

    names = sorted(known)
    begun = [known_name for known_name in names if name and known_name.startswith(name)]
    close = begun[:1] if len(begun) == 1 else difflib.get_close_matches(name, names, n=1)
    if close:
        return f"; did you mean '{close[0]}'?"
    return f"; known: {', '.join(names)}" if names else ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A detector and what is said of it. `check` takes a segment, or a document when `whole_document`.

    `its` is the ITS 2.0 localization quality issue type. `models` names what must be loaded to run it
    (`parser`, `grammar`, `language_model`, `tagger`). A rule that `gives_way` is dropped where another
    rule's finding overlaps. One that `excludes` takes its segments out of words, score and other rules.
    """

    name: str
    check: Any
    category: Category
    severity: Severity
    its: str
    models: frozenset[str]
    options: type | None
    whole_document: bool
    gives_way: bool
    excludes: bool
    needs_source: bool

    @property
    def documentation(self) -> str:
        """The detector's docstring, dedented."""
        return inspect.cleandoc(self.check.__doc__ or "")

    @property
    def summary(self) -> str:
        return self.documentation.partition("\n")[0]

    def examples(self, kind: str) -> list[str]:
        """The texts of the `Bad:` or `Good:` lines of the docstring, without the label."""
        return re.findall(rf"^\s*{kind}: (.+)$", self.documentation, re.MULTILINE)


class Reader(Protocol):
    """Turns the bytes of one format into a Document. `name` is what the JSON calls the format.

    A reader of a format that corrections can be written into also has `escaped(text: str) -> str`: plain words as
    the format writes them. One whose files are more than text in an encoding that shows (a header declares it, or the
    text is packed) has `encoded(text: str, data: bytes, path: str) -> bytes`: the file `data` with this text in it.
    `configured(config) -> Reader`, where there is one, gives the reader as a configuration sets it up; with
    `in_folders = False`, only files given by name are read.
    """

    name: str
    extensions: tuple[str, ...]

    def read(self, data: bytes, path: str) -> Document:
        """Raises ReadError, naming the line where it can."""
        ...


@dataclass(frozen=True, slots=True)
class Look:
    """How a report for people is to look: colour, the width in terminal cells, and whether to explain each rule."""

    color: bool = False
    width: int = 100
    why: bool = False


class Reporter(Protocol):
    """Writes a run in one format: `begin`, then `document` for each as it comes, then `end`, each giving text."""

    name: str

    def __init__(self, look: Look) -> None: ...
    def begin(self, version: str, signature: str) -> Iterator[str]: ...
    def document(self, report: DocumentReport) -> Iterator[str]: ...
    def end(self) -> Iterator[str]: ...


detectors: Registry[Rule] = Registry("mtqa.detectors")
readers: Registry[Reader] = Registry("mtqa.readers")
reporters: Registry[type[Reporter]] = Registry("mtqa.reporters")


def detector(
    name: str,
    *,
    category: Category,
    severity: Severity,
    its: str,
    models: Iterable[str] = (),
    options: type | None = None,
    gives_way: bool = False,
    excludes: bool = False,
    needs_source: bool = False,
    whole_document: bool = False,
) -> Callable[[Any], Any]:
    """Register a function of (segment, context) as a rule, and return it unchanged."""

    def register(check: Any) -> Any:
        detectors.add(
            name,
            Rule(
                name, check, category, severity, its, frozenset(models), options,
                whole_document, gives_way, excludes, needs_source,
            ),
        )  # fmt: skip
        return check

    return register


def document_detector(name: str, **settings: Any) -> Callable[[Any], Any]:
    """Register a function of (document, context), which sees all segments at once; its hits name their segment."""
    return detector(name, whole_document=True, **settings)


def reader(cls: R) -> R:
    """Register a reader class under its `name`, and return it unchanged."""
    readers.add(cls.name, cls())  # type: ignore[attr-defined]
    return cls


def reporter(cls: R) -> R:
    """Register a reporter class under its `name`, and return it unchanged."""
    reporters.add(cls.name, cls)  # type: ignore[attr-defined]
    return cls
