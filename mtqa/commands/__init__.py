"""The commands of the command line, one a file: each parses, calls a plain function, and prints."""
