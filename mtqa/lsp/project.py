"""The settings and checkers of a workspace. Everything here runs in the one thread that checks."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from mtqa.config import COMMAND_LINE, Config, Resolved, merged, resolve_config
from mtqa.config_edit import add_name
from mtqa.discovery import Patterns
from mtqa.engine import Checker
from mtqa.incremental import Session
from mtqa.models import Models
from mtqa.overrides import PathConfigs

if TYPE_CHECKING:
    from pathlib import Path


EDITOR = "the editor's settings"
CONFIG_FILES = ("mtqa.toml", "pyproject.toml")
# What decides which models are loaded; as long as none of it changes, they stay.
MODEL_KEYS = ("language_model", "language_model_options", "tagger", "offline")
# These are merged with what an override says; other settings of the editor win over it.
MERGED = ("rules", "terms")


class Project:
    """The configuration of the folder `root`, or of the file `explicit`, with the settings of the editor on top.

    Nothing is in force before `load`; where that fails, what was in force before stays so.
    """

    def __init__(self, root: Path, explicit: Path | None = None) -> None:
        self.root = root
        self.explicit = explicit
        self.settings: dict[str, Any] = {}
        self._stamps: dict[Path, int] | None = None
        self._file: Path | None = None
        self._configs: PathConfigs | None = None
        self._general: Config | None = None
        self._models: Models | None = None
        self._sessions: list[tuple[Config, Session]] = []

    @property
    def loaded(self) -> bool:
        return self._configs is not None

    @property
    def stale(self) -> bool:
        """Whether a file of the configuration is other than it was when it was loaded, or is new."""
        return self._stamps != self._stamps_now()

    def load(self) -> None:
        """Read the configuration. Raises ConfigError, once for each state of the files."""
        self._stamps = self._stamps_now()
        resolved = resolve_config(self.root, self.explicit)
        self._file = resolved.path
        self._stamps = self._stamps_now()
        config = merged(resolved.config, self.settings, EDITOR)
        given = {key.replace("-", "_") for key in self.settings}.difference(MERGED)
        origins = resolved.origins | dict.fromkeys(given, COMMAND_LINE)
        configs = PathConfigs(Resolved(config, resolved.path, origins))
        if resolved.path is None:
            configs.folder = self.root
        old = self._general
        kept = old is not None and all(getattr(old, key) == getattr(config, key) for key in MODEL_KEYS)
        models = self._models if kept and self._models is not None else Models(config)
        session = Session(Checker(config, models))
        self._configs, self._general, self._models = configs, config, models
        self._sessions = [(config, session)]

    def prepare(self) -> None:
        """Load the models that drafts are checked with. Raises ModelError."""
        if self._general is not None:
            session = self._session(self._general)
            session.checker.models.load({need for rule in session.checker.rules for need in rule.models})

    def session(self, path: str) -> Session | None:
        """What checks a draft; None where the configuration leaves it out, or none is in force."""
        if self._configs is None:
            return None
        config = self._configs.of(path)
        if Patterns(self._configs.folder, config.include, config.exclude).leave_out(path, by_name=True):
            return None
        return self._session(config)

    def _session(self, config: Config) -> Session:
        for known, session in self._sessions:
            if known is config:
                return session
        session = Session(Checker(config, self._models or Models(config)))
        self._sessions.append((config, session))
        return session

    def never_flag(self, name: str, path: str) -> str:
        """Puts a name into the configuration's file, and says what happened. Raises MtqaError."""
        file = self._file or self.root / CONFIG_FILES[0]
        added = add_name(file, name)
        self.load()
        session = self.session(path)
        if session is not None and name not in session.checker.config.names:
            return f"“{name}” stands in {file}, but other settings for this draft have 'names' of their own"
        return f"“{name}” is never flagged now ({file})" if added else f"“{name}” stands in {file} already"

    def _stamps_now(self) -> dict[Path, int]:
        files = {self.root / name for name in CONFIG_FILES} | {self._file, self.explicit}
        return {path: _stamp(path) for path in files if path is not None}


def settings_for_mtqa(settings: Any) -> dict[str, Any] | None:
    """Of what an editor sends to all of its servers, what is meant for this one; None where nothing is.

    It stands under the name of the server, or alone, and then has keys of the configuration only.
    """
    if not isinstance(settings, dict) or not settings:
        return None
    if "mtqa" in settings:
        given = settings["mtqa"]
        return given if isinstance(given, dict) else None
    keys = {item.name for item in dataclasses.fields(Config)}
    return settings if all(key.replace("-", "_") in keys for key in settings) else None


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
