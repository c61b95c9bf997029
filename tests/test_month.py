"""A month of the synthetic clinic, worked off in a browser without scripts, over the practice payer's SFTP server."""

import datetime as dt
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cleanbill.transport.practice.payer import PracticePayer
from clinic_of_month import WHO
from served import Site, chromium, filled, follow, serving, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

SEED = "clinic_of_month"
ROUNDS = 9


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The clinic, served, and beside it the payer's server, to which its route leads."""
    pytest.importorskip("asyncssh", reason="SFTP needs asyncssh")
    from cleanbill.transport.practice import server

    folder = filled(tmp_path_factory.mktemp("month"), SEED)
    with server.serving(folder / "practice") as door:
        (folder / "cleanbill.toml").write_text(
            f'[routes.practice]\nkind = "sftp"\nhost = "{server.HOST}"\nport = {door.port}\nuser = "{server.USER}"\n'
            f'key_file = "{door.user_key}"\nknown_hosts = "{door.known_hosts}"\n'
            f'out = "{server.CLAIMS}"\nin = "{server.ANSWERS}"\n'
        )
        with serving(folder) as found:
            yield found


@pytest.fixture
def standing(site: Site) -> Iterator[Callable[[], list[str]]]:
    """The claims that nobody has brought to an end. The books balance whenever it is asked."""
    command = [sys.executable, str(Path(__file__).parent / f"{SEED}.py"), "standing"]
    environment = {**os.environ, "CLEANBILL_SITE": str(site.folder)}
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as books:
        assert books.stdin
        assert books.stdout
        asks, answers = books.stdin, books.stdout

        def asked() -> list[str]:
            print(file=asks, flush=True)
            found: dict[str, list[str]] = json.loads(answers.readline())
            assert not found["faults"]
            return found["open"]

        yield asked
        asks.close()


def test_a_month_ends_with_every_claim_paid_owed_appealed_or_ended_by_a_person(
    site: Site, standing: Callable[[], list[str]]
) -> None:
    with chromium() as browser:
        page = signed_in(browser, site, WHO, scripts=False)
        page.set_default_timeout(60_000)
        assert len(standing()) > 200
        for _ in range(ROUNDS):
            get_ready(page)
            send_the_first(page)
            exchange(site, page)
            standing()
            post_the_odd(page)
            standing()
            work_off(page)
            left = standing()
            if not left:
                return
        raise AssertionError(left)


def get_ready(page: "Page") -> None:
    """Each claim that needs a person is mended and confirmed, or withdrawn where its visit holds nothing to bill."""
    for tab in ("person", "rejected"):
        for address in rows(page, f"/claims/?tab={tab}"):
            page.goto(address)
            if page.get_by_text("names no service").count():
                press(page, "Withdraw")
                continue
            if page.get_by_text("needs the carrier's claim number").count():
                ask_the_carrier(page)
                page.goto(address)
                press(page, "Build anew")
            while page.get_by_role("button", name="Yes, it is so").count():
                follow(page.get_by_role("button", name="Yes, it is so").first)
            if page.get_by_role("button", name="Confirm coding").count():
                press(page, "Confirm coding")


def ask_the_carrier(page: "Page") -> None:
    """The claim number of the accident is entered with the patient's episode."""
    follow(page.locator("dt:text('Patient') + dd a"))
    follow(page.locator("a[href^='/episodes/'][href$='/edit/']").first)
    page.fill("[name=accident_claim_number]", "LOSS-1")
    press(page, "Save")


def send_the_first(page: "Page") -> None:
    """The claims on the first page of those that are ready go into the outbox."""
    page.goto("/claims/?tab=ready")
    for choice in page.locator("[data-choice]").all():
        choice.check()
    if page.locator("[data-choice]").count():
        press(page, "Send")


def exchange(site: Site, page: "Page") -> None:
    """What is in the outbox goes to the payer, which decides, and its answers are fetched."""
    page.goto("/claims/outbox/")
    press(page, "Send and receive now")
    PracticePayer(site.folder / "practice").work(dt.datetime.now(dt.UTC).date())
    press(page, "Send and receive now")


def post_the_odd(page: "Page") -> None:
    """Payments that wait because something is odd about them are looked at and posted."""
    for address in rows(page, "/payments/?tab=waiting"):
        page.goto(address)
        if page.get_by_label("I have looked at it").count():
            page.get_by_label("I have looked at it").check()
        press(page, "Post")


def work_off(page: "Page") -> None:
    """Each refusal is closed where it was settled since, corrected, appealed where the record gives a ground, or given
    up; so is what the payer took back and decided nothing on. What waits for the answer to a letter is let be."""
    for column in ("correct", "appeal", "records", "ask", "patient"):
        for address in rows(page, f"/denials/column/{column}/", but="not answered yet"):
            page.goto(address)
            shown = page.inner_text("main")
            if "It may be closed" in shown:
                close(page, "mistaken")
            elif column == "correct" and "Begin a correction" in shown:
                press(page, "Begin a correction (7)")
            elif column not in ("appeal", "records") or not appealed(page):
                page.goto(address)
                close(page, "patient" if column == "patient" else "written_off")
    for address in rows(page, "/claims/?tab=waiting"):
        page.goto(address)
        if page.get_by_text("takes its decision back").count():
            page.get_by_text("Write off what nobody decided on").click()
            page.fill("[name=reason] >> visible=true", "Taken back; nothing more is to be had.")
            follow(page.get_by_role("button", name="Write off"))


def appealed(page: "Page") -> bool:
    """Whether the record gave a ground for a letter, which is kept as sent then."""
    follow(page.get_by_role("link", name="Write a letter"))
    if "There is no ground" in page.inner_text("main"):
        return False
    press(page, "Keep it as sent today")
    return page.get_by_text("Not answered yet").count() > 0


def close(page: "Page", outcome: str) -> None:
    """Close what is shown, in whole."""
    page.get_by_text("Close it").click()
    page.select_option("[name=outcome]", outcome)
    page.fill("[name=reason]", "Looked at; nothing more is to be had.")
    press(page, "Close")


def rows(page: "Page", address: str, but: str | None = None) -> list[str]:
    """The addresses of what a list holds, of all of its pages; without the rows that say `but`."""
    page.goto(address)
    ways = page.locator("tr, article", has_not_text=but).locator("[data-row]")
    found = [str(row.get_attribute("href")) for row in ways.all()]
    while page.get_by_role("link", name=re.compile("Next")).count():
        follow(page.get_by_role("link", name=re.compile("Next")))
        found += [str(row.get_attribute("href")) for row in ways.all()]
    return found


def press(page: "Page", name: str) -> None:
    """Press the button of that name."""
    follow(page.get_by_role("button", name=name, exact=True).first)
