"""Words that are grammar rather than matter."""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    (
        "the a an this that these those my your his her its our their some any no each every and or but nor of in to "
        "for on with by at from as than into is are was were be been being has have had do does did will would can "
        "could may might must shall should not i you he she it we they me him them us who which what when where how if "
        "because there here so very also just only"
    ).split()
)
