"""The house rules, read off the tree: names, ids, citations, layers, lock, docs."""

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from cleanbill import rules
from cleanbill.cli.rule_page import index, page
from cleanbill.codes.reasons import reason
from cleanbill.engine.rule import Rule
from cleanbill.guide.traits import traits
from cleanbill.payers import TRAITS, Traits

ROOT = Path(__file__).parent.parent
TODAY = dt.date(2026, 11, 2)
SOURCE = ROOT / "src" / "cleanbill"
PREFIX = {
    "authorization": "AU",
    "chiropractic": "CH",
    "coverage": "CV",
    "diagnosis": "DX",
    "evaluation": "EV",
    "filing": "FI",
    "identity": "ID",
    "modifier": "MO",
    "note": "NO",
    "liability": "LI",
    "payer": "PA",
    "plan_of_care": "PC",
    "procedure": "PR",
    "remote_monitoring": "RT",
    "units": "UN",
}
every_rule = pytest.mark.parametrize("rule", rules.register(), ids=lambda rule: rule.id)


def test_arrows_never_go_up() -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@every_rule
def test_a_rule_is_named_like_its_file_and_numbered_like_its_folder(rule: Rule) -> None:
    assert rule.name == rule.check.__module__.split(".")[-1]
    assert re.fullmatch(PREFIX[rules.family(rule)] + r"\d{3}", rule.id)


@every_rule
def test_an_error_declares_the_payer_traits_that_its_check_reads(rule: Rule) -> None:
    read = set(re.findall(r"visit\.payer\.(\w+)", Path(rules.source(rule)[1]).read_text())) - {"type"}
    if rule.severity == "error" and rule.id not in ("AU101", "MO107"):  # the errors of these rest on no trait
        assert read <= {*rule.applies, *rule.reads}, "name them in `applies` or `reads`"


@every_rule
def test_a_rule_names_who_says_so(rule: Rule) -> None:
    assert rule.authority
    assert all(a.title and a.section and a.edition for a in rule.authority)


@every_rule
def test_an_error_never_rests_on_unverified_authority_alone(rule: Rule) -> None:
    assert rule.severity != "error" or any(a.verified for a in rule.authority)


@every_rule
def test_a_rule_forecasts_denials_by_codes_that_are_in_use(rule: Rule) -> None:
    codes = [code for denial in rule.denials for code in (denial.carc, denial.rarc) if code]
    for code in codes:
        known = reason(code, TODAY)
        assert known, f"{code} is neither a reason nor a remark code"
        assert known.in_force(TODAY), f"{code} ended on {known.last_day}"


@every_rule
def test_a_rule_file_says_what_is_wrong_and_stays_short(rule: Rule) -> None:
    module = sys.modules[rule.check.__module__]
    assert module.__doc__
    assert len(Path(module.__file__ or "").read_text().splitlines()) <= 200


def test_no_two_rules_share_an_id_a_name_or_a_title() -> None:
    for field in ("id", "name", "title"):
        values = [getattr(rule, field) for rule in rules.register()]
        assert len(values) == len(set(values)), field


def test_a_changed_rule_has_a_new_version() -> None:
    assert rules.LOCK.read_text() == rules.lock(), "bump the version of each changed rule, then `make lock`"


@every_rule
def test_a_rule_has_its_page(rule: Rule) -> None:
    file = ROOT / "docs" / "rules" / f"{rule.id}.md"
    assert file.exists(), "`make docs` writes it"
    assert file.read_text(encoding="utf-8") == page(rule), "`make docs` writes it anew"


def test_the_rules_are_listed_by_family() -> None:
    text = (ROOT / "docs" / "rules" / "README.md").read_text(encoding="utf-8")
    assert text == index(rules.register()), "`make docs` writes it anew"


def test_every_page_belongs_to_a_rule() -> None:
    pages = {path.stem for path in (ROOT / "docs" / "rules").glob("??[0-9]*.md")}
    assert pages == {rule.id for rule in rules.register()}


def test_every_command_is_in_the_docs() -> None:
    from cleanbill.cli.app import app

    text = (ROOT / "docs" / "reference" / "commands.md").read_text()
    for command in app.registered_commands:
        assert command.callback
        assert f"`{command.callback.__name__.replace('_', '-')}`" in text
    for group in app.registered_groups:
        assert f"`{group.name}`" in text


def test_every_trait_is_in_the_guide_with_its_values_and_every_trait_of_the_guide_exists() -> None:
    text = (ROOT / "docs" / "guide" / "payers.md").read_text()
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", text, re.MULTILINE))
    assert set(rows) == set(TRAITS)
    assert set(rows) == set(traits()), "guide/traits.toml says what each value means"
    hints = get_type_hints(Traits)
    for trait, values in rows.items():
        kind = get_args(hints[trait])[0]
        written = {bool: "true, false", str: '"180 days from date of service"'}
        assert values == (written.get(kind) or ", ".join(f"`{value}`" for value in get_args(kind))), trait


def test_files_are_short() -> None:
    long = {
        str(path.relative_to(SOURCE)): n
        for path in SOURCE.rglob("*.py")
        if (n := len(path.read_text().splitlines())) > 400
    }
    assert not long


def test_no_folder_is_named_for_nothing() -> None:
    assert not {path.stem for path in SOURCE.rglob("*")} & {"utils", "helpers", "common", "managers"}


def test_nothing_unfinished_is_in_the_source() -> None:
    for path in SOURCE.rglob("*.py"):
        assert not re.search(r"\b(TODO|FIXME|XXX|NotImplementedError)\b", path.read_text()), path


def test_the_shipped_tables_name_their_source() -> None:
    for path in [*SOURCE.rglob("*.toml"), *SOURCE.rglob("*.csv"), *SOURCE.rglob("*.tsv")]:
        head = path.read_text(encoding="utf-8")[:3000].lower()
        assert "source" in head, f"{path} does not say where its facts come from"


def test_a_run_of_the_tests_leaves_no_folder_behind(tmp_path: Path) -> None:
    place = str(SOURCE / "web" / "tests" / "test_place.py")
    command = [sys.executable, "-m", "pytest", "-n0", "-p", "no:cacheprovider", "-q", "--collect-only", place]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert not list(tmp_path.iterdir())
