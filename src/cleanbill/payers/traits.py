"""The traits of a payer that rules ask about."""

from msgspec import Struct

from cleanbill.model.claim import PayerType, UnitRule


class Traits(Struct, frozen=True, kw_only=True, gc=False, cache_hash=True):
    """What a payer wants on one date of service. None: not known, never a guess.

    `unverified` are the traits whose source was not at hand when their profile was written: what rests on one of
    them is a warning at most.
    """

    type: PayerType | None = None
    unit_rule: UnitRule | None = None
    timely_filing: str | None = None
    ncci: bool | None = None
    requires_therapy_modifier: bool | None = None
    assistant_modifier: bool | None = None
    accepts_97014: bool | None = None
    accepts_G0283: bool | None = None  # noqa: N815 - the HCPCS code as it is written
    pays_97010: bool | None = None
    covers_98943: bool | None = None
    active_treatment_modifier: bool | None = None
    """Spinal manipulation in active treatment must carry AT."""
    subluxation_first: bool | None = None
    """Spinal manipulation must have a subluxation (M99.01-M99.05) as its first diagnosis."""
    initial_treatment_date: bool | None = None
    """Spinal manipulation must carry the date of initial treatment."""
    therapists_bill_visits: bool | None = None
    """Physical and occupational therapists are paid for evaluation and management visits."""
    asks_authorization: bool | None = None
    """Prior authorization of outpatient therapy or manipulation exists with this payer."""
    unverified: frozenset[str] = frozenset()


TRAITS = tuple(name for name in Traits.__struct_fields__ if name not in ("type", "unverified"))
