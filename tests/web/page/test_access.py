"""Whether everybody can use the page: axe-core finds no serious fault, light and dark, wide and narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


def looks() -> list[object]:
    return [
        pytest.param({"viewport": size, "color_scheme": scheme}, id=f"{size['width']}-{scheme}")
        for size in (WIDE, NARROW)
        for scheme in ("light", "dark")
    ]


@pytest.mark.parametrize("page", looks(), indirect=True)
def test_no_serious_fault_of_access(page: Page) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python").Axe()

    def serious() -> list[tuple[str, str]]:
        found = axe.run(page).response["violations"]
        return [
            (one["id"], node["html"])
            for one in found
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]

    assert serious() == []
    page.click("#sample")
    page.wait_for_selector("mark.critical")
    if page.locator("#handle").is_visible():
        page.click("#handle")
    page.locator("#list .entry", has_text="North American").click()
    assert serious() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    assert serious() == []
