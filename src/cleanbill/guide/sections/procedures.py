"""The procedures billed with the code, by discipline, and what each needs in the note."""

from cleanbill.guide import services
from cleanbill.guide.page import Block, Section, Statement, Statements
from cleanbill.guide.sources import of_rule
from cleanbill.guide.subject import Subject

_DISCIPLINES = {"pt": "Physical therapy", "dc": "Chiropractic", "primary": "Primary care"}


def section(subject: Subject) -> Section | None:
    """None where no topic lists procedures."""
    listed = subject.services
    if listed is None or not subject.record.status.exists:
        return None
    blocks: list[Block] = [
        Statements(
            (
                Statement(
                    "No official table ties these procedures to this diagnosis: they are those commonly billed with "
                    "it. Each needs its own support in the note, and its line must point to the diagnosis it treats.",
                    ("ours", *of_rule("DX108")),
                    "ours",
                ),
            )
        )
    ]
    for field, name in _DISCIPLINES.items():
        codes = getattr(listed, field)
        if codes:
            blocks += services.table(name, codes)
    return Section("procedures", "Procedures billed with it", tuple(blocks))
