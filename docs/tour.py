"""Take the screenshots of the README's tour from the synthetic clinic: `python docs/tour.py` (needs Chromium).

What they show is of the day on which they are taken; nobody in them is real.
"""

import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent / "tour"
PORT = 8765
SITE = f"http://127.0.0.1:{PORT}"
WIDE = {"width": 1280, "height": 800}
COLOURS = 128


def schedule(page: Page) -> None:
    """The front desk's day."""
    page.goto(f"{SITE}/schedule/")


def booking(page: Page) -> None:
    """A visit that an authorization does not cover any more."""
    page.goto(f"{SITE}/schedule/")
    page.locator(".visit:has(.bad) a").first.click()


def note(page: Page) -> None:
    """A note begun today, with what is missing beside it."""
    page.goto(f"{SITE}/schedule/")
    page.locator(".visit:has-text('Seen') a").first.click()
    page.get_by_role("link", name="Note", exact=True).click()
    page.wait_for_load_state("networkidle")
    time.sleep(1)


def tasks(page: Page) -> None:
    """What is to be done."""
    page.goto(f"{SITE}/tasks/?role=all")


def denials(page: Page) -> None:
    """What payers refused, by what is to be done next."""
    page.goto(f"{SITE}/denials/")


def numbers(page: Page) -> None:
    """What the month comes to."""
    page.goto(f"{SITE}/numbers/")
    page.get_by_role("link", name="Claims and denials").click()


STOPS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "schedule": ("sam", schedule),
    "appointment": ("sam", booking),
    "note": ("tom", note),
    "tasks": ("dana", tasks),
    "denials": ("robin", denials),
    "numbers": ("dana", numbers),
}


def main() -> None:
    """Serve the clinic, walk through it, write one picture a stop."""
    HERE.mkdir(exist_ok=True)
    command = [str(Path(sys.executable).with_name("cleanbill")), "demo", "--no-browser", "--port", str(PORT)]
    with subprocess.Popen(command) as site, sync_playwright() as playwright:
        try:
            _wait()
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for name, (who, walk) in STOPS.items():
                page = browser.new_context(viewport=WIDE, color_scheme="light").new_page()
                page.goto(f"{SITE}/sign-in/")
                page.locator(f"form[action='/demo/{who}/'] button").click()
                walk(page)
                page.wait_for_load_state("networkidle")
                _keep(page.screenshot(), HERE / f"{name}.png")
        finally:
            site.terminate()


def _wait() -> None:
    for _ in range(180):
        time.sleep(1)
        try:
            with urllib.request.urlopen(f"{SITE}/sign-in/", timeout=5):
                return
        except OSError:
            continue
    raise SystemExit("The demo did not start within three minutes.")


def _keep(png: bytes, path: Path) -> None:
    Image.open(BytesIO(png)).convert("P", palette=Image.Palette.ADAPTIVE, colors=COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main()
