"""The segments that say what other payers are and have decided; sums that do not agree are told."""

from decimal import Decimal

from cleanbill.model.claim import Claim, Line
from cleanbill.model.other_payer import Adjudication, Adjustment, Outpatient
from cleanbill.x12.claim import loops
from cleanbill.x12.claim.sent_parts import references
from cleanbill.x12.kinds import KINDS
from cleanbill.x12.rows import MISSING, Wrong, element, few, write, written

MOST_PAYERS = 10
MOST_ADJUDICATIONS = 15
MOST_OF_A_GROUP = 6  # reasons in one CAS
MOST_GROUPS = 5
MOST_REMARKS = 5

Segments = list[str]


def other_payers(claim: Claim, wrong: list[Wrong]) -> Segments:
    """The other payers of a claim."""
    segments: Segments = []
    if len(claim.other_payers) > MOST_PAYERS:
        wrong.append(
            Wrong("/other_payers", f"has {len(claim.other_payers)} entries; at most {MOST_PAYERS} can be sent")
        )
    for index, payer in enumerate(claim.other_payers):
        above = f"/other_payers/{index}"
        segments += write(loops.OTHER_SUBSCRIBER, payer, wrong, above)
        segments += _adjusted(payer.adjustments, above, wrong)
        segments += write(loops.OTHER_PAYER, payer, wrong, above)
        segments += _moa(payer.outpatient, f"{above}/outpatient", wrong) if payer.outpatient else []
        segments += write(loops.OTHER_INSURED, payer, wrong, above)
        segments += references(payer.references, above, wrong)
        segments += write(loops.OTHER_REFERENCES, payer, wrong, above)
        lines = [one for line in claim.lines for one in line.adjudications if one.payer_id == payer.id]
        if payer.paid is not None:
            _check_whole(claim, index, lines, wrong)
        if payer.group and payer.group_name:
            wrong.append(Wrong(f"{above}/group_name", "stands beside the group's number; one of them can be sent"))
        if payer.patient_owes is not None and any(one.patient_owes is not None for one in lines):
            wrong.append(
                Wrong(f"{above}/patient_owes", "is given for the claim and for its lines; one of them can stand")
            )
        if payer.date and any(one.date for one in lines):
            wrong.append(Wrong(f"{above}/date", "is given for the claim and for its lines; one of them can stand"))
        if payer.paid is not None and not payer.date and not (lines and all(one.date for one in lines)):
            wrong.append(Wrong(f"{above}/date", MISSING))
    return segments


def adjudications(claim: Claim, line: Line, above: str, wrong: list[Wrong]) -> Segments:
    """What other payers decided on a line."""
    segments: Segments = []
    if len(line.adjudications) > MOST_ADJUDICATIONS:
        text = f"has {len(line.adjudications)} entries; at most {MOST_ADJUDICATIONS} can be sent"
        wrong.append(Wrong(f"{above}/adjudications", text))
    for index, one in enumerate(line.adjudications):
        here = f"{above}/adjudications/{index}"
        segments.append(_svd(one, here, wrong))
        segments += _adjusted(one.adjustments, here, wrong)
        segments += write(loops.ADJUDICATION, one, wrong, here)
        if all(payer.id != one.payer_id for payer in claim.other_payers):
            wrong.append(Wrong(f"{here}/payer_id", f"is {one.payer_id!r}; it must be the id of one of /other_payers"))
        settled = one.paid + _total(one.adjustments)
        if line.charge is not None and settled != line.charge:
            text = f"is {one.paid}; with the adjustments that makes {settled}, and the charge is {line.charge}"
            wrong.append(Wrong(f"{here}/paid", text))
    return segments


def _svd(one: Adjudication, above: str, wrong: list[Wrong]) -> str:
    payer = written(one.payer_id, KINDS["text"], 80, f"{above}/payer_id", wrong)
    paid = written(one.paid, KINDS["money"], 18, f"{above}/paid", wrong)
    procedure = [written(one.code, KINDS["procedure"], 5, f"{above}/code", wrong)]
    procedure += [written(text, KINDS["modifier"], 2, f"{above}/modifiers", wrong) for text in one.modifiers]
    if one.units is None:
        wrong.append(Wrong(f"{above}/units", MISSING))
        return ""
    units = written(one.units, KINDS["paid_units"], 15, f"{above}/units", wrong)
    svd = f"SVD*{payer}*{paid}*HC:{':'.join(procedure)}**{units}"
    return f"{svd}*{one.bundled_into}" if one.bundled_into else svd


def _moa(said: Outpatient, above: str, wrong: list[Wrong]) -> Segments:
    """What Medicare said of the claim: its rate and amounts, with the remark codes between."""
    remarks = [
        element(code, "remark", f"{above}/remarks/{index}", wrong)
        for index, code in enumerate(few(said.remarks, MOST_REMARKS, f"{above}/remarks", wrong))
    ]
    named = {name: getattr(said, name) for name in ("rate", "payable", "renal", "not_payable")}
    rate, payable, renal, not_payable = (
        "" if value is None else element(value, "quantity" if name == "rate" else "money", f"{above}/{name}", wrong)
        for name, value in named.items()
    )
    remarks += [""] * (MOST_REMARKS - len(remarks))
    return ["*".join(("MOA", rate, payable, *remarks, renal, not_payable)).rstrip("*")]


def _adjusted(adjustments: tuple[Adjustment, ...], above: str, wrong: list[Wrong]) -> Segments:
    """A CAS for each group of adjustments."""
    groups: dict[str, list[str]] = {}
    for index, one in enumerate(adjustments):
        here = f"{above}/adjustments/{index}"
        group = written(one.group, KINDS["group"], 2, f"{here}/group", wrong)
        reason = written(one.reason, KINDS["reason"], 5, f"{here}/reason", wrong)
        amount = written(one.amount, KINDS["adjustment"], 18, f"{here}/amount", wrong)
        quantity = (
            "" if one.quantity is None else written(one.quantity, KINDS["quantity"], 15, f"{here}/quantity", wrong)
        )
        groups.setdefault(group, []).append(f"{reason}*{amount}*{quantity}")
    if len(groups) > MOST_GROUPS or any(len(trios) > MOST_OF_A_GROUP for trios in groups.values()):
        text = f"has too many entries; at most {MOST_OF_A_GROUP} of a group can be sent"
        wrong.append(Wrong(f"{above}/adjustments", text))
    return [f"CAS*{group}*{'*'.join(trios)}".rstrip("*") for group, trios in groups.items()]


def _check_whole(claim: Claim, index: int, lines: list[Adjudication], wrong: list[Wrong]) -> None:
    """The payment of the claim is that of its lines less what was taken off the claim; or all is said of the claim."""
    payer = claim.other_payers[index]
    taken, paid = _total(payer.adjustments), payer.paid or Decimal(0)
    if lines:
        right = sum((one.paid for one in lines), Decimal(0)) - taken
    elif payer.adjustments:
        right = sum((line.charge or Decimal(0) for line in claim.lines), Decimal(0)) - taken
    else:
        return
    if paid != right:
        text = f"is {paid}; by the lines and adjustments it must be {right}"
        wrong.append(Wrong(f"/other_payers/{index}/paid", text))


def _total(adjustments: tuple[Adjustment, ...]) -> Decimal:
    return sum((one.amount for one in adjustments), Decimal(0))
