"""Why a claim with the code is denied, what the payer answers, and what prevents it: the rules that watch for it."""

from functools import cache

from cleanbill.guide import services, words
from cleanbill.guide.page import Block, Row, Section, Table
from cleanbill.guide.sources import of_rule
from cleanbill.guide.subject import Subject
from cleanbill.rules import family, register

_COLUMNS = ("Fault", "Likely answer", "Prevented by", "Rule")
_GROUPS = {
    "The code itself": ("diagnosis",),
    "The note": ("note",),
    "Spinal manipulation": ("chiropractic",),
    "Procedures, modifiers and units": ("evaluation", "modifier", "procedure", "units", "payer"),
    "Authorization, limits and filing": ("authorization", "coverage", "filing"),
}
_OF_ANY_CODE = ("DX101", "DX102", "DX108", "DX109")
_OF_ANY_SERVICE = ("AU101", "AU102", "AU103", "AU104", "CV101", "FI101", "PR101", "UN106")
_EXCLUDED, _NEVER_FIRST = "DX103", "DX104"


def section(subject: Subject) -> Section | None:
    """None for what is no code, and for a chapter, which nobody bills."""
    if not subject.record.status.exists or not subject.record.path:
        return None
    excluded = any(note.kind == "excludes1" for note in subject.record.notes)
    procedures = subject.services.codes if subject.services else ()
    blocks = _tables(excluded, bool(subject.record.never_first), subject.of_the_specialty, procedures)
    return Section("denials", "Why it is denied, and what prevents it", blocks)


@cache
def _tables(excluded: bool, never_first: bool, specialty: bool, procedures: tuple[str, ...]) -> tuple[Block, ...]:
    """The rules that a claim with such a code can meet, by what they are about."""
    met = {*_OF_ANY_CODE, *([_EXCLUDED] if excluded else ()), *([_NEVER_FIRST] if never_first else ())}
    if procedures:
        met.update(_OF_ANY_SERVICE, *(services.rules(code) for code in procedures))
    blocks = []
    for heading, families in _GROUPS.items():
        rows = tuple(
            _row(rule.id)
            for rule in register()
            if family(rule) in families and (rule.id in met or (specialty and family(rule) == "note"))
            if rule.denials and rule.severity != "info"
        )
        if rows:
            blocks.append(Table(_COLUMNS, rows, heading))
    return tuple(blocks)


@cache
def _row(rule_id: str) -> Row:
    rule = next(rule for rule in register() if rule.id == rule_id)
    answer = words.listed([denial.in_words for denial in rule.denials], "or")
    return Row((rule.title, answer, rule.fix, rule.id), of_rule(rule.id))
