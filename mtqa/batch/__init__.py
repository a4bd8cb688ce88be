"""Corpora: many documents in, a table of them and of their findings out, and a report."""
