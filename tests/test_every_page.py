"""Every page of the site in a browser, in the synthetic clinic: accessible in both themes and on a phone, and quiet."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from clinic_of_demo import WHO
from served import Site, assert_accessible, chromium, complaints, filled, follow, serving, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def site(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The synthetic clinic, served until the last test of this file."""
    with serving(filled(tmp_path_factory.mktemp("site"), "clinic_of_demo")) as found:
        yield found


@pytest.fixture(scope="module")
def page(browser: "Browser", site: Site) -> "Page":
    return signed_in(browser, site, WHO)


def pages(site: Site) -> dict[str, str]:
    """The address of each page by its name."""
    found: dict[str, str] = json.loads((site.folder / "pages.json").read_text())
    return found


def test_every_page_is_accessible_in_both_themes_and_on_a_phone_and_the_browser_complains_of_nothing(
    page: "Page", site: Site
) -> None:
    said = complaints(page)
    walked = pages(site)
    assert len(walked) > 80
    for name, address in walked.items():
        assert_accessible(page, address)
        assert not said, (name, said)


def test_the_pages_of_nobody_and_of_what_went_wrong_are_accessible(browser: "Browser", site: Site) -> None:
    page = browser.new_context(base_url=site.address).new_page()
    for address in ("/sign-in/", (site.folder / "link").read_text(), "/intake/link/none/", "/nowhere/"):
        assert_accessible(page, address)
        assert page.locator("h1").count() == 1, address
    desk = signed_in(browser, site, "sam")
    assert_accessible(desk, "/claims/")
    assert "not" in desk.locator("h1").inner_text().lower()


def test_every_form_that_is_not_filled_in_says_so_and_stays_accessible(page: "Page", site: Site) -> None:
    said = complaints(page)
    refused = 0
    for name, address in pages(site).items():
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        assert not page.locator("option", has_text="---").count(), f"{name}: an empty choice is said in words"
        if not name.startswith(("new_", "edit_")) or not page.locator("form.entry").count():
            continue
        _empty(page)
        if page.locator(".faults").count():
            refused += 1
            assert_accessible(page, "")
            assert page.locator(".faults").count(), name
        assert not said, (name, said)
    assert refused > 15


def test_the_bar_is_one_line_on_a_desk_and_its_menu_stays_within_a_phone(page: "Page") -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/patients/")
    assert page.eval_on_selector_all(".bar nav > ul > li", "all => new Set(all.map(one => one.offsetTop)).size") == 1
    page.set_viewport_size({"width": 390, "height": 900})
    page.click(".more > summary")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_menu_closes_by_esc_and_when_another_thing_is_pressed(page: "Page") -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/patients/")
    more, me = page.locator(".more"), page.locator("header > .me")
    page.click(".more > summary")
    page.keyboard.press("Escape")
    assert more.get_attribute("open") is None
    assert page.evaluate("document.activeElement.textContent") == "More"
    page.click(".more > summary")
    page.click("header > .me > summary")
    assert more.get_attribute("open") is None
    assert me.get_attribute("open") is not None
    page.click("h1")
    assert me.get_attribute("open") is None


def _empty(page: "Page") -> None:
    """Clear the form and send it off."""
    for field in page.locator("form.entry :is(input[type=text], input[type=date], textarea):visible").all():
        field.fill("")
    for field in page.locator("form.entry select:visible").all():
        if field.locator("option[value='']").count():
            field.select_option("")
    follow(page.locator("form.entry button.main"))


def test_the_numbers_are_walked_by_keys_alone(page: "Page") -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/today/")
    page.keyboard.press("n")
    page.wait_for_url("**/numbers/*/*/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/numbers/*/*/unsent/")
    assert "Unsent past half of timely filing" in page.inner_text("h1")
