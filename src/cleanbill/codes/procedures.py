"""Procedures of the specialty: numbers and facts from `procedures.csv`, which names their sources.

Labels are our own; CPT descriptors belong to the AMA.
"""

from typing import Literal

import msgspec
from msgspec import Struct

from cleanbill.codes.tables import rows

Kind = Literal[
    "modality", "therapy_procedure", "evaluation", "test", "training", "wound_care", "acupuncture", "osteopathic",
    "manipulation", "visit_level", "visit_add_on", "injection", "needling", "imaging", "drug_administration",
    "monitoring", "remote", "speech",
]  # fmt: skip
Therapy = Literal["always", "sometimes", "none"]
MUE_EDITION = "2024-07-01"
VISIT_NUMBERS = frozenset(str(number) for number in range(99202, 99500))
"""The numbers of evaluation and management codes, in the table or not."""


class Procedure(Struct, frozen=True):
    """One procedure code.

    `unit`: "15" each unit stands for 15 minutes one-on-one, "day" one unit a day, "other" neither.
    `therapy`: whether it is always, sometimes or never outpatient therapy to Medicare; `therapy_verified` False
    where the list was not at hand. `discipline`: the one therapy modifier it can carry, or "".
    `mue`: units Medicare pays at most; `mai` 1 per line, 2 per day without exception, 3 per day, appealable.
    `status`: its status in the Medicare fee schedule (A active, B bundled, I not valid, N not covered ...).
    """

    code: str
    label: str
    kind: Kind
    unit: Literal["15", "day", "other"]
    therapy: Therapy
    therapy_verified: bool
    discipline: Literal["GP", "GO", "GN", ""]
    mue: int | None
    mai: int | None
    status: str


def procedure(code: str) -> Procedure | None:
    """What is known of a procedure code, or None for a code outside the specialty's table."""
    return PROCEDURES.get(code)


def label(code: str) -> str:
    """The code with our short label: "97110 (exercise)"; the bare code where there is no label."""
    known = PROCEDURES.get(code)
    return f"{code} ({known.label})" if known else code


def is_visit_level(code: str) -> bool:
    """Whether a code reports an evaluation and management visit: numbers 99202 to 99499."""
    return code in VISIT_NUMBERS


def _read(row: dict[str, str]) -> Procedure:
    facts = row | {
        "therapy": row["therapy"].removesuffix("?"),
        "therapy_verified": not row["therapy"].endswith("?"),
        "mue": row["mue"] or None,
        "mai": row["mai"] or None,
    }
    return msgspec.convert(facts, Procedure, strict=False)


def _codes(**wanted: str) -> frozenset[str]:
    """The codes whose every named fact has the wanted value."""
    return frozenset(
        known.code
        for known in PROCEDURES.values()
        if all(getattr(known, name) == value for name, value in wanted.items())
    )


PROCEDURES: dict[str, Procedure] = {row["code"]: _read(row) for row in rows("procedures.csv")}
TIMED = _codes(unit="15")
UNTIMED = _codes(unit="day")
ALWAYS_THERAPY = _codes(therapy="always")
SOMETIMES_THERAPY = _codes(therapy="sometimes")
THERAPY = ALWAYS_THERAPY | SOMETIMES_THERAPY
VISIT_LEVEL = _codes(kind="visit_level")
EVALUATION = _codes(kind="evaluation")
UNLISTED = frozenset(known.code for known in PROCEDURES.values() if known.label.startswith("unlisted "))
"""Procedures without a number of their own, of which the claim has to say what they are."""
INJECTION = _codes(kind="injection")
OSTEOPATHIC = _codes(kind="osteopathic")
MANIPULATION = frozenset({"98940", "98941", "98942", "98943"})
SPINAL_MANIPULATION = frozenset({"98940", "98941", "98942"})
HANDS_ON = frozenset(
    known.code
    for known in PROCEDURES.values()
    if known.kind in ("modality", "manipulation", "osteopathic", "injection", "needling", "acupuncture", "wound_care")
) | {"95992", "97113", "97124", "97140"}
"""Procedures that nobody gives without touching the patient or a machine that does."""
OF_ONE_DISCIPLINE = {known.code: known.discipline for known in PROCEDURES.values() if known.discipline}
