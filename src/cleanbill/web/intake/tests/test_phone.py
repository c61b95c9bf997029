"""The intake on a phone: by touch, by keyboard, without script, in both themes."""

import os
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from cleanbill.web.accounts.roles import Role
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.intake.models import Intake
from cleanbill.web.intake.tests.filled import HOME, finish, link_of, opened, step

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE: Any = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def _phone(browser: "Browser", live_server: Any, complaints: list[str] | None = None, **more: Any) -> "Page":
    """A page of a new phone; what its console complains of is added to `complaints`."""
    said = [] if complaints is None else complaints
    page = browser.new_context(base_url=live_server.url, **{**PHONE, **more}).new_page()
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    return page


def _open(page: "Page", address: str) -> None:
    page.goto(address)
    page.fill("[name=dob]", "1951-03-02")
    with page.expect_navigation():
        page.get_by_role("button", name="Begin").click()


def _on(page: "Page", by: str = "tap") -> None:
    """To the next page, when all of it is there."""
    with page.expect_navigation():
        getattr(page.locator("button.main"), by)()


def _looked_at(page: "Page", name: str) -> None:
    """Nothing for axe to find in either theme, nothing that scrolls sideways, nothing too small to touch."""
    from axe_playwright_python.sync_playwright import Axe

    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        options = {"runOnly": STANDARD, "resultTypes": ["violations"]}
        found = Axe().run(page, options=options).response["violations"]
        assert not [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found], (name, theme)
        if os.environ.get("CLEANBILL_SHOTS"):
            page.screenshot(path=f"{os.environ['CLEANBILL_SHOTS']}/{name}-{theme}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} scrolls sideways"


def test_a_patient_fills_it_by_touch(browser: "Browser", live_server: Any, clinic: Practice, browse: SignIn) -> None:
    intake, address = link_of(clinic, browse)
    complaints: list[str] = []
    page = _phone(browser, live_server, complaints)
    page.goto(address)
    _looked_at(page, "start")
    _open(page, address)
    page.get_by_label("Pain", exact=True).tap()
    page.select_option("[name='/complaint/place']", "low_back")
    _looked_at(page, "problem")
    _on(page)
    page.get_by_label("Something happened, at one moment").tap()
    _looked_at(page, "origin")
    _on(page)
    assert page.locator(".faults").inner_text().startswith("One answer is not right yet.")
    _looked_at(page, "origin-wrong")
    small = page.evaluate(
        "[...document.querySelectorAll('.intake :is(.choice, button, select, input:not([type=radio], [type=hidden])), "
        ".intake textarea')].filter((one) => one.offsetParent && one.getBoundingClientRect().height < 44).length"
    )
    assert small == 0, "a finger needs 44 pixels"
    page.fill("[name='/complaint/event']", "I slipped on the stairs")
    _on(page)
    _on(page)
    assert page.locator(".progress").inner_text() == "Page 4 of 10"
    assert not page.locator("[name='/accident/state']").is_visible()
    _looked_at(page, "accident")
    page.get_by_label("Yes, at work or because of work").tap()
    page.fill("[name='/accident/date']", "2026-10-20")
    _on(page)
    page.locator("[name='/red_flags/fever'][value=true]").tap()
    _looked_at(page, "health")
    _on(page)
    _on(page)
    for name, value in HOME.items():
        page.select_option(f"[name={name}]", value) if name == "state" else page.fill(f"[name={name}]", value)
    _looked_at(page, "contact")
    _on(page)
    for _ in range(3):
        page.get_by_label("I have read this").tap()
        page.fill("[name=name]", "John Smith")
        _looked_at(page, "consent")
        _on(page)
    _looked_at(page, "check")
    _on(page)
    assert page.locator("h1").inner_text() == "Thank you"
    _looked_at(page, "done")
    assert Intake.objects.get(pk=intake.pk).facts["trauma"] == "traumatic"
    assert not [one for one in complaints if "422" not in one]


def test_a_patient_fills_it_by_keyboard(browser: "Browser", live_server: Any, clinic: Practice, browse: SignIn) -> None:
    _, address = link_of(clinic, browse)
    page = _phone(browser, live_server)
    _open(page, address)
    _tab_to(page, "/complaint/problem")
    page.keyboard.press("Space")
    _tab_to(page, "/complaint/place")
    page.keyboard.type("Low")
    _enter(page)
    page.locator(".progress", has_text="Page 2").wait_for()
    _tab_to(page, "/complaint/origin")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "/complaint/event")
    page.keyboard.type("I fell")
    _enter(page)
    page.locator(".progress", has_text="Page 3").wait_for()


def _enter(page: "Page") -> None:
    """On to the page's main button, press it, and wait until all of the next page is there."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('button.main')"):
            with page.expect_navigation():
                return page.keyboard.press("Enter")
    raise AssertionError("the button is not reached by keyboard")


def _tab_to(page: "Page", name: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"{name} is not reached by keyboard")


def test_without_script_a_further_question_is_asked_when_its_answer_was_sent(
    browser: "Browser", live_server: Any, clinic: Practice, browse: SignIn
) -> None:
    intake, address = link_of(clinic, browse)
    page = _phone(browser, live_server, java_script_enabled=False)
    _open(page, address)
    page.get_by_label("Pain", exact=True).check()
    page.select_option("[name='/complaint/place']", "knee")
    _on(page, "click")
    page.get_by_label("Something happened, at one moment").check()
    assert not page.locator("[name='/complaint/event']").is_visible()
    _on(page, "click")
    assert page.locator("[name='/complaint/event']").is_visible()
    page.fill("[name='/complaint/event']", "I fell")
    page.get_by_label("Slowly; nothing happened").check()
    _on(page, "click")
    assert page.locator(".progress").inner_text() == "Page 3 of 10"
    assert "event" not in Intake.objects.get(pk=intake.pk).answers["complaint"]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_clinics_pages_are_in_order_on_a_phone_and_a_desk(
    browser: "Browser", live_server: Any, clinic: Practice, browse: SignIn, width: int
) -> None:
    intake, address = link_of(clinic, browse)
    finish(opened(address))
    complaints: list[str] = []
    page = _phone(
        browser, live_server, complaints, viewport={"width": width, "height": 900}, is_mobile=False, has_touch=False
    )
    cookie = browse(clinic.owner).cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": cookie, "url": live_server.url}])
    one = [intake.pk]
    for name, args in (
        ("intakes", []), ("intake", one), ("intake_consents", one), ("consent_texts", []),
        ("new_intake", [clinic.records["patient"].pk]), ("patient", [clinic.records["patient"].pk]),
    ):  # fmt: skip
        page.goto(reverse(name, args=args))
        _looked_at(page, f"{name}-{width}")
    assert not complaints


def test_leaving_the_tablet_shows_the_sign_in_page_and_nothing_by_the_back_button(
    browser: "Browser", live_server: Any, clinic: Practice, browse: SignIn
) -> None:
    intake, address = link_of(clinic, browse)
    step(opened(address), 1, {})
    page = _phone(browser, live_server, viewport={"width": 1024, "height": 768})
    cookie = browse(clinic.people[Role.FRONT_DESK]).cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": cookie, "url": live_server.url}])
    page.goto(reverse("intake", args=[intake.pk]))
    page.get_by_role("button", name="Hand over this tablet").click()
    page.wait_for_url("**/intake/step/1/")
    page.go_back()
    assert "/sign-in/" in page.url
    page.goto("/intake/")
    page.get_by_role("button", name="leave, and sign in").click()
    page.wait_for_url("**/sign-in/**")
    page.go_back()
    assert page.locator("h1").inner_text() == "This link has ended"
