"""What the rule `fragments` looks for: one file for each way in which a sentence breaks, pure functions of text."""
