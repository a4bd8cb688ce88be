"""The page's script in a browser: tables sort, findings filter, and the content policy lets nothing else run."""

import shutil

import pytest

from mtqa.batch.report import write

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: sh tools/browser.sh installs one")


@pytest.fixture
def page(make):
    sync = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    folder = make.run(*make.made_up(80))
    write(folder)
    with sync.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page()
        problems = []
        opened.on("console", lambda message: problems.append(message.text))
        opened.on("pageerror", lambda error: problems.append(str(error)))
        opened.goto((folder / "report.html").as_uri())
        yield opened
        browser.close()
    assert problems == []


def test_the_script(page):
    table = page.locator("table.sortable", has=page.locator("th", has_text="system")).first
    names = table.locator("tbody th")
    assert names.all_inner_texts()[0] == "Alder"
    head = table.locator("thead th", has_text="Faults per")
    head.locator("button").click()
    assert names.all_inner_texts() == ["Dogwood", "Cedar", "Birch", "Alder"]
    assert head.get_attribute("aria-sort") == "descending"
    head.locator("button").click()
    assert names.all_inner_texts() == ["Alder", "Birch", "Cedar", "Dogwood"]

    rows = page.locator("#all-findings tbody tr:visible")
    everything = rows.count()
    page.get_by_label("severity").select_option("critical")
    assert 0 < rows.count() < everything
    assert set(page.locator("#all-findings tbody tr:visible td:first-child").all_inner_texts()) == {"critical"}
    page.get_by_label("with the words").fill("nothing has these words")
    assert rows.count() == 0
    page.get_by_role("button", name="Clear").click()
    assert rows.count() == everything
    page.locator("a[data-rule=awkward]").click()
    assert 0 < rows.count() < everything


def test_the_page_is_no_wider_than_a_telephone(page):
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
