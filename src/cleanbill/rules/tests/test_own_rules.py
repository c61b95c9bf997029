"""A practice's own rules, as they are loaded from its folder."""

import datetime as dt
from pathlib import Path

import pytest

import cleanbill
from cleanbill.door import OwnError
from cleanbill.rules import family, register, source
from cleanbill.rules.own import OwnRuleError, rules

PRACTICE = Path(__file__).parents[4] / "examples" / "practice"
TEXT = (PRACTICE / "rules" / "visit_above_four_timed_units.py").read_text()
DAY = dt.date(2026, 11, 5)
CLAIM = {"payer": {"id": "ACME1"}, "lines": [{"code": "97110", "units": 5, "date": "2026-11-02"}]}


def told(folder: Path, text: str) -> list[str]:
    (folder / "mine.py").write_text(text)
    found, wrong = rules(folder)
    assert bool(found) != bool(wrong), "a rule that is wrong is left out"
    return [one.sentence.removeprefix(f"{folder}/") for one in wrong]


def test_an_own_rule_speaks_beside_those_that_ship() -> None:
    own = cleanbill.own(PRACTICE / "rules", PRACTICE / "payers")
    assert [rule.id for rule in own.rules] == ["OW101"]
    assert family(own.rules[0]) == "own"
    assert source(own.rules[0])[0].startswith("More than four timed units")
    assert "OW101" in {finding.rule for finding in cleanbill.check_claim(CLAIM, DAY, own=own)}
    assert "OW101" not in {finding.rule for finding in cleanbill.check_claim(CLAIM, DAY)}


def test_nothing_is_loaded_from_a_folder_that_nobody_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "mine.py").write_text("raise SystemExit('loaded')")
    monkeypatch.chdir(tmp_path)
    assert cleanbill.own().rules == ()
    assert cleanbill.check_claim(CLAIM, DAY)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('id="OW101"', 'id="UN101"', "mine.py: id: UN101 is taken by timed_units_exceed_minutes; OW101 to OW999 never"),
        ('id="OW101"', 'id="mine-1"', "id: 'mine-1' is not two capital letters and three digits, such as OW101."),
        ("version=1", 'version="1"', "mine.py: version: expected a whole number, got text."),
        ('severity="error"', 'severity="fatal"', "severity: 'fatal' is not one of error, warning, info."),
        ('stage=("claim",)', 'stage=("bill",)', "stage: "),
        ("    procedures=TIMED,", '    applies={"unit_rul": ("cms8",)},', "applies: there is no trait 'unit_rul'; 'un"),
        ("    procedures=TIMED,", '    needs=("lines/minuts",),', "needs: 'lines/minuts' is no place in the claim doc"),
        ("    procedures=TIMED,", '    needs=("lines",),', "needs: 'lines' is no place in the claim document, such as"),
        ("    procedures=TIMED,", '    needs=("claim_id/last",),', "needs: 'claim_id/last' is no place in the claim"),
        ("    procedures=TIMED,", '    about="lines/minutes",', "about: 'lines/minutes' is no place in the claim do"),
        ("    procedures=TIMED,", '    reads=("unit_rul",),', "mine.py: reads: there is no trait 'unit_rul'; 'un"),
        ("    procedures=TIMED,", '    reads=("typ",),', "reads: there is no trait 'typ'; 'type' is probably meant."),
        ("    procedures=TIMED,", '    about="note/txt",', "about: 'note/txt' is no place in the claim document out"),
        ('authority=(Authority("Acme Health provider manual", "section 7.3, Limits per visit", "2025"),)',
         "authority=()", "authority: say who says so"),
        ('"2025"),)', '"2025", verified=False),)', "severity: nobody has seen the authority of this error; make it a "),
        ("near_miss(", "passes(", "examples: of the kinds fails, passes and near miss, near miss is missing."),
        ("passes(", "near_miss(", "examples: of the kinds fails, passes and near miss, passes is missing."),
        ("fails(", "near_miss(", "examples: of the kinds fails, passes and near miss, fails is missing."),
        ("check=check", "check=None", "check: expected a function of a visit and a context."),
        ("rule = Rule(", "regel = Rule(", "mine.py: rule: the file must end in `rule = Rule(...)`."),
        ("MOST = 4", "MOST = FOUR", "mine.py: this file cannot be loaded: NameError: name 'FOUR' is not defined."),
        ("MOST = 4", "MOST = (", "mine.py: this file cannot be loaded: SyntaxError: "),
        ("    version=1,", "", "mine.py: this file cannot be loaded: TypeError: Missing required argument 'version'."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_rule_is_told_with_file_and_field(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    assert old in TEXT
    (one,) = told(tmp_path, TEXT.replace(old, new))
    assert one.startswith("mine.py: ")
    assert sentence in one


def test_every_kind_of_example_that_is_missing_is_told(tmp_path: Path) -> None:
    shown = TEXT.index("        passes("), TEXT.index("    ),\n)")
    (one,) = told(tmp_path, TEXT[: shown[0]] + TEXT[shown[1] :])
    assert one.endswith("examples: of the kinds fails, passes and near miss, passes and near miss is missing.")


def test_a_rule_that_waits_for_an_added_file_need_not_show_a_claim_that_fails(tmp_path: Path) -> None:
    added = TEXT.replace("    procedures=TIMED,", '    added="mue",')
    without = added[: added.index("        fails(")] + added[added.index("        passes(") :]
    assert told(tmp_path, without) == []
    assert "near miss is missing" in told(tmp_path, without.replace("near_miss(", "passes("))[0]
    assert "passes is missing" in told(tmp_path, without.replace("passes(", "near_miss("))[0]


def test_a_rule_may_read_the_type_of_payer(tmp_path: Path) -> None:
    assert told(tmp_path, TEXT.replace("    procedures=TIMED,", '    reads=("type",),')) == []


def test_a_rule_file_may_define_what_python_looks_up_by_the_name_of_the_file(tmp_path: Path) -> None:
    table = "@dataclass\nclass Limit:\n    most: int\n\n\nMOST = Limit(4).most"
    text = TEXT.replace("MOST = 4", table).replace(
        "from collections",
        "from __future__ import annotations\n\nfrom dataclasses import dataclass\nfrom collections",
        1,
    )
    assert told(tmp_path, text) == []


def test_other_files_of_the_folder_are_let_be(tmp_path: Path) -> None:
    (tmp_path / "_draft.py").write_text("raise ValueError")
    (tmp_path / "notes.txt").write_text("raise ValueError")
    assert rules(tmp_path) == ((), ())


@pytest.mark.parametrize("need", [need for rule in register() for need in rule.needs])
def test_what_shipped_rules_need_an_own_rule_may_need_too(tmp_path: Path, need: str) -> None:
    assert told(tmp_path, TEXT.replace("    procedures=TIMED,", f"    needs=({need!r},),")) == []


@pytest.mark.parametrize("about", sorted({rule.about for rule in register() if rule.about}))
def test_what_shipped_rules_are_about_an_own_rule_may_be_about_too(tmp_path: Path, about: str) -> None:
    rule = TEXT.replace("    procedures=TIMED,", f"    about={about!r},")
    assert not [one for one in told(tmp_path, rule) if "about" in one]


def test_two_own_rules_must_not_share_an_id(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(TEXT)
    assert told(tmp_path, TEXT.replace("OW101", "OW102")) == []
    (tmp_path / "b.py").write_text(TEXT)
    assert "b.py: id: OW101 is taken" in rules(tmp_path)[1][0].sentence
    with pytest.raises(OwnError, match="OW101 is taken"):
        cleanbill.own(tmp_path)


@pytest.mark.parametrize("body", ["1 / 0", "yield 'a fault'"])
def test_a_rule_that_breaks_off_names_itself_and_the_claim(tmp_path: Path, body: str) -> None:
    text = TEXT.replace("    timed = visit.having(TIMED)", f"    {body}\n    timed = visit.having(TIMED)")
    (tmp_path / "mine.py").write_text(text)
    own = cleanbill.own(tmp_path, PRACTICE / "payers")
    with pytest.raises(OwnRuleError, match=r"mine\.py: rule OW101 broke off on claim C-7: \w+"):
        cleanbill.check_claim({"claim_id": "C-7", **CLAIM}, DAY, own=own)
