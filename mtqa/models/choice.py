"""Which language model a configuration asks for: `embedded`, `transformers:MODEL` or `openai:MODEL@URL`.

Each backend is one file with a class, and its options are a dataclass beside it.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, TypeVar

from mtqa.errors import ConfigError
from mtqa.registry import nearest

if TYPE_CHECKING:
    from mtqa.config import Config
    from mtqa.models.base import LanguageModel

KINDS = ("embedded", "transformers", "openai")
#: What may be chosen in place of the embedded model, for `mtqa models`.
OTHERS = {
    "transformers:FOLDER_OR_NAME": (
        "any causal model, on this machine; it compares wordings and writes them. pip install 'mtqa[transformers]'"
    ),
    "openai:MODEL@URL": (
        "a server that speaks OpenAI's protocol; it is sent sentences of drafts and writes wordings. It compares them, "
        "too, where it says how likely a given text is (vLLM does); where it does not (llama.cpp, Ollama, chat "
        "services), the embedded model compares."
    ),
}

Options = TypeVar("Options")


def language_model(config: Config, threads: int = 0) -> LanguageModel:
    """The model, not loaded yet; the embedded one uses so many threads. Raises ConfigError for one that is none."""
    from mtqa.models.embedded import Embedded

    kind, _, name = config.language_model.partition(":")
    embedded = Embedded(offline=config.offline, cache=config.cache, threads=threads)
    settings = config.language_model_options
    if kind == "embedded" and not name:
        options(NoOptions, settings)
        return embedded
    if kind == "transformers" and name:
        from mtqa.models.transformers import Transformers, TransformersOptions

        return Transformers(name, options(TransformersOptions, settings), offline=config.offline, cache=config.cache)
    if kind == "openai" and name:
        from mtqa.models.openai import OpenAI, OpenAIOptions

        return OpenAI(name, options(OpenAIOptions, settings), embedded, offline=config.offline, cache=config.cache)
    raise ConfigError(
        f"language_model: '{config.language_model}' is none; it is embedded, transformers:FOLDER_OR_NAME "
        f"or openai:MODEL@URL{'' if name else nearest(kind, KINDS)}"
    )


@dataclasses.dataclass(frozen=True, slots=True)
class NoOptions:
    """The embedded model has none."""


def options(cls: type[Options], settings: dict[str, Any]) -> Options:
    """The options of a backend. Raises ConfigError, naming the key."""
    names = [item.name for item in dataclasses.fields(cls)]  # type: ignore[arg-type]
    for key in settings:
        if key not in names:
            raise ConfigError(f"language_model_options: unknown key '{key}'{nearest(key, names)}")
    if not settings:
        return cls()
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(cls).validate_python(settings)
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(f"language_model_options: '{first['loc'][0]}': {first['msg'].lower()}") from error
