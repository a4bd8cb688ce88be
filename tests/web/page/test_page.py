"""The editor's page, driven in a browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

STATIC = Path(__file__).parents[3] / "mtqa" / "web" / "static"
XLIFF = (STATIC.parents[2] / "fixtures" / "page" / "units.xlf").read_text(encoding="utf-8")
SAMPLE = (STATIC / "sample.txt").read_text(encoding="utf-8")
WRONG, RIGHT = "North American Treaty Organization", "North Atlantic Treaty Organization"
NARROW = {"width": 390, "height": 844}
ENTRY = "#list > li"


def paste(page: Page, text: str) -> None:
    page.locator(".field").first.focus()
    page.keyboard.insert_text(text)


def checked(page: Page) -> None:
    page.wait_for_selector('#status[data-state="done"]')


def field(page: Page) -> str:
    return page.locator(".field").first.input_value()


def entry(page: Page, words: str) -> Locator:
    return page.locator(f"{ENTRY} .entry", has_text=words).first


@pytest.fixture
def sample(page: Page) -> Page:
    paste(page, SAMPLE)
    page.wait_for_selector("mark.critical")
    checked(page)
    return page


def test_a_finding_is_marked_and_listed(sample: Page) -> None:
    mark = sample.locator("mark.critical")
    assert mark.inner_text() == WRONG
    assert mark.get_attribute("data-letter") == "C"
    entry(sample, WRONG).click()
    assert "NATO stands for" in sample.inner_text(f"{ENTRY}.open .reason")
    assert sample.inner_text("#findings-count") == str(sample.locator(ENTRY).count())


def test_accept_undo_and_redo_by_key(sample: Page) -> None:
    entry(sample, WRONG).focus()
    score = float(sample.inner_text("#score"))
    sample.keyboard.press("Enter")
    assert RIGHT in field(sample)
    checked(sample)
    assert sample.locator("mark.critical").count() == 0
    assert float(sample.inner_text("#score")) > score
    sample.keyboard.press("Control+z")
    assert field(sample) == SAMPLE
    sample.wait_for_selector("mark.critical")
    sample.keyboard.press("Control+Shift+z")
    assert RIGHT in field(sample)


def test_keys_in_the_text_open_the_card_beside_the_mark(sample: Page) -> None:
    sample.locator(".field").focus()
    sample.keyboard.press("Control+Home")
    sample.keyboard.press("Alt+ArrowDown")
    assert sample.locator("#popover").is_visible()
    assert WRONG in sample.get_attribute("#popover", "aria-label")
    sample.keyboard.press("Alt+Enter")
    assert RIGHT in field(sample)
    assert sample.locator("#popover").is_hidden()


def test_j_k_and_ones_own_wording(sample: Page) -> None:
    sample.locator(f"{ENTRY} .entry").first.focus()
    first = sample.locator(f"{ENTRY}.open").get_attribute("data-key")
    sample.keyboard.press("j")
    assert sample.locator(f"{ENTRY}.open").get_attribute("data-key") != first
    sample.keyboard.press("k")
    assert sample.locator(f"{ENTRY}.open").get_attribute("data-key") == first
    sample.keyboard.press("e")
    sample.keyboard.insert_text("the alliance")
    sample.keyboard.press("Enter")
    assert "report of the the alliance (NATO)" in field(sample)


def test_dismissals_are_undone_kept_and_brought_back(sample: Page) -> None:
    entry(sample, WRONG).focus()
    sample.keyboard.press("d")
    assert sample.locator("mark.critical").count() == 0
    sample.keyboard.press("Control+z")
    assert sample.locator("mark.critical").count() == 1
    entry(sample, WRONG).focus()
    sample.keyboard.press("n")
    assert sample.locator("mark.critical").count() == 0
    sample.reload()
    sample.wait_for_selector("html[data-ready]")
    checked(sample)
    assert sample.locator("mark.critical").count() == 0
    sample.click("#aside summary")
    sample.click("#aside button")
    assert sample.locator("mark.critical").count() == 1


def test_a_refresh_loses_nothing(sample: Page) -> None:
    entry(sample, WRONG).focus()
    sample.keyboard.press("Enter")
    sample.locator(".field").focus()
    sample.keyboard.press("Control+End")
    sample.keyboard.type("One more line.")
    text = field(sample)
    sample.reload()
    sample.wait_for_selector("html[data-ready]")
    assert field(sample) == text
    sample.keyboard.press("Control+z")
    assert field(sample) == text.removesuffix("One more line.")
    sample.keyboard.press("Control+z")
    assert field(sample) == SAMPLE


def test_an_edit_keeps_its_marks_in_place(sample: Page) -> None:
    sample.locator(".field").focus()
    sample.keyboard.press("Control+Home")
    sample.keyboard.type("\U0001f600 Today, ")
    checked(sample)
    assert sample.locator("mark.critical").inner_text() == WRONG
    assert sample.locator("mark", has_text="1.400").count() == 1


def test_offsets_are_converted_between_code_points_and_utf_16(page: Page) -> None:
    text = "a\U0001f600b\U0001f468‍\U0001f469é"
    script = """async (text) => {
        const { Offsets } = await import("/js/offsets.js");
        const offsets = new Offsets(text);
        const ends = [];
        let units = 0;
        for (const letter of [...text, ""]) { ends.push(units); units += letter.length; }
        return [ends, ends.map((_, index) => offsets.toUnits(index)), ends.map((one) => offsets.toPoints(one))];
    }"""
    expected, units, points = page.evaluate(script, text)
    assert units == expected
    assert points == list(range(len(text) + 1))


def test_filters_narrow_the_list_and_the_marks(sample: Page) -> None:
    total = sample.locator(ENTRY).count()
    sample.locator("#severities input[data-value=minor]").uncheck()
    assert 0 < sample.locator(ENTRY).count() < total
    assert sample.locator("mark.minor").count() == 0
    sample.click("#filters-reset")
    assert sample.locator(ENTRY).count() == total
    sample.click("#more-filters summary")
    sample.locator("#confidence").fill("90")
    sure = sample.locator(ENTRY).count()
    assert sure > 0
    sample.locator("#confidence").fill("95")
    assert sample.locator(ENTRY).count() < sure


def test_the_strip_leads_to_a_sentence(sample: Page) -> None:
    sample.locator("#strip .critical").click()
    assert WRONG in sample.inner_text(f"{ENTRY}.current, {ENTRY}.open")
    assert "2 findings" in sample.get_attribute("#strip", "aria-valuetext")


def saved(page: Page, button: str) -> tuple[str, str]:
    page.click("#export summary")
    with page.expect_download() as waiting:
        page.click(button)
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_text(encoding="utf-8")


def test_exports(sample: Page) -> None:
    entry(sample, "1.400").focus()
    sample.keyboard.press("d")
    entry(sample, WRONG).focus()
    sample.keyboard.press("a")
    checked(sample)
    name, draft = saved(sample, "#export-draft")
    assert (name, draft) == ("draft.corrected.txt", SAMPLE.replace(WRONG, RIGHT))
    name, report = saved(sample, "#export-json")
    (document,) = json.loads(report)["documents"]
    assert [one["text"] for one in document["hidden"]] == ["1.400"]
    assert "names" not in [one["rule"] for one in document["findings"]]
    name, report = saved(sample, "#export-html")
    assert name == "draft.mtqa.html"
    assert report.startswith("<!doctype html>")
    name, baseline = saved(sample, "#export-baseline")
    (known,) = json.loads(baseline)["documents"].values()
    assert [one["text"] for one in known] == ["1.400"]


def test_the_source_stands_beside_the_draft(page: Page) -> None:
    paste(page, "The town has $ 30 million.\n\nIt is the the small town.\n")
    checked(page)
    page.click("#source")
    page.fill("#source-text", "Die Stadt hat 30 Millionen Dollar.\nSie ist klein.")
    page.click("#source-form .primary")
    checked(page)
    assert page.locator(".rows .source").all_inner_texts() == ["Die Stadt hat 30 Millionen Dollar.", "Sie ist klein."]
    assert page.locator("mark", has_text="$ 30 million").count() == 1
    entry(page, "the the").focus()
    page.keyboard.press("a")
    assert page.locator(".rows .field").nth(1).input_value() == "It is the small town."
    page.click("#source")
    page.click("#source-remove")
    assert field(page) == "The town has $ 30 million.\n\nIt is the small town.\n"


def test_a_file_of_translation_units_is_corrected_in_its_format(page: Page) -> None:
    page.set_input_files("#file", {"name": "a.xlf", "mimeType": "text/xml", "buffer": XLIFF.encode()})
    page.wait_for_selector(".rows mark")
    checked(page)
    entry(page, "the the").focus()
    page.keyboard.press("a")
    page.reload()
    page.wait_for_selector(".rows")
    checked(page)
    name, corrected = saved(page, "#export-draft")
    assert (name, corrected) == ("a.corrected.xlf", XLIFF.replace("12 the the first", "12 the first"))


CODES = """<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="de"
target-language="en" datatype="plaintext"><body><trans-unit id="1">
<source>\U0001f600 Die Stadt <ph id="1">%s</ph> hat 30 Dollar<x id="2"/>.</source>
<target>The town<x id="2"/> <ph id="1">%s</ph> has the the 30 dollars.</target></trans-unit></body></file></xliff>
"""


def test_codes_are_numbered_chips_and_move_no_words(page: Page) -> None:
    page.set_input_files("#file", {"name": "a.xlf", "mimeType": "text/xml", "buffer": CODES.encode()})
    page.wait_for_selector(".rows mark")
    labels = "chips => chips.map(chip => [chip.dataset.label, chip.textContent])"
    assert page.locator(".source .code").evaluate_all(labels) == [["1", "\ufffc"], ["2", "\ufffc"]]
    assert page.locator(".layer .code").evaluate_all(labels) == [["2", "\ufffc"], ["1", "\ufffc"]]
    assert page.locator(".source .code").first.get_attribute("aria-label") == "code 1"
    text = page.locator(".rows .field")
    assert text.get_attribute("title") == 'Codes: 1 is ph id="1", 2 is x id="2"'
    assert text.input_value() == page.locator(".layer").inner_text() == "The town\ufffc \ufffc has the the 30 dollars."
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"mtqa codes\"', '\\ufffc'))")
    assert page.locator("mark").first.inner_text() == "the the"
    checked(page)
    entry(page, "the the").focus()
    page.keyboard.press("a")
    assert page.locator(".layer .code").evaluate_all(labels) == [["2", "\ufffc"], ["1", "\ufffc"]]
    assert saved(page, "#export-draft")[1] == CODES.replace("has the the 30", "has the 30")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        pytest.param(413, "may have 10 mb", id="too-large"),
        pytest.param(500, "a fault in mtqa", id="fault"),
        pytest.param(429, "busy with other drafts", id="busy"),
        pytest.param(None, "does not answer", id="gone"),
    ],
)
def test_what_goes_wrong_is_said_in_plain_words(page: Page, faults: list[str], status: int | None, words: str) -> None:
    said = {"error": {"code": "x", "message": "a draft may have 10 MB here" if status == 413 else "a fault in mtqa"}}
    answers = [status]

    def refuse(route: object) -> None:
        if not answers:
            route.continue_()
        elif answers.pop() is None:
            route.abort()
        else:
            route.fulfill(status=status, json=said, headers={"Retry-After": "30"})

    page.route("**/api/check", refuse)
    paste(page, "It is in the the town.")
    page.wait_for_selector("#notice:visible")
    assert words in page.inner_text("#notice").lower()
    assert field(page) == "It is in the the town."
    page.click("#notice button >> text=Try again")
    page.wait_for_selector(ENTRY, state="attached")
    page.wait_for_selector("#notice", state="hidden")
    assert all("Failed to load resource" in fault for fault in faults)
    faults.clear()


def test_an_empty_page_does_not_say_that_it_was_checked(sample: Page) -> None:
    assert sample.inner_text("#status") == "Checked"
    sample.click("#new")
    sample.wait_for_selector("#empty:visible")
    assert sample.inner_text("#status") == "Ready"


def test_a_file_that_cannot_be_read_leaves_the_draft_as_it_was(page: Page, faults: list[str]) -> None:
    paste(page, "It is in the the town.")
    checked(page)
    page.set_input_files("#file", {"name": "photo.txt", "mimeType": "text/plain", "buffer": b"%PDF-1.7"})
    page.wait_for_selector("#notice:visible")
    assert page.inner_text("#notice p").startswith("photo.txt: is")
    assert page.locator("#notice button").count() == 1
    assert page.inner_text("#status") == "Checked"
    assert field(page) == "It is in the the town."
    assert all("Failed to load resource" in fault for fault in faults)
    faults.clear()


@pytest.mark.parametrize("page", [{"viewport": NARROW, "has_touch": True}], indirect=True, ids=["390"])
def test_a_small_window_has_the_list_at_its_foot(page: Page) -> None:
    paste(page, SAMPLE)
    page.wait_for_selector("mark.critical")
    checked(page)
    assert page.locator(ENTRY).first.is_hidden()
    page.click("#handle")
    entry(page, WRONG).click()
    page.locator(f"{ENTRY}.open [data-action=accept]").click()
    assert RIGHT in field(page)
    page.click("#handle")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("address", ["whole_address"], indirect=True, ids=["every-rule"])
def test_the_gauge_says_why_it_takes_a_draft_for_machine_translated(sample: Page) -> None:
    assert "machine-translated" in sample.inner_text("#machine-text")
    sample.click("#machine-reasons summary")
    assert sample.locator("#machine-list li").count() > 0
