"""More than ten treatment days have passed without a clinician's progress report.

Treatment days count, not calendar days or visits billed. A report by an assistant does not end the period.
"""

from collections.abc import Iterator

from cleanbill import parameters
from cleanbill.codes.procedures import ALWAYS_THERAPY
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules import noted
from cleanbill.rules.authorities import progress_report


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault: a report is overdue, or the last one is an assistant's."""
    history = visit.claim.history
    progress = history.progress if history else None
    most = parameters.value("progress_report_days.most", visit.date or context.on)
    if progress is None or most is None or progress.report_written_today:
        return
    days, author = progress.treatment_days_since_last_report, progress.last_report_author
    if days is not None and days > most:
        message = f"{days} treatment days since the last progress report; one is due every {most}."
        yield Fault(message, field="history/progress/treatment_days_since_last_report")
    elif author in noted.ASSISTANTS:
        yield Fault(f"The last progress report is by a {author}.", field="history/progress/last_report_author")


def _claim(payer: str = "medicare_b", **progress: object) -> dict[str, object]:
    line = {"code": "97110", "modifiers": ["GP"], "date": "2026-11-02"}
    return {"payer": {"type": payer}, "history": {"progress": progress}, "lines": [line]}


rule = Rule(
    id="PC105",
    version=1,
    name="progress_report_overdue",
    title="A progress report is overdue",
    catalogue="DOC-03",
    severity="warning",
    stage=("claim",),
    applies={"type": ("medicare_b",)},
    authority=(progress_report("The minimum progress report period shall be at least once every 10 treatment days."),),
    check=check,
    fix="When did a clinician last write a progress report?",
    fix_safety="never",
    procedures=ALWAYS_THERAPY,
    needs=("history/progress/treatment_days_since_last_report",),
    denials=(Denial("50", "N706"),),
    examples=(
        fails("twelve treatment days", **_claim(treatment_days_since_last_report=12)),
        fails("by an assistant", **_claim(treatment_days_since_last_report=4, last_report_author="PTA")),
        passes("written on day 10", **_claim(treatment_days_since_last_report=10, report_written_today=True)),
        near_miss("the tenth day", **_claim(treatment_days_since_last_report=10)),
        near_miss("written today, on day 12", **_claim(treatment_days_since_last_report=12, report_written_today=True)),
        unknown("the days are not known", **_claim()),
    ),
)
