"""What a form works out from its answers: totals of minutes, counts, the level that two of three elements reach."""

from collections.abc import Callable, Mapping
from typing import Any

from cleanbill.codes.procedures import TIMED
from cleanbill.questionnaires.definition import Questionnaire
from cleanbill.questionnaires.rows import rows

LEVELS = ("straightforward", "low", "moderate", "high")
ONE_ON_ONE = "one_on_one"
Answers = Mapping[str, Any]


def billed_minutes(row: Answers) -> int | None:
    """The minutes that count for a row's code: of a timed code only those that the clinician spent one-on-one."""
    if row.get("code") in TIMED and row.get("contact", ONE_ON_ONE) != ONE_ON_ONE:
        return 0
    return row.get("minutes")


def _minutes(form: Questionnaire, answers: Answers, timed: bool) -> int | None:
    """Minutes of the rows that have a code, of all or of the timed ones; None where no such row has minutes.

    What is under no code, and what was not one-on-one under a timed code, is not treatment time (Medicare Benefit
    Policy Manual ch. 15, section 220.3.E: timed and untimed codes, no rest).
    """
    codes = [(row.answers.get("code"), billed_minutes(row.answers)) for row in rows(form, answers, "treatment")]
    spent = [minutes for code, minutes in codes if minutes is not None and (code in TIMED if timed else code)]
    return sum(spent) if spent else None


def _timed(form: Questionnaire, answers: Answers) -> int | None:
    return _minutes(form, answers, timed=True)


def _whole(form: Questionnaire, answers: Answers) -> int | None:
    return _minutes(form, answers, timed=False)


def _factors(form: Questionnaire, answers: Answers) -> int | None:
    """How many personal factors are named; 0 where the answer is that there are none."""
    given = answers.get("complexity", {})
    return len(given.get("factors", ())) if "factors_found" in given else None


def _elements(form: Questionnaire, answers: Answers) -> int | None:
    given = answers.get("complexity", {})
    return len(given["elements"]) if "elements" in given else None


def _decision_making(form: Questionnaire, answers: Answers) -> str | None:
    """The level that two of the three elements reach; None unless all three are answered."""
    given = answers.get("decision_making", {})
    levels = sorted(LEVELS.index(given[id]) for id in ("problems", "data", "risk") if id in given)
    return LEVELS[levels[1]] if len(levels) == 3 else None


COMPUTED: dict[str, Callable[[Questionnaire, Answers], int | str | None]] = {
    "timed_minutes": _timed,
    "treatment_minutes": _whole,
    "factors": _factors,
    "elements": _elements,
    "decision_making": _decision_making,
}
