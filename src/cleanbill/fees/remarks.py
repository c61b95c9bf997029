"""What a reader of a price must know beside it, in sentences."""

from collections.abc import Iterator, Sequence

from cleanbill.data import Holding
from cleanbill.fees import price as prices
from cleanbill.fees.schedule import QUALIFYING, Service
from cleanbill.model.fee import Fee

_WITHOUT_EFFECT = frozenset("26 TC 53 CQ CO GP GO GN KX 25 59 XE XP XS XU AT LT RT".split())
_ANOTHER = {
    "2": "A second procedure of the same day may be paid at 50 %, which is not reckoned here.",
    "3": "Several endoscopies of the same day are paid by a rule of their own, which is not reckoned here.",
    "4": "Further imaging of the same session is paid at less, which is not reckoned here.",
    "6": "Further cardiovascular tests of the same day are paid at less, which is not reckoned here.",
    "7": "Further eye tests of the same day are paid at less, which is not reckoned here.",
}


def of(fee: Fee, service: Service, files: Sequence[Holding], own_factor: bool) -> tuple[str, ...]:
    """The remarks on a price, those on the files first. `own_factor`: the file holds its conversion factor."""
    return (*_on_the_years(fee, files), *_on_the_factor(fee, files[0], own_factor), *_on_the_service(fee, service))


def _on_the_years(fee: Fee, files: Sequence[Holding]) -> Iterator[str]:
    year = files[0].start.year
    if year < fee.on.year:
        yield f"No fee schedule of {fee.on.year} is added: this is the price of {year}."
    for gpci in files[1:]:
        if gpci.start.year != year:
            yield f"No indices of {year} are added: those of {gpci.start.year} are used."


def _on_the_factor(fee: Fee, held: Holding, own_factor: bool) -> Iterator[str]:
    assert fee.first  # only a price has remarks
    factor, for_qualifying = fee.first.factor, held.edition.endswith(QUALIFYING)
    standard, qualifying = (prices.known_factor(kind, fee.on) for kind in ("standard", "qualifying"))
    if not own_factor:
        yield f"The file has no conversion factor: {factor} is the published one."
    if held.start.year != fee.on.year:
        return
    if for_qualifying:
        yield "The conversion factor is that of qualifying APM participants; others are paid less."
    elif standard and factor != standard:
        yield f"The file's conversion factor is {factor}, but that of {fee.on} is {standard}: add the later release."
    if qualifying and not for_qualifying:
        yield f"Qualifying APM participants have the conversion factor {qualifying}."


def _on_the_service(fee: Fee, service: Service) -> Iterator[str]:
    if service.fac_na if fee.facility else service.nonfac_na:
        where = "in a facility" if fee.facility else "outside a facility"
        yield f"The file marks it NA: it is rarely or never performed {where}."
    if fee.first and fee.first.shares[1].value != (service.fac_pe if fee.facility else service.nonfac_pe):
        yield "Its imaging is capped at the hospital outpatient amount (Deficit Reduction Act of 2005, 5102(b))."
    if fee.facility and service.pctc == "7":
        yield "Medicare does not pay an independent therapist for it in a hospital (PC/TC indicator 7)."
    if service.multiple in _ANOTHER:
        yield _ANOTHER[service.multiple]
    if fee.percent < 100:
        part = f"{fee.percent} % of what it would pay otherwise"
        yield f"CQ and CO: Medicare pays {part} (Social Security Act 1834(v))."
    for modifier in fee.modifiers:
        if modifier not in _WITHOUT_EFFECT:
            yield f"What modifier {modifier[:10]!r} does to the price is not reckoned here."
