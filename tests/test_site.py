"""The site as a clinic runs it: served, set up in a browser, used by keyboard, backed up and restored."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from served import Site, assert_accessible, chromium, complaints, follow, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PASSWORD = "a calm green river"


def _cleanbill(folder: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "cleanbill", *words]
    environment = {**os.environ, "CLEANBILL_SITE": str(folder), "CLEANBILL_PASSPHRASE": PASSWORD, **more}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A new site, served until the last test of this file."""
    with serving(tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def page(site: Site, browser: "Browser") -> Iterator["Page"]:
    """A browser in which the clinic was set up, and in which a day's first entries were made by hand."""
    found = browser.new_context(base_url=site.address).new_page()
    complained = complaints(found)
    found.goto(re.findall(r"Set it up: (\S+)", site.greeting)[0])
    assert_accessible(found, "")
    _fill(found, clinic_name="Example Spine and Rehab", name="Maria Lee", username="m.lee",
          password1=PASSWORD, password2=PASSWORD)  # fmt: skip
    _enter(found, "/payers/new/", name="Medicare Part B", profile="medicare_b")
    name = {"last_name": "Reed", "first_name": "Tom"}
    _enter(found, "/providers/new/", **name, npi="1234567893", credential="PT", taxonomy="225100000X")
    _enter(found, "/referrers/new/", **name, npi="1245319599")
    _enter(found, "/patients/new/", last_name="Smith", first_name="John", dob="1951-03-02", sex="M")
    _enter(found, "/patients/new/", last_name="Smyth", first_name="Jon", dob="1951-03-02", sex="M")
    follow(found.locator("form.entry button.main"))
    _enter(found, "/patients/1/coverages/new/", payer="1", member_id="1EG4", start="2026-01-01")
    _enter(found, "/patients/1/episodes/new/", title="Low back pain", opened="2026-11-02", dx="M54.50")
    _enter(found, "/episodes/1/plans/new/", established="2026-11-02", frequency="Twice a week", goals="Sit an hour")
    yield found
    assert not complained


def _fill(page: "Page", **values: str) -> None:
    for name, value in values.items():
        field = page.locator(f"[name={name}]")
        if name in ("sex", "profile", "credential", "payer"):
            field.select_option(value)
        else:
            field.fill(value)
    follow(page.locator("main button.main"))


def _enter(page: "Page", address: str, **values: str) -> None:
    page.goto(address)
    _fill(page, **values)


def test_a_patient_is_found_and_opened_by_keyboard_alone(page: "Page") -> None:
    page.goto("/patients/")
    page.keyboard.press("/")
    with page.expect_response("**/patients/"):
        page.keyboard.type("smi")
    page.locator("caption", has_text="for “smi”").wait_for()
    page.locator("#q").press("Tab")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/patients/1/")
    assert page.locator("h1").inner_text() == "Smith, John"
    assert "smi" not in page.url


def test_the_keys_are_told_and_can_be_switched_off(page: "Page") -> None:
    page.goto("/patients/")
    page.keyboard.press("?")
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.press("/")
    assert page.url.endswith("/patients/")
    assert page.locator("#q:focus").count() == 0
    page.evaluate("localStorage.clear()")


def test_a_form_that_is_not_right_says_so_at_the_top_and_at_the_field(page: "Page") -> None:
    _enter(page, "/patients/new/", last_name="Okafor", first_name="Ada", dob="2030-01-01", sex="F")
    assert page.locator(".faults:focus").count() == 1
    page.click(".faults a")
    assert page.locator("[name=dob]:focus").get_attribute("aria-invalid") == "true"


def test_many_at_once_leave_an_unbroken_log(page: "Page", site: Site) -> None:
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    from urllib.request import Request

    with ThreadPoolExecutor(6) as pool:
        request = Request(f"{site.address}/patients/1/", headers={"Cookie": cookie})
        assert set(pool.map(lambda _: urlopen(request).status, range(40))) == {200}
    done = _cleanbill(site.folder, "audit", "verify")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "as they were written" in done.stdout


def test_the_folder_and_the_log_are_for_nobody_else(page: "Page", site: Site) -> None:
    for name in ("secret.key", "site.sqlite3"):
        assert (site.folder / name).stat().st_mode & 0o077 == 0
    assert "Smith" not in (site.folder / "log").read_text()


def test_a_backup_made_while_the_site_runs_is_restored_elsewhere(page: "Page", site: Site, tmp_path: Path) -> None:
    file, elsewhere = tmp_path / "site.age", tmp_path / "elsewhere"
    made = _cleanbill(site.folder, "backup", str(file))
    assert made.returncode == 0, made.stderr
    assert b"Smith" not in file.read_bytes()
    wrong = _cleanbill(elsewhere, "restore", str(file), CLEANBILL_PASSPHRASE="another passphrase")
    assert wrong.returncode == 2
    assert "the passphrase is another" in wrong.stderr
    assert _cleanbill(elsewhere, "restore", str(file)).returncode == 0
    theirs = _cleanbill(elsewhere, "audit", "verify").stdout.split()[-1]
    ours = _cleanbill(site.folder, "audit", "verify", "--head", theirs)
    assert ours.returncode == 0, ours.stdout
    again = _cleanbill(elsewhere, "restore", str(file))
    assert again.returncode == 2
    assert "--force" in again.stderr


def test_an_owner_who_cannot_sign_in_is_let_back_by_the_machine(page: "Page", site: Site) -> None:
    made = _cleanbill(site.folder, "recover", "m.lee", "--second-factor")
    assert made.returncode == 0, made.stderr
    page.goto(made.stdout.split()[-1])
    assert page.locator("h1").inner_text() == "Set your password"
    nobody = _cleanbill(site.folder, "recover", "nobody")
    assert (nobody.returncode, nobody.stderr) == (2, "cleanbill: Nobody on the site has the user name 'nobody'.\n")


def test_a_port_that_is_taken_is_told(site: Site, tmp_path: Path) -> None:
    done = _cleanbill(tmp_path, "serve", "--port", site.address.rpartition(":")[2])
    assert done.returncode == 2
    assert done.stderr.startswith("cleanbill: The site does not start")
