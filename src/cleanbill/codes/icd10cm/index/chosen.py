"""Which files of the Index an edition of the code set is given. Asked at every opening, so nothing is read here."""

import datetime as dt

from cleanbill.data import Holding, holdings, in_force

DISEASES = "icd10cm-index"
EXTERNAL_CAUSES = "icd10cm-external-cause-index"
NEOPLASMS = "icd10cm-neoplasm-table"
DRUGS = "icd10cm-drug-table"


def chosen(start: dt.date) -> tuple[Holding, ...]:
    """What is on the shelf for an edition in force from `start`: of each kind the newest that has begun by then,
    else the oldest."""
    every = holdings()
    kinds = (DISEASES, EXTERNAL_CAUSES, NEOPLASMS, DRUGS)
    found = (in_force(kind, start) or next((h for h in every if h.kind == kind), None) for kind in kinds)
    return tuple(holding for holding in found if holding)
