"""The models behind the rules, loaded on first use: the parser, the grammar checker, the language model, the tagger."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.config import Config
    from mtqa.models.base import LanguageModel
    from mtqa.models.grammar import Grammar
    from mtqa.models.parser import Parser
    from mtqa.models.tagger import Tagger


class Models:
    """Every model a run may need. Holding one costs nothing; a model loads when it is first asked for.

    Each uses so many `threads`; 0 stands for one a core.
    """

    def __init__(self, config: Config, threads: int = 0) -> None:
        self.config = config
        self.threads = threads

    @cached_property
    def parser(self) -> Parser:
        from mtqa.models.parser import Parser

        return Parser()

    @cached_property
    def grammar(self) -> Grammar:
        from mtqa.models.grammar import Grammar

        return Grammar()

    @cached_property
    def language_model(self) -> LanguageModel:
        from mtqa.models.choice import language_model

        return language_model(self.config, self.threads)

    @cached_property
    def tagger(self) -> Tagger:
        from pathlib import Path

        from mtqa.models.tagger import FOLDER, Tagger

        return Tagger(FOLDER if self.config.tagger is None else Path(self.config.tagger), self.threads)

    def forget(self) -> None:
        """Lets go of what the loaded models remember of texts, so that what came before has no say in what comes."""
        for name in ("parser", "grammar", "language_model", "tagger"):
            forget = getattr(vars(self).get(name), "forget", None)
            if forget is not None:
                forget()

    def load(self, needed: set[str]) -> None:
        """Load what is needed now rather than at the first question, by asking each something. Raises ModelError."""
        text = "The models read a sentence."
        if "parser" in needed:
            self.parser.parse(text)
        if "grammar" in needed:
            self.grammar.lint(text)
        if needed & {"language_model", "tagger"}:
            # Wordings for what the tagger marks are compared by the language model.
            self.language_model.score([text])
        if "tagger" in needed:
            self.tagger.read([text])

    def require(self, needed: set[str]) -> None:
        """Refuse a run offline without a model that it needs, whatever the drafts hold. Raises ModelError."""
        from mtqa.models.embedded import Embedded

        if "language_model" in needed and self.config.offline and isinstance(self.language_model, Embedded):
            self.language_model.require()

    def signatures(self, needed: set[str]) -> list[str]:
        """`name:version` of the models that carry weights and are needed, for the report's signature."""
        parts = []
        if "language_model" in needed:
            parts.append(f"lm:{self.language_model.signature}")
        if "tagger" in needed:
            parts.append(f"tagger:{self.tagger.signature}")
        return parts
