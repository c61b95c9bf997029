"""An assistant signs what a clinician has to write: an evaluation, a progress report, a recertification, a discharge.

Assistants may write elements of a progress report between the clinician's reports; those do not stand for one.
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules import noted
from cleanbill.rules.authorities import progress_report

_BY_CLINICIAN = {
    "evaluation": "an evaluation",
    "progress": "a progress report",
    "recertification": "a recertification",
    "discharge": "a discharge note",
}


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault where the signer of such a note is known to be an assistant."""
    found = noted.facts(visit)
    signature = found.signature if found else None
    who = visit.note.signer_credential or (signature.credential if signature else None)
    if who in noted.ASSISTANTS and (what := _BY_CLINICIAN.get(_kind(visit) or "")):
        evidence = (noted.span(signature),) if signature else ()
        yield Fault(f"{who} signed {what}.", field="note/signer_credential", evidence=evidence)


def _kind(visit: Visit) -> str | None:
    """What kind of note it is; where there is no text, by what is billed and said to be written today."""
    if noted.facts(visit):
        return noted.kind(visit)
    progress = visit.claim.history.progress if visit.claim.history else None
    if visit.codes & noted.INITIAL:
        return "evaluation"
    return "progress" if progress and progress.report_written_today else None


def _report(who: str, **progress: bool) -> dict[str, object]:
    text = "Progress note. S: Knee better.\nO: Right knee flexion 110.\nA: Goal 1 met.\nP: Continue 2x/week."
    return {
        "note": {"text": text, "signed": True, "signer_credential": who},
        "history": {"progress": progress},
        "lines": [{"code": "97110", "date": "2026-11-02"}],
    }


rule = Rule(
    id="NO107",
    version=4,
    name="assistant_wrote_report",
    title="An assistant signed what a clinician has to write",
    catalogue="DOC-05",
    severity="error",
    stage=("note", "claim"),
    authority=(
        progress_report(
            "Reports written by assistants are not complete progress reports. The clinician must write a progress "
            "report during each progress report period regardless of whether the assistant writes other reports."
        ),
    ),
    denials=(Denial("50", "N706"),),
    fix="Which clinician examined the patient and writes this report?",
    fix_safety="never",
    about="note",
    check=check,
    examples=(
        fails("a PTA signs the progress report", **_report("PTA", report_written_today=True)),
        fails(
            "a PTA signs an evaluation, its text is not given",
            note={"signer_credential": "PTA"},
            lines=[{"code": "97161", "date": "2026-11-02"}],
        ),
        fails(
            "a PTA signs on the day of the report, its text is not given",
            **(_report("PTA", report_written_today=True) | {"note": {"signer_credential": "PTA"}}),
        ),
        near_miss(
            "a PTA signs a treatment, its text is not given",
            note={"signer_credential": "PTA"},
            lines=[{"code": "97110", "date": "2026-11-02"}],
        ),
        passes("a PT signs it", **_report("PT", report_written_today=True)),
        near_miss(
            "a PTA signs a daily note",
            **(_report("PTA") | {"note": {"text": "Daily note.", "signer_credential": "PTA"}}),
        ),
        near_miss("no signer is known", **_report("", report_written_today=True)),
    ),
)
