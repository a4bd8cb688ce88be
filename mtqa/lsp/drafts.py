"""The drafts that are open in the editor: each is checked after a pause in typing, and a stale check is given up."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mtqa.errors import ReadError
from mtqa.lsp import formats, work
from mtqa.lsp.diagnostics import diagnostic, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsprotocol import types

    from mtqa.lsp.desk import Desk
    from mtqa.lsp.places import Places
    from mtqa.lsp.work import Checked, Offer
    from mtqa.types import Finding

    Publish = Callable[["Version", list[types.Diagnostic]], None]

# Seconds without a key after which a draft is checked. A check that a further key makes stale is given up, and what it
# read is remembered, so a short pause costs little.
PAUSE = 0.08


@dataclass(eq=False, slots=True)
class Version:
    """A draft as it stood at some time; `number` is the editor's. `name` is None for what is no draft.

    `give_up` ends everything that is done for it. `checked` is None until it was read and checked.
    """

    uri: str
    number: int
    language: str
    places: Places
    path: str
    name: str | None
    give_up: threading.Event = field(default_factory=threading.Event)
    task: asyncio.Task[None] | None = None
    checked: Checked | None = None
    offers: dict[Finding, tuple[Offer, ...]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.places.text

    def findings(self, first: int, last: int) -> list[Finding]:
        """The findings that touch a range of offsets."""
        report = self.checked.report if self.checked else None
        return [one for one in report.findings if one.start <= last and one.end >= first] if report else []

    def stop(self) -> None:
        self.give_up.set()
        if self.task is not None:
            self.task.cancel()


class Drafts:
    """Open drafts by their URI. Its methods run in the event loop."""

    def __init__(self, desk: Desk, publish: Publish) -> None:
        self._desk = desk
        self._publish = publish
        self._open: dict[str, Version] = {}

    def get(self, uri: str) -> Version | None:
        return self._open.get(uri)

    def put(self, uri: str, number: int, language: str, places: Places, pause: float = 0.0) -> None:
        """A draft in a new version; it is checked after the pause unless a newer one comes."""
        old = self._open.get(uri)
        if old is not None:
            old.stop()
        path = formats.path_of(uri)
        version = Version(uri, number, language, places, path, formats.name_of(path, language))
        self._open[uri] = version
        version.task = asyncio.create_task(self._check(version, pause))

    def close(self, uri: str) -> None:
        """Forgets a draft, and takes its findings away."""
        version = self._open.pop(uri, None)
        if version is not None:
            version.stop()
            self._publish(version, [])

    def check_again(self) -> None:
        """Checks every draft anew, since the settings are others."""
        for version in list(self._open.values()):
            self.put(version.uri, version.number, version.language, version.places)

    def stop(self) -> None:
        for version in self._open.values():
            version.stop()

    async def checked(self, uri: str) -> Version | None:
        """A draft that was checked as it stands now. None while models load, and where it is checked in vain."""
        version = self.get(uri)
        if version is None or version.task is None or not self._desk.ready:
            return None
        await asyncio.wait({version.task})
        return version if version.checked is not None and not version.give_up.is_set() else None

    async def offers(self, version: Version, finding: Finding) -> tuple[Offer, ...]:
        """The corrections of a finding, looked for once for each version; none where a newer version came."""
        checked = version.checked
        if checked is None:
            return ()
        if finding not in version.offers:
            found = await self._desk.run(version.give_up, work.offers, checked, finding)
            if found is None:
                return ()
            version.offers[finding] = found
        return version.offers[finding]

    async def _check(self, version: Version, pause: float) -> None:
        await asyncio.sleep(pause)
        if version.name is None:
            self._desk.say_once(f"{version.path}: mtqa reads no format of that name, so it is not checked")
            return
        await self._desk.loaded()
        try:
            checked = await self._desk.check(version.give_up, version.path, version.name, version.text)
        except ReadError as error:
            self._show(version, [unreadable(error.message, version.places)])
            return
        if not version.give_up.is_set():
            version.checked = checked
            findings = checked.report.findings if checked else ()
            self._show(version, [diagnostic(finding, version.places) for finding in findings])

    def _show(self, version: Version, diagnostics: list[types.Diagnostic]) -> None:
        if self._open.get(version.uri) is version and not version.give_up.is_set():
            self._publish(version, diagnostics)
