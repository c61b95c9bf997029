"""The house rules of the site, read off the tree."""

import re
from pathlib import Path

from django.core.management import call_command

WEB = Path(__file__).parent.parent
SOURCE = [path for path in WEB.rglob("*.py") if "tests" not in path.parts and path.name != "conftest.py"]
FREE = {"Entry", "User", "Clinic", "Authenticator", "Intake"}
"""Models that are also reached without a clinic: the whole log is verified, a name is looked up to sign in, a link by
its hash."""


def test_records_of_a_clinic_are_reached_through_of() -> None:
    for path in SOURCE:
        for model, call in re.findall(r"(\w+)\.objects\.(\w+)", path.read_text()):
            assert call == "of" or model in FREE, f"{path.name}: {model}.objects.{call}"


def test_records_are_saved_by_keep_alone() -> None:
    saving = {
        path.name
        for path in SOURCE
        if re.search(r"(?<!attrs)\.(save|update|bulk_\w+|get_or_create)\(", path.read_text())
    }
    assert saving <= {"keep.py", "chain.py", "entrance.py"}, saving
    entrance = (WEB / "accounts" / "entrance.py").read_text()
    assert re.findall(r"(\S+)\.save\(", entrance) == ["owner.clinic"], "the first run saves the clinic"


def test_migrations_are_what_the_models_say(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_files_of_the_site_are_short() -> None:
    by_hand = (path for path in SOURCE if not path.name.startswith("0001_"))  # Django writes first migrations
    for path in (*by_hand, *WEB.rglob("*.html"), *WEB.rglob("*.js")):
        assert len(path.read_text().splitlines()) <= 200, path
