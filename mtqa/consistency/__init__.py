"""What the rule `consistency` compares over a whole document, one kind of thing a file."""
