"""A provider number is no NPI: not ten digits, a first digit other than 1 or 2, or a wrong check digit."""

from collections.abc import Iterator

from cleanbill.codes import npi
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial

_REMARK = {"billing": "N257", "rendering": "N290", "referring": "N286"}


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each number of the claim, and for each that a line has of its own."""
    claim = visit.claim
    numbers: list[tuple[str, str | None, str, Line | None]] = [
        ("billing", claim.billing_npi, "billing_npi", None),
        ("rendering", claim.rendering.npi, "rendering/npi", None),
        ("referring", claim.referring_npi, "referring_npi", None),
    ]
    for line in visit.lines:
        if line.rendering:
            numbers.append(("rendering", line.rendering.npi, "rendering/npi", line))
        if line.referring_npi:
            numbers.append(("referring", line.referring_npi, "referring_npi", line))
    for who, number, field, own in numbers:
        if number is not None and (why := npi.fault(number)):
            message = f"The {who} provider's NPI {number} {why}."
            yield Fault(message, own, field, denials=(Denial("16", _REMARK[who]), Denial("207")))


def _claim(**numbers: object) -> dict[str, object]:
    return {"lines": [{"code": "97110", "date": "2026-03-16"}]} | numbers


rule = Rule(
    id="ID103",
    version=3,
    name="npi_check_digit_wrong",
    title="Not a valid NPI",
    catalogue="ADM-03",
    severity="error",
    stage=("claim",),
    authority=(
        Authority(
            "45 CFR 162.406(a)",
            "Standard unique health identifier for health care providers",
            "in force since 2004-05-23",
        ),
        Authority(
            "CMS, National Provider Identifier standard", "Check digit: Luhn's formula with the prefix 80840", "2004"
        ),
    ),
    check=check,
    fix="Look the provider up in the NPI registry and give the number as it stands there.",
    fix_safety="never",
    denials=(Denial("16", "N257"), Denial("16", "N290"), Denial("16", "N286"), Denial("207")),
    examples=(
        fails("The billing NPI's last digit is wrong", **_claim(billing_npi="1456789125")),
        fails("The rendering NPI has nine digits", **_claim(rendering={"npi": "145678912"})),
        fails("The referring NPI begins with 9", **_claim(referring_npi="9876543210")),
        fails(
            "A line's own rendering NPI fails its check digit",
            lines=[{"code": "97110", "date": "2026-03-16", "rendering": {"npi": "1456789125"}}],
        ),
        passes("A right NPI", **_claim(billing_npi="1456789126")),
        near_miss(
            "Three right NPIs, one beginning with 2",
            **_claim(billing_npi="1234567893", rendering={"npi": "1200000119"}, referring_npi="2366554857"),
        ),
        near_miss("No NPI given", **_claim()),
    ),
)
