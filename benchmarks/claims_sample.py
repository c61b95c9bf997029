"""Clean claims of three lines, made up by a seeded generator: as claim documents (JSONL) and as one 837P.

    python benchmarks/claims_sample.py COUNT jsonl|837|varied > FILE

The same count gives the same bytes, and claim N is the same claim in both forms; the document also says what an 837P
cannot carry: minutes, the payer's traits, and what the note supports. `varied` is the 837P with a name, an address, a
birth date, days and amounts of each claim's own: the worst that can come to a reader that keeps what it has read.
"""

import datetime as dt
import random
import sys
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec

SEED = 20261123
FIRST_DAY = dt.date(2026, 10, 5)
SEPARATOR, COMPONENT, TERMINATOR = "*", ":", "~\n"


class Clinic(NamedTuple):
    """Who bills and treats, and the visits they bill."""

    name: str
    npi: str
    therapist_npi: str
    taxonomy: str
    credential: str | None
    visits: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]  # dx, then lines "code-modifiers units charge minutes"


class Payer(NamedTuple):
    """A payer as the document names it, with its claim filing indicator."""

    type: str
    name: str
    id: str
    filing: str


PAYERS = (
    Payer("medicare_b", "EXAMPLE MEDICARE CONTRACTOR", "99002", "MB"),
    Payer("commercial", "EXAMPLE HEALTH PLAN", "99001", "CI"),
    Payer("commercial", "EXAMPLE BLUE PLAN", "99006", "BL"),
)
COMMERCIAL = {
    "unit_rule": "cms8", "ncci": True, "requires_therapy_modifier": True, "assistant_modifier": False,
    "timely_filing": "180 days from date of service",
}  # fmt: skip
THERAPY = Clinic(
    "EXAMPLE SPINE AND REHAB", "1234567893", "1200000119", "225100000X", "PT",
    (
        (("M54.50", "M62.830"), ("97110-GP 2 62.00 30", "97140-GP 1 58.25 15", "97035-GP 1 24.10 8")),
        (("M25.561",), ("97110-GP 1 62.00 15", "97112-GP 1 66.50 15", "97535-GP 1 64.00 15")),
        (("M54.2",), ("97110-GP 2 62.00 30", "97112-GP 1 66.50 15", "97140-GP 1 58.25 15")),
        (("M25.511", "M25.611"), ("97110-GP 1 62.00 15", "97140-GP 1 58.25 15", "97010-GP 1 12.00 0")),
    ),
)  # fmt: skip
CHIROPRACTIC = Clinic(
    "EXAMPLE CHIROPRACTIC", "1200000556", "1200000333", "111N00000X", "DC",
    (
        (("M99.03", "M54.50"), ("98940-AT 1 42.00 0", "97110-GP 1 40.00 15", "97530-GP 1 45.00 15")),
        (("M99.01", "M99.03", "M54.2"), ("98940-AT 1 42.00 0", "97035-GP 1 24.10 8", "97110-GP 1 40.00 15")),
    ),
)  # fmt: skip
OFFICE = Clinic(
    "EXAMPLE FAMILY MEDICINE", "1245319599", "1200000440", "207Q00000X", None,
    (
        (("M54.50",), ("99213 1 118.00 0", "36415 1 9.00 0", "80053 1 24.00 0")),
        (("M54.16", "M54.50"), ("99214 1 168.00 0", "36415 1 9.00 0", "85025 1 18.00 0")),
    ),
)  # fmt: skip
CLINICS = (THERAPY, THERAPY, CHIROPRACTIC, OFFICE)


class Bill(NamedTuple):
    """One claim, before it is written either way."""

    number: int
    clinic: Clinic
    payer: Payer
    born: dt.date
    sex: str
    day: dt.date
    dx: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...], int, Decimal, int], ...]
    last_name: str = "SAMPLE"
    first_name: str = "ALEX"
    street: str = "12 OAK ST"
    zip: str = "627040002"

    @property
    def id(self) -> str:
        """The patient control number."""
        return f"B{self.number:07}"

    @property
    def member(self) -> str:
        """The member id."""
        return f"MBR{self.number:09}"


def bills(count: int) -> list[Bill]:
    """`count` claims, always the same."""
    chance = random.Random(SEED)
    return [_bill(number, chance) for number in range(1, count + 1)]


def _bill(number: int, chance: random.Random) -> Bill:
    clinic = chance.choice(CLINICS)
    dx, lines = chance.choice(clinic.visits)
    payer = chance.choice(PAYERS)
    if clinic is CHIROPRACTIC and payer.type == "medicare_b":  # which pays a chiropractor for manipulation alone
        lines = tuple(line.replace("-GP", "-GP-GY") for line in lines)
    born = dt.date(1930 if payer.type == "medicare_b" else 1965, 1, 1) + dt.timedelta(chance.randrange(9000))
    day = FIRST_DAY + dt.timedelta(chance.randrange(30))
    return Bill(number, clinic, payer, born, chance.choice("FM"), day, dx, tuple(map(_line, lines)))


def _varied(bill: Bill) -> Bill:
    """The bill as one of a kind."""
    number = bill.number
    letters = "".join("ABCDEFGHIJ"[int(digit)] for digit in f"{number:06}")
    lines = tuple(
        (code, modifiers, units, charge + Decimal(3 * number + n) / 100, minutes)
        for n, (code, modifiers, units, charge, minutes) in enumerate(bill.lines)
    )
    return bill._replace(
        born=dt.date(1930, 1, 1) + dt.timedelta(number % 33_000),
        day=FIRST_DAY - dt.timedelta(number % 300),
        lines=lines,
        last_name=f"SAMPLE{letters}",
        first_name=f"ALEX{letters[::-1]}",
        street=f"{number} OAK ST",
        zip=f"62704{number % 10_000:04}",
    )


def _line(text: str) -> tuple[str, tuple[str, ...], int, Decimal, int]:
    procedure, units, charge, minutes = text.split()
    code, *modifiers = procedure.split("-")
    return code, tuple(modifiers), int(units), Decimal(charge) * int(units), int(minutes)


def claims_jsonl(count: int) -> bytes:
    """`count` claim documents, one a line."""
    encode = msgspec.json.Encoder(decimal_format="number").encode
    return b"".join(encode(_document(bill)) + b"\n" for bill in bills(count))


def _document(bill: Bill) -> dict[str, Any]:
    clinic = bill.clinic
    document: dict[str, Any] = {
        "claim_id": bill.id,
        "payer": {"type": bill.payer.type, "name": bill.payer.name, "id": bill.payer.id},
        "frequency_code": "1",
        "patient": {
            "id": bill.member, "first_name": bill.first_name, "last_name": bill.last_name, "dob": bill.born,
            "sex": bill.sex,
        },
        "place_of_service": "11",
        "billing_npi": clinic.npi,
        "rendering": {"npi": clinic.therapist_npi, "taxonomy": clinic.taxonomy},
        "dx": bill.dx,
        "lines": [
            {
                "n": n, "code": code, "modifiers": modifiers, "units": units, "charge": charge,
                "dx_pointers": [1], "date": bill.day, "minutes": minutes or None,
            }
            for n, (code, modifiers, units, charge, minutes) in enumerate(bill.lines, 1)
        ],
        "note": {"cmt": {"regions": ["lumbar"], "phase": "active"}, "em": {"mdm": "moderate", "total_time_min": 30}},
    }  # fmt: skip
    if bill.payer.type == "commercial":
        document["payer"] |= COMMERCIAL
        document["auth"] = {"required": False}
    if clinic.credential:
        document["rendering"]["credential"] = clinic.credential
    if clinic is THERAPY:
        document["referring_npi"] = OFFICE.therapist_npi
    if clinic is CHIROPRACTIC:
        document["date_initial_treatment"] = FIRST_DAY
    return document


def claims_varied(count: int) -> bytes:
    """`count` claims as one interchange, no two alike in name, address, birth, days or amounts."""
    return _interchange([_varied(bill) for bill in bills(count)])


def claims_837(count: int) -> bytes:
    """`count` claims as one interchange, each clinic with its own billing level."""
    return _interchange(bills(count))


def _interchange(made: list[Bill]) -> bytes:
    body = ["ST*837*0001*005010X222A1", "BHT*0019*00*BENCH*20261123*0900*CH"]
    body += ["NM1*41*2*EXAMPLE SPINE AND REHAB*****46*EXAMPLECLINIC", "PER*IC*BILLING OFFICE*TE*5555550100"]
    body += ["NM1*40*2*EXAMPLE CLEARINGHOUSE*****46*EXAMPLEHUB"]
    level = 0
    for clinic in (THERAPY, CHIROPRACTIC, OFFICE):
        of_clinic = [bill for bill in made if bill.clinic is clinic]
        if of_clinic:
            level += 1
            billing = level
            body += _billing(clinic, billing)
            for bill in of_clinic:
                level += 1
                body += _subscriber(bill, level, billing) + _claim(bill)
    body.append(f"SE*{len(body) + 1}*0001")
    isa = "ISA*00*          *00*          *ZZ*EXAMPLECLINIC  *ZZ*EXAMPLEHUB     *261123*0900*^*00501*000000001*0*T*:"
    head = [isa, "GS*HC*EXAMPLECLINIC*EXAMPLEHUB*20261123*0900*1*X*005010X222A1"]
    return TERMINATOR.join([*head, *body, "GE*1*1", "IEA*1*000000001", ""]).encode()


def _billing(clinic: Clinic, level: int) -> list[str]:
    return [
        f"HL*{level}**20*1",
        f"PRV*BI*PXC*{clinic.taxonomy}",
        f"NM1*85*2*{clinic.name}*****XX*{clinic.npi}",
        "N3*100 MAIN ST*STE 200",
        "N4*SPRINGFIELD*IL*627010001",
        "REF*EI*123456789",
    ]


def _subscriber(bill: Bill, level: int, billing: int) -> list[str]:
    return [
        f"HL*{level}*{billing}*22*0",
        f"SBR*P*18*******{bill.payer.filing}",
        f"NM1*IL*1*{bill.last_name}*{bill.first_name}****MI*{bill.member}",
        f"N3*{bill.street}",
        f"N4*SPRINGFIELD*IL*{bill.zip}",
        f"DMG*D8*{bill.born:%Y%m%d}*{bill.sex}",
        f"NM1*PR*2*{bill.payer.name}*****PI*{bill.payer.id}",
    ]


def _claim(bill: Bill) -> list[str]:
    total = sum(charge for _, _, _, charge, _ in bill.lines)
    dx = [f"{'ABK' if index == 0 else 'ABF'}:{code.replace('.', '')}" for index, code in enumerate(bill.dx)]
    made = [f"CLM*{bill.id}*{total:.2f}***11:B:1*Y*A*Y*Y"]
    if bill.clinic is CHIROPRACTIC:
        made += [f"DTP*454*D8*{FIRST_DAY:%Y%m%d}", "CR2********A"]
    made.append("*".join(["HI", *dx]))
    if bill.clinic is THERAPY:
        made.append(f"NM1*DN*1*REFERRER*PAT****XX*{OFFICE.therapist_npi}")
    made += [f"NM1*82*1*CLINICIAN*SAM****XX*{bill.clinic.therapist_npi}", f"PRV*PE*PXC*{bill.clinic.taxonomy}"]
    for n, (code, modifiers, units, charge, _) in enumerate(bill.lines, 1):
        procedure = ":".join(["HC", code, *modifiers])
        made += [f"LX*{n}", f"SV1*{procedure}*{charge:.2f}*UN*{units}***1"]
        made += [f"DTP*472*D8*{bill.day:%Y%m%d}", f"REF*6R*{bill.id}-{n}"]
    return made


if __name__ == "__main__":
    write = {"jsonl": claims_jsonl, "837": claims_837, "varied": claims_varied}[sys.argv[2]]
    sys.stdout.buffer.write(write(int(sys.argv[1])))
