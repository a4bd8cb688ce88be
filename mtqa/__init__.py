"""mtqa: a machine-translation quality checker. `mtqa.engine.check(document, config)` is the one way in."""

__version__ = "0.1.0"
