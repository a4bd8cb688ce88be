"""The few exceptions of mtqa: each says what is wrong, where, and what to do. The command line exits with 2."""

from __future__ import annotations


class MtqaError(Exception):
    """Anything that a person can mend; its text is shown without a traceback."""


class ConfigError(MtqaError):
    """The configuration file or an option is wrong."""


class ReadError(MtqaError):
    """A file cannot be read as a draft. Carries the path, so that the other files can still be checked."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.message = message


class ModelError(MtqaError):
    """A model is missing or does not load; the message names the command that mends it."""


class RuleError(MtqaError):
    """A detector failed: a fault of mtqa or of a plug-in, not of the draft."""

    def __init__(self, rule: str, path: str, cause: Exception) -> None:
        super().__init__(
            f"{path}: the rule '{rule}' failed ({type(cause).__name__}: {cause}); "
            f"leave it out with --ignore {rule}, and report it with what --debug prints"
        )
        self.rule = rule
        self.path = path


class Cancelled(MtqaError):  # noqa: N818 - nothing went wrong
    """A check was given up because nobody waits for it any more (`mtqa.cancellation`)."""

    def __init__(self) -> None:
        super().__init__("the check was given up")
