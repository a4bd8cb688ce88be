from __future__ import annotations


class ProseError(Exception):
    """What the user can mend; the message names the repository, or the file, that it is about."""
