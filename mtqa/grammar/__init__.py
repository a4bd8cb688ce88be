"""English grammar shared by the rules: inflection, phrase patterns, and what harper's rules are worth."""
