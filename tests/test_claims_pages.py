"""The biller's day in a browser: from signed visits to the payer's decision, by mouse and by keyboard alone."""

import datetime as dt
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cleanbill.transport.practice.payer import PracticePayer
from cleanbill.transport.store import open_store
from served import PASSWORD, Site, assert_accessible, chromium, complaints, filled, follow, serving, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A clinic with three signed visits."""
    with serving(filled(tmp_path_factory.mktemp("claims"), "clinic_of_claims")) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def page(site: Site, browser: "Browser") -> "Page":
    """The biller, signed in, who has had the claims built."""
    page = signed_in(browser, site, "b.cole")
    page.goto("/claims/")
    follow(page.get_by_role("button", name="Build claims"))
    assert "3 claims are built" in page.inner_text("main")
    return page


def test_a_biller_takes_a_visit_to_the_payers_decision(site: Site, page: "Page") -> None:
    found = complaints(page)
    page.goto("/claims/?tab=person")
    follow(page.locator("tbody a[data-row]").first)
    assert "Modifier GP" in page.inner_text("#services ~ *, section[aria-labelledby=services]")
    follow(page.get_by_role("button", name="Confirm coding"))
    follow(page.get_by_role("button", name="Send", exact=True))
    assert "It is in the outbox" in page.inner_text("main")
    claim = page.url
    _exchange(site, page)
    page.goto(claim)
    timeline = page.inner_text("section[aria-labelledby=timeline]")
    assert all(word in timeline for word in ("Built", "Sent", "999", "277CA", "835")), timeline
    follow(page.get_by_role("link", name="Details").last)
    assert "CLP*" in page.inner_text("pre")
    assert not found


def _cleanbill(folder: Path, *words: str) -> str:
    """What the command prints."""
    own = {"CLEANBILL_SITE": str(folder), "CLEANBILL_HTTPS": "0", "CLEANBILL_PASSPHRASE": PASSWORD}
    command = [sys.executable, "-m", "cleanbill", *words]
    done = subprocess.run(command, env={**os.environ, **own}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_work_is_also_done_by_a_command(site: Site) -> None:
    assert _cleanbill(site.folder, "site", "work") == "Example Spine and Rehab: 0 files sent, 0 answers received.\n"


def test_a_backup_holds_what_is_on_its_way_and_its_numbers(site: Site, tmp_path: Path) -> None:
    with open_store(str(site.folder / "claims.sqlite3")) as store:
        store.rows("INSERT INTO partner VALUES ('CLINIC', 'HUB', 0, 41)")
    _cleanbill(site.folder, "backup", str(tmp_path / "site.age"))
    _cleanbill(tmp_path / "elsewhere", "restore", str(tmp_path / "site.age"))
    with open_store(str(tmp_path / "elsewhere" / "claims.sqlite3")) as store:
        assert store.rows("SELECT last FROM partner WHERE receiver = 'HUB'") == [(41,)]


def test_a_biller_sends_by_keys_alone(site: Site, page: "Page") -> None:
    page.goto("/claims/?tab=person")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/*/")
    page.keyboard.press("y")
    page.wait_for_selector("text=The coding is confirmed")
    page.goto("/claims/?tab=ready")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.inner_text("[data-chosen]") == "(1)"
    page.keyboard.press("s")
    page.wait_for_selector("text=1 claim is put into the outbox")
    page.goto("/claims/?tab=waiting")
    assert "Queued" in page.inner_text("main")


def test_a_biller_asks_where_a_claim_stands_and_reads_the_answer(site: Site, page: "Page") -> None:
    found = complaints(page)
    page.goto("/claims/?tab=person")
    follow(page.locator("tbody a[data-row]").first)
    follow(page.get_by_role("button", name="Confirm coding"))
    follow(page.get_by_role("button", name="Send", exact=True))
    claim = page.url
    _work(page)
    page.goto(claim)
    follow(page.get_by_role("button", name="Ask the payer (276)"))
    assert "The question is in the outbox" in page.inner_text("main")
    assert_accessible(page, claim)
    assert "the answer is awaited" in page.inner_text("main")
    _work(page)
    PracticePayer(site.folder / "payer").work(dt.datetime.now(dt.UTC).date())
    _work(page)
    page.goto(claim)
    timeline = page.inner_text("section[aria-labelledby=timeline]")
    told = ("Asked where it stands", "Question sent (276)", "Question answered", "The payer has decided")
    assert all(words in timeline for words in told), timeline
    follow(page.locator("li", has_text="Question answered").get_by_role("link", name="Details"))
    assert "ST*277*" in page.inner_text("pre")
    assert not found


def test_claims_without_an_answer_are_chosen_and_asked_about_together(site: Site, page: "Page") -> None:
    with sqlite3.connect(site.folder / "site.sqlite3") as database:
        database.execute("UPDATE claims_claim SET state = 'accepted', sent_at = '2026-01-05 12:00:00', paid = NULL")
    page.goto("/claims/unanswered/")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.inner_text("[data-chosen]") == "(1)"
    page.keyboard.press("q")
    page.wait_for_selector("text=1 claim is asked about")
    assert_accessible(page, "/claims/unanswered/")


def _work(page: "Page") -> None:
    page.goto("/claims/outbox/")
    follow(page.get_by_role("button", name="Send and receive now"))


def _exchange(site: Site, page: "Page") -> None:
    _work(page)
    assert "1 file sent" in page.inner_text("main")
    PracticePayer(site.folder / "payer").work(dt.datetime.now(dt.UTC).date())
    _work(page)
    assert "3 answers received" in page.inner_text("main")
