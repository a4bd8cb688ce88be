"""Parts of the command tools/prose.py: the list of sources, repositories, markup, sentences."""
