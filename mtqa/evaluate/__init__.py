"""Measures the tagger and the checker's findings against annotated data, with intervals by bootstrap."""

from __future__ import annotations

from mtqa.evaluate.run import Evaluation, Row, Settings, evaluate

__all__ = ["Evaluation", "Row", "Settings", "evaluate"]
