"""What a form works out from its answers: totals of minutes, codes that follow from regions, counts."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cleanbill.codes.procedures import TIMED
from cleanbill.questionnaires.definition import Questionnaire

LEVELS = ("straightforward", "low", "moderate", "high")
Row = Mapping[str, Any]


def rows(form: Questionnaire, answers: Row, fact: str) -> Iterator[tuple[str, Row]]:
    """The rows of the groups that state such a fact, each with its JSON pointer."""
    for group in form.items:
        if group.fact == fact:
            given = answers.get(group.id, [] if group.repeats else None)
            listed = given if isinstance(given, list) else [given] if given is not None else []
            for index, row in enumerate(listed):
                yield (f"/{group.id}/{index}" if group.repeats else f"/{group.id}"), row


def one_on_one_minutes(row: Row) -> int:
    """The minutes by which a timed code is billed: only those that the clinician spent with the one patient."""
    return int(row.get("minutes", 0)) if row.get("one_on_one") is not False else 0


def _timed(form: Questionnaire, answers: Row) -> int | None:
    """Minutes of the timed codes (Medicare Benefit Policy Manual ch. 15, section 220.3.E)."""
    found = [row for _, row in rows(form, answers, "treatment") if row.get("code") in TIMED]
    return sum(map(one_on_one_minutes, found)) if found else None


def _whole(form: Questionnaire, answers: Row) -> int | None:
    """Minutes of the timed and the untimed codes. What is under no code, or not one-on-one, is not treatment time."""
    found = [row for _, row in rows(form, answers, "treatment") if row.get("code")]
    if not any("minutes" in row for row in found):
        return None
    timed = sum(one_on_one_minutes(row) for row in found if row["code"] in TIMED)
    return timed + sum(int(row.get("minutes", 0)) for row in found if row["code"] not in TIMED)


def _factors(form: Questionnaire, answers: Row) -> int | None:
    return _count(answers, "factors")


def _elements(form: Questionnaire, answers: Row) -> int | None:
    return _count(answers, "elements")


def _count(answers: Row, id: str) -> int | None:
    """How many a list of the complexity group names; None where it was not answered."""
    given = answers.get("complexity", {})
    return 0 if given.get(f"no_{id}") else len(given[id]) if id in given else None


def _decision_making(form: Questionnaire, answers: Row) -> str | None:
    """The level that two of the three elements reach."""
    given = answers.get("decision_making", {})
    levels = sorted(LEVELS.index(given[id]) for id in ("problems", "data", "risk") if id in given)
    return LEVELS[levels[-2]] if len(levels) == 3 else None


COMPUTED: dict[str, Callable[[Questionnaire, Row], int | str | None]] = {
    "timed_minutes": _timed,
    "treatment_minutes": _whole,
    "factors": _factors,
    "elements": _elements,
    "decision_making": _decision_making,
}
