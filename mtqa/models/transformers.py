"""Any causal language model by its folder or its name on a hub, run by the library transformers (extra: transformers).

`device` and `dtype` are torch's names (`cuda`, `bfloat16`), or `auto`. With --offline nothing is fetched.
"""

from __future__ import annotations

import struct
import threading
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from mtqa.errors import ModelError
from mtqa.models.base import DEFAULT_SAMPLING, Question, Sampling, Token
from mtqa.models.cache import Cache
from mtqa.models.catalogue import home

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A longer text is scored in parts of this many tokens.
WINDOW = 512
# How answers to questions are drawn.
TOLD, SEED = 0.7, 1


@dataclass(frozen=True, slots=True)
class TransformersOptions:
    """Where and how the model runs. `batch` is the number of texts computed at once."""

    device: str = "auto"
    dtype: str = "auto"
    batch: int = 16


class Transformers:
    """A causal model, loaded when it is first asked. Safe to share between threads."""

    writes = True

    def __init__(
        self,
        name: str,
        options: TransformersOptions | None = None,
        *,
        offline: bool = False,
        cache: bool = True,
    ) -> None:
        self.name = name
        self.options = options or TransformersOptions()
        self.signature = f"transformers:{name}:{self.options.dtype}"
        self._offline = offline
        self._cache = Cache(home() / "scores-1.sqlite" if cache else None, f"total {self.signature}")
        self._lock = threading.RLock()

    def score(self, texts: Sequence[str]) -> list[float]:
        known = {text: struct.unpack("<d", value)[0] for text, value in self._cache.get(list(texts)).items()}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        totals = {
            text: sum(token.log_probability for token in tokens)
            for text, tokens in zip(new, self.tokens(new), strict=True)
        }
        self._cache.put({text: struct.pack("<d", value) for text, value in totals.items()})
        return [(known | totals)[text] for text in texts]

    def tokens(self, texts: Sequence[str]) -> list[list[Token]]:
        result: list[list[Token]] = [[] for _ in texts]
        windows = [window for index, text in enumerate(texts) for window in self._windows(index, text)]
        windows.sort(key=lambda window: len(window[1]))
        with self._lock:
            scored = []
            for start in range(0, len(windows), self.options.batch):
                batch = windows[start : start + self.options.batch]
                scored += list(zip(batch, self._log_probabilities([ids for _, ids, _ in batch]), strict=True))
        for (index, _, offsets), values in sorted(scored, key=lambda one: (one[0][0], one[0][2][:1])):
            result[index] += [Token(*offset, value) for offset, value in zip(offsets, values, strict=True)]
        return result

    def generate(
        self, prompts: Sequence[str], samples: int = 1, sampling: Sampling = DEFAULT_SAMPLING
    ) -> list[list[str]]:
        with self._lock:
            return [self._continued(prompt or self._begin, samples, sampling) for prompt in prompts]

    def answer(self, questions: Sequence[Question], samples: int = 1) -> list[list[str]] | None:
        """Answers of a model that comes with a form for conversations; None by one that does not. Raises ModelError.

        They are drawn from the same seed each time, so that a second run gets the same.
        """
        if not self._tokenizer.chat_template:
            return None
        import torch

        results = []
        with self._lock, torch.random.fork_rng():
            for question in questions:
                torch.manual_seed(SEED)
                prompt = self._conversation(question)
                sampling = Sampling(max_tokens=question.max_tokens, temperature=TOLD, stop=None)
                results.append(self._continued(prompt, samples, sampling, add_special_tokens=False))
        return results

    def _conversation(self, question: Question) -> str:
        """A question in the model's own form for conversations, to be answered without thinking aloud."""
        from jinja2 import TemplateError

        told, asked = {"role": "system", "content": question.instruction}, {"role": "user", "content": question.text}
        both = {"role": "user", "content": f"{question.instruction}\n\n{question.text}"}
        form = partial(
            self._tokenizer.apply_chat_template, add_generation_prompt=True, tokenize=False, enable_thinking=False
        )
        try:
            return str(form([told, asked]))
        except TemplateError:
            # Some models know no instructions beside what the user says.
            return str(form([both]))

    def _continued(self, prompt: str, samples: int, sampling: Sampling, **tokenizing: Any) -> list[str]:
        inputs = self._tokenizer(prompt, return_tensors="pt", **tokenizing).to(self._model.device)
        made = self._model.generate(
            **inputs, max_new_tokens=sampling.max_tokens, num_return_sequences=samples,
            pad_token_id=self._begin_id, **_drawing(samples, sampling),
        )  # fmt: skip
        texts = self._tokenizer.batch_decode(made[:, inputs["input_ids"].shape[1] :], skip_special_tokens=True)
        return [text.split(sampling.stop, 1)[0] if sampling.stop else text for text in texts]

    def _windows(self, index: int, text: str) -> Iterator[tuple[int, list[int], list[tuple[int, int]]]]:
        encoded = self._tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
        ids, offsets = encoded["input_ids"], [tuple(offset) for offset in encoded["offset_mapping"]]
        for start in range(0, len(ids), WINDOW):
            yield index, ids[start : start + WINDOW], offsets[start : start + WINDOW]

    def _log_probabilities(self, batch: Sequence[list[int]]) -> list[list[float]]:
        """Of each token of each row, in the context of the begin token and the tokens before it."""
        import torch

        longest = max(map(len, batch)) + 1
        rows = [[self._begin_id, *ids] + [self._begin_id] * (longest - 1 - len(ids)) for ids in batch]
        mask = [[1] * (len(ids) + 1) + [0] * (longest - 1 - len(ids)) for ids in batch]
        device = self._model.device
        with torch.inference_mode():
            inputs = torch.tensor(rows, device=device)
            logits = self._model(inputs, attention_mask=torch.tensor(mask, device=device)).logits.float()
            values = logits[:, :-1].log_softmax(-1).gather(2, inputs[:, 1:, None])[..., 0].cpu()
        return [values[number, : len(ids)].tolist() for number, ids in enumerate(batch)]

    @property
    def _begin(self) -> str:
        return str(self._tokenizer.convert_ids_to_tokens(self._begin_id))

    @cached_property
    def _begin_id(self) -> int:
        tokenizer = self._tokenizer
        # A model without a begin token was trained on texts that follow its end token.
        begin = tokenizer.bos_token_id if tokenizer.bos_token_id is not None else tokenizer.eos_token_id
        if begin is None:
            raise ModelError(f"the model {self.name} has neither a begin nor an end token, so it cannot score texts")
        return int(begin)

    @cached_property
    def _tokenizer(self) -> Any:
        return self._loaded("AutoTokenizer")

    @cached_property
    def _model(self) -> Any:
        import torch

        device = self.options.device
        if device == "auto":
            device = "cuda" if torch.cuda.is_available() else "cpu"
        model = self._loaded("AutoModelForCausalLM", dtype=self.options.dtype)
        return model.to(device).eval()

    def _loaded(self, what: str, **settings: Any) -> Any:
        try:
            import transformers
        except ImportError as error:
            raise ModelError(f"the model {self.name} needs: pip install 'mtqa[transformers]'") from error
        try:
            # No code that comes with a model is run.
            return getattr(transformers, what).from_pretrained(
                self.name, local_files_only=self._offline, trust_remote_code=False, **settings
            )
        except (OSError, ValueError) as error:
            reason = str(error).strip().split("\n")[0]
            raise ModelError(f"the language model {self.name} does not load: {reason}") from error


def _drawing(samples: int, sampling: Sampling) -> dict[str, Any]:
    if sampling.temperature == 0:
        return {"do_sample": False, "num_beams": samples}
    return {
        "do_sample": True, "temperature": sampling.temperature, "top_k": sampling.top_k, "top_p": sampling.top_p,
    }  # fmt: skip
