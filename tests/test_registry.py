"""Components are all there for whoever asks first, in any thread."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from mtqa.registry import Registry

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_thread_that_asks_meanwhile_waits_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "slow_components"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "first.py").write_text("import slow_registry as r\nr.registry.add('first', 1)\n")
    (package / "second.py").write_text(
        "import slow_registry as r\nr.begun.set()\nassert r.go.wait(20)\nr.registry.add('second', 2)\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    module = type(sys)("slow_registry")
    registry: Registry[int] = Registry("slow_components")
    begun, go = threading.Event(), threading.Event()
    vars(module).update(registry=registry, begun=begun, go=go)
    monkeypatch.setitem(sys.modules, "slow_registry", module)

    answers: list[dict[str, int]] = []
    asking = [threading.Thread(target=lambda: answers.append(registry.all())) for _ in range(2)]
    asking[0].start()
    assert begun.wait(20)
    asking[1].start()
    assert answers == []
    go.set()
    for thread in asking:
        thread.join(20)
    assert answers == [{"first": 1, "second": 2}] * 2
