"""The report of a batch run: its figures with intervals, groups compared, faults with examples, references."""

from mtqa.batch.report.writing import COMPARISON, FILES, write, write_comparison

__all__ = ["COMPARISON", "FILES", "write", "write_comparison"]
