"""A front desk's morning in a browser, by mouse and by keyboard alone."""

import datetime as dt
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from served import Site, chromium, complaints, filled, follow, serving, signed_in, tab_to

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TODAY = dt.datetime.now(dt.UTC).date()  # the site's time zone is UTC where none is set
TOMORROW = TODAY + dt.timedelta(days=1)
NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A clinic in which one patient has two authorized visits left and another comes at eight."""
    with serving(filled(tmp_path_factory.mktemp("visits"), "clinic_of_visits")) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def sam(browser: "Browser", site: Site) -> Iterator["Page"]:
    """The front desk's browser, at today's schedule; it complains of nothing."""
    page = signed_in(browser, site, "sam.field")
    page.goto("/schedule/")
    complained = complaints(page)
    yield page
    page.close()
    assert not complained


def test_a_morning_by_mouse(sam: "Page") -> None:
    card = sam.locator("article.visit", has_text="08:00")
    assert "Visit 3" in card.inner_text()
    follow(sam.get_by_role("link", name="Day after"))
    follow(sam.get_by_role("link", name="Book Diaz, Ana at 10:00"))
    sam.get_by_label("Search by name").press_sequentially("smi")
    follow(sam.get_by_role("link", name="Smith, Of Ana"))
    assert sam.input_value("[name=start]") == f"{TOMORROW}T10:00"
    sam.get_by_label(NAMES[TOMORROW.weekday()]).check()
    sam.fill("[name=times]", "3")
    sam.get_by_role("button", name="Check first").click()
    sam.locator(".outcome").nth(2).wait_for()
    assert [one.split("\n")[0].split()[-3:] for one in sam.locator(".outcome h2").all_inner_texts()] == [
        ["can", "be", "booked"], ["can", "be", "booked"], ["cannot", "be", "booked"],
    ]  # fmt: skip
    assert "Book it all the same" not in sam.inner_text("form.entry")
    follow(sam.get_by_role("button", name="Book", exact=True))
    assert "2 of 3 are booked." in sam.inner_text("main")
    assert "is not booked: " in sam.inner_text(".message.warning")
    assert "3 of 4 authorized" in sam.locator("section", has_text="Counters").inner_text()

    sam.get_by_label("Or why not").fill("The patient is ill")
    follow(sam.get_by_role("button", name="Cancelled", exact=True))
    history = sam.locator("section[aria-labelledby=history]").inner_text()
    assert "Sam Field: Cancelled (The patient is ill)" in history
    sam.goto("/patients/2/visits/")
    assert "Cancelled" in sam.inner_text("main")

    sam.goto("/schedule/")
    follow(sam.get_by_role("link", name="Smith, Of Ian"))
    follow(sam.get_by_role("button", name="Check in"))
    assert "Checked in" in sam.inner_text(".head")
    follow(sam.get_by_role("button", name="Undo check-in"))
    assert "Scheduled" in sam.inner_text(".head")


def test_a_morning_by_keyboard_alone(sam: "Page") -> None:
    sam.keyboard.press("j")
    sam.keyboard.press("Enter")
    sam.wait_for_url("**/appointments/*/")
    with sam.expect_navigation():
        sam.keyboard.press("c")
    assert "Checked in" in sam.inner_text(".head")
    tab_to(sam, "a[href='/patients/']")
    sam.keyboard.press("Enter")
    sam.wait_for_url("**/patients/")
    sam.keyboard.press("/")
    sam.keyboard.type("smi")
    sam.locator("caption", has_text="for “smi”").wait_for()
    tab_to(sam, "[data-row][href='/patients/1/']")
    sam.keyboard.press("Enter")
    sam.wait_for_url("**/patients/1/")
    sam.keyboard.press("n")
    sam.wait_for_url("**/appointments/new/")
    tab_to(sam, "[name=start]")
    sam.keyboard.type(f"{TOMORROW:%m%d%Y}")
    sam.keyboard.press("Tab")
    sam.keyboard.type("0230PM")
    assert sam.input_value("[name=start]") == f"{TOMORROW}T14:30"
    tab_to(sam, "[name=look]")
    sam.keyboard.press("Enter")
    sam.locator(".outcome", has_text="can be booked").wait_for()
    sam.keyboard.press("Shift+Tab")
    with sam.expect_navigation():
        sam.keyboard.press("Enter")
    assert "14:30" in sam.inner_text("h1")
    tab_to(sam, "[name=why]")
    sam.keyboard.type("No call")
    tab_to(sam, "[name=state][value=no_show]")
    sam.keyboard.press("Enter")
    sam.locator(".head", has_text="Did not come").wait_for()


def test_an_impatient_second_press_sends_nothing_twice(sam: "Page") -> None:
    sam.goto("/patients/new/")
    sam.fill("[name=last_name]", "Twice")
    sent: list[str] = []
    sam.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    sam.route("**/patients/new/", lambda route: (time.sleep(1), route.continue_()))
    save = sam.get_by_role("button", name="Save")
    save.evaluate("button => { button.click(); setTimeout(() => button.click(), 300); }")
    sam.locator(".faults").wait_for()
    assert len(sent) == 1
    follow(save)
    assert len(sent) == 2, "on the new page it is sent again"


def test_nobodys_name_stands_in_an_address_or_the_log(sam: "Page", site: Site) -> None:
    sam.goto(f"/schedule/{TOMORROW}/free/1/0930/")
    with sam.expect_response("**/free/**") as answered:
        sam.get_by_label("Search by name").press_sequentially("smith")
    assert "smith" not in answered.value.url
    assert "mith" not in (site.folder / "log").read_text()


def test_each_night_the_tasks_of_the_next_two_weeks_are_made_once(tmp_path: Path) -> None:
    environment = {**os.environ, "CLEANBILL_SITE": str(filled(tmp_path, "clinic_of_visits"))}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "cleanbill", "remind"]
    first, again = (
        subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout for _ in range(2)
    )
    assert re.fullmatch(r"[1-9]\d* new tasks?\.\n", first)
    assert again == "0 new tasks.\n"
