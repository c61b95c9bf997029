"""Code sets by date of service: ICD-10-CM, procedure facts, modifiers, edits, places, reasons, taxonomy."""

from cleanbill.codes.icd10cm import CodeSetError, Release, release
from cleanbill.model.code import CodeRecord, Exclusion, SearchHit, Status


def shipped() -> tuple[tuple[str, str], ...]:
    """The tables that ship and answer where no official file is added: title and edition."""
    from cleanbill.codes import add_on, ncci, places, procedures, reasons

    return (
        ("NCCI procedure-to-procedure edits, practitioner", ncci.EDITION),
        ("Medically Unlikely Edits, practitioner", procedures.MUE_EDITION),
        ("NCCI add-on codes", add_on.EDITION),
        ("Places of service", places.EDITION),
        ("Adjustment reason and remark codes", reasons.EDITION),
    )


__all__ = ["CodeRecord", "CodeSetError", "Exclusion", "Release", "SearchHit", "Status", "release", "shipped"]
