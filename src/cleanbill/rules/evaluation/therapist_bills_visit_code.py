"""A physical or occupational therapist, or an assistant, bills an evaluation and management visit.

Therapists bill 97161-97164 or 97165-97168. Where the payer's own rule is not known, a person decides.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import VISIT_NUMBERS
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial

_WHO = {
    "PT": ("a physical therapist", "97161-97164"),
    "PTA": ("a physical therapist assistant", "97161-97164 by the therapist"),
    "OT": ("an occupational therapist", "97165-97168"),
    "OTA": ("an occupational therapy assistant", "97165-97168 by the therapist"),
}


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    pays = visit.payer.therapists_bill_visits
    for line in visit.having(VISIT_NUMBERS):
        who, codes = _WHO.get(visit.credential(line) or "", ("", ""))
        if who and not pays:
            yield Fault(
                f"{line.code} is billed by {who}.",
                line,
                "code",
                severity=None if pays is False else "warning",
                fix=f"Bill the evaluation that was done as {codes}.",
            )


def _claim(code: str, payer: dict[str, object], **rendering: str) -> dict[str, object]:
    return {"payer": payer, "rendering": rendering, "lines": [{"code": code, "date": "2026-03-16"}]}


rule = Rule(
    id="EV103",
    version=3,
    name="therapist_bills_visit_code",
    title="A therapist bills a visit code",
    catalogue="EM-03",
    severity="error",
    stage=("claim",),
    authority=(
        Authority("Medicare Benefit Policy Manual", "ch. 15, §230", "CMS Pub. 100-02"),
        Authority(
            "UnitedHealthcare commercial reimbursement policy, Physical Medicine & Rehabilitation: PT, OT and "
            "Evaluation and Management",
            "Reimbursement Guidelines",
            "read in November 2026",
            "https://www.uhcprovider.com/en/policies-protocols/commercial-policies/commercial-reimbursement-policies/COMM-Physical-Med-Rehab-PT-OT-and-Evaluation-Mgmt-Policy.html",
            "UnitedHealthcare will not reimburse Physical and Occupational Therapists or Physical and Occupational "
            "Therapy Assistants for CPT evaluation and management codes 98970-98972, 99091, 99201-99499",
        ),
    ),
    check=check,
    fix="Bill the therapy evaluation that was done: 97161-97164 or 97165-97168.",
    fix_safety="ask",
    reads=("therapists_bill_visits",),
    procedures=VISIT_NUMBERS,
    needs=("rendering/credential|rendering/taxonomy",),
    denials=(Denial("170", "N95"),),
    examples=(
        fails("A physical therapist bills 99213", **_claim("99213", {"type": "medicare_b"}, credential="PT")),
        fails("Known by taxonomy alone", **_claim("99203", {"profile": "unitedhealthcare"}, taxonomy="225X00000X")),
        fails("The plan's rule is not known: a warning", **_claim("99213", {"type": "commercial"}, credential="PT")),
        passes("A physician bills 99213", **_claim("99213", {"type": "medicare_b"}, credential="MD")),
        near_miss("A therapist bills 97161", **_claim("97161", {"type": "medicare_b"}, credential="PT")),
        near_miss(
            "The line names the physician who saw the patient",
            payer={"type": "medicare_b"},
            rendering={"credential": "PT"},
            lines=[{"code": "99213", "date": "2026-03-16", "rendering": {"credential": "MD"}}],
        ),
        near_miss(
            "A massage therapist's taxonomy is not a physical therapist's",
            **_claim("99213", {"type": "medicare_b"}, taxonomy="225700000X"),
        ),
        unknown("Nothing says who treated", **_claim("99213", {"type": "medicare_b"})),
    ),
)
