"""The level of a subscriber (2000B) of an 837P: what the block that begins with its HL says."""

from msgspec import Struct, structs

from cleanbill.model.claim import Patient, Payer
from cleanbill.model.parties import Subscriber
from cleanbill.x12.blocks import Block
from cleanbill.x12.claim.people import payer, person, person_indices
from cleanbill.x12.shape import Shape, places

SUBSCRIBER = places("2000B SBR", "2010BA REF*SY", "2010BB NM1*PR", "2010BA REF*Y4")
HOLDER = places("2010BA NM1*IL", "2010BA DMG", "2000B PAT", "2010BA N3", "2010BA N4")
NOBODY, NO_HOLDER = Subscriber(), Patient()


class SubscriberLevel(Struct, frozen=True, gc=False):
    """Who is insured, and by whom.

    `number` and `above` are HL01 and HL02; `indices` says by JSON pointer where in the block a value stands, `sbr`
    where the SBR does, 0 where there is none; `holder` is the insured, and the patient unless `has_dependent`.
    """

    number: str
    above: str
    indices: tuple[tuple[str, int], ...]
    sbr: int
    has_dependent: bool
    insured: Subscriber
    payer: Payer
    holder: Patient
    claim_number: str | None


def read_subscriber(block: Block, shape: Shape) -> SubscriberLevel:
    """What the block says."""
    at_sbr, ssn, at_payer, number = SUBSCRIBER(shape)
    indices: list[tuple[str, int]] = []
    insured, filing, has_dependent = NOBODY, "", False
    if at_sbr:
        sbr = block[at_sbr]
        indices.append(("/payer/type", at_sbr))
        has_dependent, filing, insured = sbr.elements[2] != "18", sbr.elements[9], sbr.decoded
        if ssn:
            insured = structs.replace(insured, ssn=block[ssn].elements[2] or None)
    if at_payer:
        indices.append(("/payer", at_payer))
    holder = NO_HOLDER
    if (found := HOLDER(shape))[0]:
        holder = person(block, found, block[found[0]].elements[9] or None)
        indices += person_indices(found)
    if number:
        indices.append(("/accident/claim_number", number))
    hl = block[0].elements
    return SubscriberLevel(
        hl[1],
        hl[2],
        tuple(indices),
        at_sbr,
        has_dependent,
        insured,
        payer(block, shape, filing),
        holder,
        (block[number].elements[2] or None) if number else None,
    )
