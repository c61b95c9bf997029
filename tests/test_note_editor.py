"""The note as clinicians write it, in a browser: three disciplines, by mouse and by keyboard alone."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from served import Site, assert_accessible, chromium, complaints, filled, follow, serving, signed_in, tab_to

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

THERAPY = (
    "S: Right low back pain for 5 days, began gradually, no injury. Limited in sitting longer than 30 minutes.\n"
    "O: Lumbar flexion 45/60 degrees with pain. Muscle spasm right lumbar paraspinals L3-L5.\n"
    "A: Muscle spasm of back.\n"
    "P: 97110 bridging 3x10 (23 min) one-on-one to restore trunk control for sitting.\n"
    "97140 soft tissue mobilization right low back (15 min) one-on-one to reduce spasm for sitting.\n"
    "Total timed minutes: 38. Total treatment time: 38 minutes.\n"
)
CHIROPRACTIC = (
    "S: Neck pain for 3 days, woke up with it, no injury. Limited in turning the head while driving.\n"
    "O: Cervical rotation left 50/80 degrees with pain. Tender C5, C5 restricted on the right, muscle spasm.\n"
    "A: Segmental dysfunction of cervical region. Neck pain.\n"
    "P: 98940 diversified manipulation C5 to restore rotation for driving.\n"
)
FAMILY = (
    "S: Low back pain for 2 weeks, began gradually, no injury. Cannot sit through a meeting. No fever, no weakness.\n"
    "O: Lumbar flexion 40/60 degrees with pain, tender lumbar paraspinals. Straight leg raise negative.\n"
    "A: Low back pain.\n"
    "P: Stay active, ibuprofen, physical therapy to restore sitting. Return in 4 weeks.\n"
)
DAYS = [("tom.reed", (1, 2), THERAPY), ("ana.diaz", (3, 4), CHIROPRACTIC), ("ian.park", (5, 6), FAMILY)]
FORM = {
    "/complaint/problem": "pain", "/complaint/place": "low_back", "/complaint/side": "right",
    "/complaint/origin": "gradual", "/exercises/0/exercise": "bridging", "/exercises/0/minutes": "22",
    "/exercises/0/contact": "one_on_one", "/exercises/0/code": "97110",
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A clinic with yesterday's visits, and those of the week before."""
    with serving(filled(tmp_path_factory.mktemp("notes"), "clinic_of_notes")) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def tom(browser: "Browser", site: Site) -> Iterator["Page"]:
    """The physical therapist's browser, which complains of nothing."""
    page = signed_in(browser, site, "tom.reed")
    complained = complaints(page)
    yield page
    page.close(run_before_unload=False)
    assert not complained


def _checked(page: "Page") -> None:
    """Until the panel speaks of what is typed."""
    page.locator("#panel .candidate").first.wait_for()


def _selected(page: "Page") -> str:
    words: str = page.evaluate("(() => { const t = document.getElementById('text'); "
                               "return t.value.slice(t.selectionStart, t.selectionEnd); })()")  # fmt: skip
    return words


def _underlined(page: "Page", severity: str) -> list[str]:
    words: list[str] = page.evaluate(
        "name => [...(CSS.highlights.get(`note-${name}`) ?? [])].map((range) => range.toString())", severity
    )
    return words


@pytest.mark.parametrize(("username", "visits", "text"), DAYS, ids=[day[0] for day in DAYS])
def test_a_day_is_documented_and_signed_by_mouse_and_by_keyboard_alone(
    browser: "Browser", site: Site, username: str, visits: tuple[int, int], text: str
) -> None:
    page = signed_in(browser, site, username)
    complained = complaints(page)
    follow(page.get_by_role("link", name="Notes", exact=True))
    assert page.locator("tbody tr").count() == 2
    follow(page.locator("tbody tr a").first)
    page.locator("#text").click()
    page.keyboard.insert_text(text)
    _checked(page)
    follow(page.get_by_role("button", name="Sign…"))
    follow(page.get_by_role("button", name="Sign as"))
    page.get_by_text("Signed by").first.wait_for()
    assert page.url.endswith(f"/appointments/{visits[0]}/note/")

    page.goto("/notes/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/appointments/{visits[1]}/note/")
    tab_to(page, "button[formaction$='/copy/']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator(".line-copied").wait_for()
    assert _underlined(page, "copied")
    tab_to(page, "#text")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text.replace("days", "weeks").replace("5 weeks", "6 days").replace("3x10", "3x12"))
    _checked(page)
    page.keyboard.press("Shift+Tab")
    tab_to(page, "#text")
    page.keyboard.press("F8")
    page.evaluate("document.querySelector('.note-bar button').focus()")
    tab_to(page, "[name=next]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign/")
    tab_to(page, "form button.main")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/appointments/{visits[1]}/note/")
    page.get_by_text("Signed by").first.wait_for()
    assert not complained


def test_f8_goes_from_finding_to_finding_and_selects_the_words(tom: "Page", fresh: int) -> None:
    tom.goto(f"/appointments/{fresh}/note/")
    tom.locator("#text").click()
    tom.keyboard.insert_text("\U0001f600 " + THERAPY.replace("minutes: 38", "minutes: 20"))
    tom.locator(".prompt", has_text="do not add up").wait_for()
    tom.keyboard.press("F8")
    assert _selected(tom) == "97110 bridging 3x10 (23 min"
    assert tom.locator(".prompt[aria-current]").count() == 1
    assert tom.locator("#tally").inner_text().startswith("1 of ")
    assert _underlined(tom, "warning")[0] == "97110 bridging 3x10 (23 min"
    tom.keyboard.press("Home")
    tom.keyboard.press("Shift+F8")
    assert tom.locator(".prompt[aria-current]").count() == 1


def test_underlines_follow_what_is_typed_before_the_server_answers(tom: "Page", fresh: int) -> None:
    tom.goto(f"/appointments/{fresh}/note/")
    tom.fill("#text", THERAPY.replace("minutes: 38", "minutes: 20"))
    tom.locator(".prompt", has_text="do not add up").wait_for()
    tom.route("**/check/", lambda route: None)  # it never answers
    tom.evaluate("document.getElementById('text').setSelectionRange(0, 0)")
    tom.locator("#text").focus()
    tom.keyboard.type("Seen at nine. ")
    assert _underlined(tom, "warning")[0] == "97110 bridging 3x10 (23 min"
    tom.evaluate("document.getElementById('text').setSelectionRange(0, 0)")


def test_a_second_window_that_saved_meanwhile_gives_a_choice_and_nothing_is_lost(tom: "Page", fresh: int) -> None:
    other = tom.context.new_page()
    for page in (tom, other):
        page.goto(f"/appointments/{fresh}/note/")
    other.fill("#text", "S: From the other window.")
    other.get_by_text("Saved at").wait_for()
    tom.fill("#text", "S: From this window.")
    tom.locator("#saved [role=alert]").wait_for()
    assert "From the other window." in (tom.locator("#saved details").text_content() or "")
    follow(tom.get_by_role("button", name="Keep both"))
    kept = tom.input_value("#text")
    assert "From the other window." in kept
    assert "From this window." in kept


def test_the_form_counts_minutes_gets_rows_by_key_and_writes_the_note(tom: "Page", fresh: int) -> None:
    tom.goto(f"/appointments/{fresh}/note/")
    follow(tom.get_by_role("button", name="daily note: form"))
    tom.evaluate("htmx.config.defaultSettleDelay = 300")  # as where a machine is slow
    for name, value in FORM.items():
        field = tom.locator(f'[name="{name}"]')
        field.select_option(value) if field.evaluate("one => one.tagName") == "SELECT" else field.fill(value)
    tom.locator("#sheet .minutes", has_text="97110 x1").wait_for()
    tom.locator('[name="/exercises/0/minutes"]').press("Alt+Enter")
    tom.locator('[name="/exercises/1/exercise"]:focus').wait_for()
    tom.keyboard.type("gait")
    tom.keyboard.press("Enter")
    assert tom.url.endswith("?form=pt_daily"), "Enter in a field leaves the page"
    tom.keyboard.press("Alt+Delete")
    tom.locator('[name="/exercises/0/exercise"]:focus').wait_for()
    assert tom.locator('[name="/exercises/1/exercise"]').count() == 0
    assert tom.locator('[name="/complaint/event"]').is_hidden()
    follow(tom.locator("#sheet button.main").first)
    tom.get_by_text("The form is written into the note.").wait_for()
    assert "97110 bridging (22 min) one-on-one." in tom.input_value("#text")


@pytest.fixture
def fresh(site: Site) -> int:
    """A visit of the physical therapist without a note."""
    made = (
        "import datetime as dt\nfrom cleanbill.web.serving import django\ndjango()\n"
        "from cleanbill.web.accounts.models import User\nfrom cleanbill.web.audit.keep import keep\n"
        "from cleanbill.web.schedule.models import Appointment\n"
        "one = Appointment.objects.get(pk=2)\n"
        "new = Appointment(clinic=one.clinic, patient=one.patient, episode=one.episode, provider=one.provider,"
        " discipline=one.discipline, start=one.start + dt.timedelta(hours=1))\n"
        "keep(User.objects.get(username='m.lee'), new)\nprint(new.pk)\n"
    )
    environment = {**os.environ, "CLEANBILL_SITE": str(site.folder), "CLEANBILL_HTTPS": "0"}
    done = subprocess.run([sys.executable, "-c", made], env=environment, check=True, capture_output=True, text=True)
    return int(done.stdout)


def test_axe_finds_nothing_on_the_pages_of_a_note(tom: "Page", fresh: int) -> None:
    tom.goto(f"/appointments/{fresh}/note/")
    tom.fill("#text", THERAPY.replace("minutes: 38", "minutes: 20").replace(", no injury", ""))
    tom.get_by_text("Saved at").wait_for()
    note = f"/appointments/{fresh}/note/"
    for address in ("/notes/", note, f"{note}?form=pt_daily", f"{note}?form=chiropractic", f"{note}sign/"):
        assert_accessible(tom, address)
    assert_accessible(tom, "/appointments/1/note/")


def test_nothing_of_a_note_stands_in_the_log(site: Site, tom: "Page") -> None:
    assert "paraspinals" not in (site.folder / "log").read_text()
