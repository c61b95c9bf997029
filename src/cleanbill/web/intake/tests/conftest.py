"""An intake with its link, and a clinic whose site a browser reaches."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.db import connection

from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.intake.models import Intake
from cleanbill.web.intake.tests.filled import link_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture
def link(practice: Practice, browse: SignIn) -> tuple[Intake, str]:
    """A new intake with the address of its link."""
    return link_of(practice, browse)


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    if not CHROMIUM.exists():
        pytest.skip("Debian's Chromium is not installed")
    from playwright.sync_api import sync_playwright

    # Playwright's own loop runs in this thread; the database is asked between its calls only.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield launched
        launched.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def clinic(live_server: Any, practice: Practice) -> Iterator[Practice]:
    """A clinic on a site that answers. Its database is emptied at the end, which the triggers in it refuse."""
    yield practice
    with connection.cursor() as cursor:
        laid = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in laid:
            cursor.execute(f"DROP TRIGGER {name}")
        call_command("flush", interactive=False, verbosity=0)
        for _, sql in laid:
            cursor.execute(sql)
