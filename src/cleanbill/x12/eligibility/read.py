"""Read the question whether persons are covered (270) and the reply (271)."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from cleanbill.model.eligibility import CoveredBenefit, EligibilityReply, EligibilityRequest, Related
from cleanbill.model.trade import Answer, Network, Reference, Rejection
from cleanbill.x12.deliveries import delivery
from cleanbill.x12.levels import DocumentReader, Level
from cleanbill.x12.loop import Loop
from cleanbill.x12.named import address, insured, party
from cleanbill.x12.plans import ELIGIBILITY_REPLY, ELIGIBILITY_REQUEST
from cleanbill.x12.rejections import rejections

PERSONS = ("22", "23")
ANSWERS: dict[str, Answer] = {"Y": "yes", "N": "no", "U": "unknown"}
NETWORK: dict[str, Network] = {**ANSWERS, "W": "both"}


def read_270(stream: BinaryIO) -> DocumentReader[EligibilityRequest]:
    """The questions of a 270, one a person, in constant memory."""
    return DocumentReader(stream, ELIGIBILITY_REQUEST, _requests)


def read_271(stream: BinaryIO) -> DocumentReader[EligibilityReply]:
    """The replies of a 271, one a person, in constant memory; one where the payer or the provider is refused."""
    return DocumentReader(stream, ELIGIBILITY_REPLY, _replies)


def _requests(levels: Iterator[Level]) -> Iterator[EligibilityRequest]:
    for level in levels:
        asked = level.loop.all("EQ")
        if level.code in PERSONS and (asked or level.leaf):
            if not asked:
                level.loop.require(level.position, "EQ", "what is asked")
            dtp = level.loop.first("DTP", "291")
            yield EligibilityRequest(
                service=level.loop.period(dtp),
                service_types=tuple(code for eq in asked for code in level.loop.repeats(eq, 1)),
                **_named(level),
            )


def _replies(levels: Iterator[Level]) -> Iterator[EligibilityReply]:
    for level in levels:
        person, *benefits = level.loop.split("EB")
        refused = rejections(level)
        if level.code in PERSONS and (level.leaf or benefits or person.first("TRN")):
            yield EligibilityReply(
                references=_references(person),
                dates=tuple(period for dtp in person.all("DTP") if (period := person.period(dtp, dtp[1]))),
                benefits=tuple(_benefit(benefit) for benefit in benefits),
                rejections=refused,
                **_named(level),
            )
        elif level.leaf and refused:
            yield EligibilityReply(rejections=refused, **_named(level))
        elif level.leaf:
            level.loop.require(level.position, "HL", "the person of whom it is said")


def _named(level: Level) -> dict[str, Any]:
    trn = level.loop.first("TRN")
    return {
        "reference": level.bht[3] or None,
        "payer": party(level.within("20"), "PR", "PI"),
        "provider": party(level.within("21"), "1P", "XX"),
        "trace": level.loop.text(trn, 2),
        "traced_by": level.loop.text(trn, 3),
        **insured(level),
    }


def _references(loop: Loop) -> tuple[Reference, ...]:
    return tuple(Reference(ref[1], ref[2]) for ref in loop.all("REF") if ref[1] and ref[2])


def _benefit(loop: Loop) -> CoveredBenefit:
    own, *related = loop.split("NM1")
    eb = own.first("EB")
    _, code, *modifiers = own.parts(eb, 13)
    return CoveredBenefit(
        kind=own.needed(eb, 1),
        coverage=own.text(eb, 2),
        service_types=own.repeats(eb, 3),
        insurance_type=own.text(eb, 4),
        plan=own.text(eb, 5),
        period=own.text(eb, 6),
        money=own.number(eb, 7),
        percent=own.number(eb, 8),
        quantity_type=own.text(eb, 9),
        quantity=own.number(eb, 10),
        authorization=own.coded(eb, 11, ANSWERS),
        in_network=own.coded(eb, 12, NETWORK),
        code=code or None,
        modifiers=tuple(modifier for modifier in modifiers[:4] if modifier),
        deliveries=tuple(delivery(own, hsd) for hsd in own.all("HSD")),
        references=_references(own),
        dates=tuple(period for dtp in own.all("DTP") if (period := own.period(dtp, dtp[1]))),
        rejections=tuple(Rejection("service", own.needed(aaa, 3), own.text(aaa, 4)) for aaa in own.all("AAA")),
        messages=tuple(msg[1] for msg in own.all("MSG") if msg[1]),
        details=tuple(Reference(iii[1], iii[2]) for iii in own.all("III") if iii[1] and iii[2]),
        related=tuple(Related(party(one, "", ""), address(one)) for one in related),
    )
