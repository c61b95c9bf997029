"""A served site and a browser, for the tests that use the site as a clinic does."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.request import urlopen

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PASSWORD = "a calm green river"
CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast"]
LEFT = ("htmx:afterRequest", "htmx:sendAbort")  # said of a request whose page was left, or that a newer one replaced
BROKEN = """[...document.querySelectorAll(".list :is(th, td)")].flatMap(cell => {
  const found = [], texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), range = document.createRange();
  while (texts.nextNode()) for (const word of texts.currentNode.data.matchAll(/[\\w.,]+/g)) {
    range.setStart(texts.currentNode, word.index);
    range.setEnd(texts.currentNode, word.index + word[0].length);
    const lines = new Set([...range.getClientRects()].map(one => Math.round(one.top)));
    if (word[0].length < 20 && lines.size > 1) found.push(word[0]);
  }
  return found;
})"""
OF_LAYOUT = [*OF_COLOUR, "target-size", "scrollable-region-focusable", "region", "heading-order", "label"]


class Site(NamedTuple):
    """A site that answers: its address, its folder, and what it said when it started."""

    address: str
    folder: Path
    greeting: str


def filled(folder: Path, seed: str) -> Path:
    """The folder, with the clinic that a module of this folder lays down."""
    environment = {**os.environ, "CLEANBILL_SITE": str(folder), "CLEANBILL_HTTPS": "0"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    subprocess.run([sys.executable, str(Path(__file__).parent / f"{seed}.py")], env=environment, check=True)
    return folder


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """The site of a folder, served meanwhile."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "CLEANBILL_SITE": str(folder)}
    environment.pop("CLEANBILL_HTTPS", None)
    log = (folder / "log").open("w+")
    command = [sys.executable, "-m", "cleanbill", "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=log, env=environment) as process:
        try:
            yield Site(f"http://127.0.0.1:{port}", folder, _greeting(folder / "log", port, process))
        finally:
            process.terminate()
            process.wait(20)
            log.close()


def _greeting(log: Path, port: int, process: "subprocess.Popen[bytes]") -> str:
    for _ in range(300):
        if "cleanbill serves" in log.read_text():
            try:
                urlopen(f"http://127.0.0.1:{port}/sign-in/")
            except OSError:
                pass
            else:
                return log.read_text()
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(log.read_text())


@contextmanager
def chromium() -> Iterator["Browser"]:
    """A browser; the test is skipped where there is none."""
    if not CHROMIUM.exists():
        pytest.skip("Debian's Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield launched
        launched.close()


def signed_in(browser: "Browser", site: Site, username: str, scripts: bool = True) -> "Page":
    """A page of a person of a clinic that was laid down: what is to be done today. All is done without scripts too."""
    seen = {"width": 1280, "height": 900}
    page = browser.new_context(base_url=site.address, viewport=seen, java_script_enabled=scripts).new_page()
    page.goto("/sign-in/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/today/**")
    return page


def follow(way: "Locator") -> None:
    """Click what leads to a page, and wait until all of it is there: a click is over when its first part is."""
    with way.page.expect_navigation():
        way.click()


def tab_to(page: "Page", selector: str) -> None:
    """Press Tab until what is meant has the focus."""
    for _ in range(150):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab")


def complaints(page: "Page") -> list[str]:
    """What the browser complains of from now on, such as a script that the policy forbids."""
    found: list[str] = []

    def hear(kind: str, text: str) -> None:
        if kind == "error" and not text.startswith(LEFT):
            found.append(text)

    page.on("console", lambda message: hear(message.type, message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def assert_accessible(page: "Page", address: str) -> None:
    """Axe finds nothing on the page in either theme, nor at 390 pixels; it does not scroll sideways on tablet or phone.

    Without an address it is the page that is shown.
    """
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    if address:
        page.goto(address)
    page.evaluate(Axe().axe_script)
    assert not _violations(page, STANDARD), address
    page.emulate_media(color_scheme="dark")
    assert not _violations(page, OF_COLOUR), address
    assert_within(page, 834, address)
    assert_within(page, 390, address)
    assert not _violations(page, OF_LAYOUT), address
    page.emulate_media(color_scheme="light")
    assert not _violations(page, OF_COLOUR), address


def assert_within(page: "Page", width: int, address: str) -> None:
    """At this width the page does not scroll sideways, and no short word of a list is broken in two."""
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{address} scrolls sideways at {width}"
    assert page.evaluate(BROKEN) == [], f"{address} breaks words at {width}"


def _violations(page: "Page", run: list[str]) -> list[Any]:
    options = {"runOnly": run, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found]
