"""Whatever the package imports is declared: what a dependency brings along may be gone with its next version."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NAME = re.compile(r"[A-Za-z0-9._-]+")
# Libraries whose types are the interface of another, which chooses the version.
BROUGHT = {"starlette": "fastapi", "lsprotocol": "pygls", "markupsafe": "jinja2"}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    extras = [one for name, group in PROJECT["optional-dependencies"].items() if name != "dev" for one in group]
    return {plain(NAME.match(one)[0]) for one in (*PROJECT["dependencies"], *extras)}


def imported() -> dict[str, str]:
    """The modules from elsewhere that the package imports, each with a file that does."""
    result = {}
    for path in sorted((ROOT / "mtqa").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            for name in names:
                top = name.partition(".")[0]
                if top != "mtqa" and top not in sys.stdlib_module_names:
                    result.setdefault(top, str(path.relative_to(ROOT)))
    return result


@pytest.mark.parametrize(("module", "file"), imported().items(), ids=imported())
def test_what_is_imported_is_declared(module: str, file: str) -> None:
    installed = packages_distributions().get(module)
    if installed is None:
        pytest.skip(f"{module} is not installed; pip install 'mtqa[dev]'")
    names = {plain(name) for name in installed} | {BROUGHT.get(module, module)}
    assert names & declared(), f"{file} imports {module}, of {names}, which pyproject.toml does not name"
