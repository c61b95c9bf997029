"""A price as a biller reckons it: the shares of a unit, the sum, the units of the day."""

from rich.console import Console
from rich.text import Text

from cleanbill.cli.show import show_heading, show_verdict, show_wrapped
from cleanbill.codes.procedures import label
from cleanbill.model.fee import Fee, Price

_NO_PRICE = {"no_price": "✗ no price", "unknown": "✗ not in the file"}


def show_fee(out: Console, fee: Fee) -> None:
    """The verdict, the arithmetic of a unit and of a further one, remarks and sources."""
    verdict, style = (
        (f"${fee.amount:,}", "bold green") if fee.amount is not None else (_NO_PRICE[fee.outcome], "bold red")
    )
    show_verdict(out, " ".join([label(fee.code[:20]), *fee.modifiers]), verdict, style)
    show_wrapped(out, f"{fee.sources[0].edition}, on {fee.on}. {fee.reason}")
    show_wrapped(out, _where(fee))
    if fee.first:
        show_heading(out, "A unit")
        _show_price(out, fee.first, fee.percent)
    if fee.further:
        show_heading(out, "Each further therapy unit of the day, at half the practice expense")
        _show_price(out, fee.further, fee.percent)
    _show_units(out, fee)
    _show_rest(out, fee)


def _where(fee: Fee) -> str:
    if not fee.first or not fee.locality:
        return ""
    place = f"{fee.locality.name}, {fee.locality.state} ({fee.locality.id})" if fee.locality.mac else "National price"
    return f"{place}, {'in a facility' if fee.facility else 'not in a facility'}."


def _show_price(out: Console, price: Price, percent: int) -> None:
    for share in price.shares:
        out.print(f"  {share.part:<20}{share.value:>8.3f} × {share.index:.3f} = {share.product:>10.5f}")
    out.print(f"  {'together':<36} {price.total:>11.5f}")
    _show_amount(out, f"× {price.factor} conversion factor", price, f"${price.amount:,}")
    if percent < 100:
        _show_amount(out, f"× {percent} %, given by an assistant", price, f"${price.paid:,}")


def _show_amount(out: Console, what: str, price: Price, dollars: str) -> None:
    out.print(Text.assemble(f"  {what:<34} = ", (f"{dollars:>10}", "bold")))


def _show_units(out: Console, fee: Fee) -> None:
    if fee.units == 1 or not fee.first:
        return
    first, n = f"${fee.first.paid:,}", fee.units
    sum_of = f"{first} + {n - 1} × ${fee.further.paid:,}" if fee.further else f"{n} × {first}"
    out.print()
    show_wrapped(out, f"{n} units: {sum_of} = ${fee.amount:,}", style="bold")


def _show_rest(out: Console, fee: Fee) -> None:
    first_in_full = "Of all therapy of the day, the unit with the highest practice expense is paid in full."
    before = "This is the fee schedule's amount, before deductible, coinsurance and sequestration."
    out.print()
    for remark in ((first_in_full,) if fee.further else ()) + fee.remarks + ((before,) if fee.first else ()):
        show_wrapped(out, f"– {remark}", hang="  ")
    for source in fee.sources:
        show_wrapped(out, f"From {source.file}, {source.sha256[:12]}: {source.edition}", style="dim", hang="  ")
