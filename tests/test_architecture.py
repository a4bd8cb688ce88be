"""The import rule, and that docs/architecture.md names files that are there."""

import ast
import re
from pathlib import Path

import pytest

import mtqa

ROOT = Path(mtqa.__file__).parent
# A component knows nothing of what uses it.
COMPONENTS = (
    "detectors",
    "readers",
    "reporters",
    "models",
    "candidates",
    "names",
    "clauses",
    "grammar",
    "typesetting",
    "consistency",
    "bilingual",
    "terms",
)
ABOVE = ("mtqa.engine", "mtqa.cli", "mtqa.commands", "mtqa.pipeline", "mtqa.checking", "mtqa.lsp", "mtqa.web")


def imports(path):
    """Every module of mtqa that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("mtqa"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mtqa"):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(module, packages):
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def test_values_import_nothing():
    assert list(imports(ROOT / "types.py")) == []


def test_the_registry_knows_values_and_errors_alone():
    assert all(within(module, ("mtqa.types", "mtqa.errors")) for module in imports(ROOT / "registry.py"))


@pytest.mark.parametrize("folder", COMPONENTS)
def test_components_do_not_import_what_uses_them(folder):
    files = list((ROOT / folder).rglob("*.py"))
    assert files
    wrong = [(path.name, module) for path in files for module in imports(path) if within(module, ABOVE)]
    assert wrong == []


def test_detectors_do_not_import_one_another():
    wrong = [
        (path.name, module)
        for path in (ROOT / "detectors").glob("*.py")
        for module in imports(path)
        if within(module, ("mtqa.detectors",))
    ]
    assert wrong == []


def test_the_engine_imports_no_front_end():
    front = ("mtqa.cli", "mtqa.commands", "mtqa.lsp", "mtqa.web", "mtqa.batch")
    assert not any(within(module, front) for module in imports(ROOT / "engine.py"))


@pytest.mark.parametrize(("folder", "others"), [("web", ("lsp",)), ("lsp", ("web",))])
def test_front_ends_do_not_import_one_another(folder, others):
    files = list((ROOT / folder).rglob("*.py"))
    assert files
    apart = ("mtqa.cli", "mtqa.commands", *(f"mtqa.{other}" for other in others))
    assert [(path.name, module) for path in files for module in imports(path) if within(module, apart)] == []


def test_the_page_names_files_that_exist():
    page = (ROOT.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(?:mtqa/)?([a-z_/]+(?:\.py|/))`", page))
    assert named
    assert sorted(name for name in named if not (ROOT / name).exists()) == []
