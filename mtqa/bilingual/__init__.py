"""What the rules that read the source share: functions over two texts, with data in `mtqa/data/bilingual`."""
