"""What the rule `typography` looks for: one file for each kind of mark, pure functions of text, no model."""
