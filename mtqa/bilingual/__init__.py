"""What the rules that read the source share: pure functions over two texts, with their data in `mtqa/data/bilingual`."""
