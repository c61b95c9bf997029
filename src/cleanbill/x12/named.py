"""Who is named in a loop: payers and providers (`Party`), the subscriber and the dependent; how each is written."""

from typing import Any

from cleanbill.model.claim import Patient
from cleanbill.model.parties import Address
from cleanbill.model.trade import Party, Relationship
from cleanbill.x12 import names
from cleanbill.x12.levels import Level
from cleanbill.x12.loop import Loop, Placed

RELATIONSHIPS: dict[str, Relationship] = {"01": "spouse", "19": "child", "20": "employee"}  # INS02
UNKNOWN = ("", "21")


def party(loop: Loop, kind: str, id_type: str, nm1: Placed | None = None) -> Party:
    """The party of an NM1, else of the first of the loop; its kind and that of its id where they are not the usual."""
    nm1 = nm1 or loop.first("NM1")
    prv, per = loop.first("PRV"), loop.first("PER")
    return Party(
        name=loop.text(nm1, 3),
        first_name=loop.text(nm1, 4),
        id=loop.text(nm1, 9),
        id_type=nm1[8] if nm1[8] not in ("", id_type) else None,
        kind=nm1[1] if nm1[1] not in ("", kind) else None,
        taxonomy=loop.text(prv, 3),
        phone=names.phone(per.elements),
    )


def written(path: str, kind: str, id_type: str) -> str:
    """The row that writes the party at this path of a document: `kind` and `id_type` stand where it says none."""
    name = f"{{{path}.first_name person=2}}*{{{path}.name!}}*{{{path}.first_name 35}}"
    return f"!NM1*{{{path}.kind code={kind}}}*{name}****{{{path}.id_type code={id_type}}}*{{{path}.id! 80}}"


def payer(path: str, kind: str) -> str:
    """The row that writes the payer at this path: an organization, always."""
    return f"!NM1*{{{path}.kind code={kind}}}*2*{{{path}.name!}}*****{{{path}.id_type code=PI}}*{{{path}.id! 80}}"


def home(path: str) -> str:
    """The rows that write the address of the person at this path."""
    street = f"N3*{{{path}.address.street 55}}*{{{path}.address.street2 55}}"
    return f"{street}\nN4*{{{path}.address.city 30}}*{{{path}.address.state state}}*{{{path}.address.zip zip}}"


def born(path: str) -> str:
    """The row that writes the birth date and the sex of the person at this path."""
    return f"DMG*{{{path}.dob date after D8}}*{{{path}.sex known_sex}}"


def person(loop: Loop, *kinds: str) -> Patient:
    """The person of an NM1 with its birth date, sex and address."""
    nm1, dmg = loop.first("NM1", *kinds), loop.first("DMG")
    return Patient(
        id=loop.text(nm1, 9),
        first_name=loop.text(nm1, 4),
        last_name=loop.text(nm1, 3),
        dob=loop.day(dmg, 2),
        sex=loop.text(dmg, 3),
        address=address(loop),
    )


def address(loop: Loop) -> Address | None:
    """The address of a loop; None where it has none."""
    n3, n4 = loop.first("N3"), loop.first("N4")
    if not n3 and not n4:
        return None
    return Address(loop.text(n3, 1), loop.text(n3, 2), loop.text(n4, 1), loop.text(n4, 2), loop.text(n4, 3))


def insured(level: Level) -> dict[str, Any]:
    """The fields of `Insured`: who is told at the level and those above it."""
    dependent = level.loop if level.code == "23" else level.above.get("23")
    subscriber = level.loop if level.code == "22" else level.at("22")
    found: dict[str, Any] = {"subscriber": person(head(subscriber), "IL")}
    if dependent:
        ins = dependent.first("INS")
        told = RELATIONSHIPS.get(ins[2], "other") if ins[2] not in UNKNOWN else None
        found |= {"dependent": person(head(dependent), "QC", "03"), "relationship": told}
    return found


def head(loop: Loop) -> Loop:
    """What stands of a person before what is asked or said of him."""
    return loop.split("EQ", "EB")[0]
