"""One component a file; the registry walks this package."""
