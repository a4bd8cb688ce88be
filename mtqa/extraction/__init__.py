"""Gathers the terms of a corpus, and the terms that it renders or spells in several ways."""
