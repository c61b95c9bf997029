"""HSD, how services are given out, read and written."""

from cleanbill.model.trade import Delivery
from cleanbill.x12.interchange import Segments
from cleanbill.x12.loop import Loop, Placed
from cleanbill.x12.rows import MISSING, Wrong, rows, write

DELIVERY = rows("""
    !HSD*{quantity_type code}*{quantity paid_units}*{each code}*{rate quantity}*{period code}*{periods count}
""")


def sent(one: Delivery, above: str, wrong: list[Wrong]) -> Segments:
    """The segment of a delivery that stands at the pointer `above`."""
    if (one.quantity_type is None) != (one.quantity is None):
        lacking = "quantity_type" if one.quantity_type is None else "quantity"
        wrong.append(Wrong(f"{above}/{lacking}", MISSING))
    if one.periods is not None and one.period is None:
        wrong.append(Wrong(f"{above}/period", MISSING))
    return write(DELIVERY, one, wrong, above)


def delivery(loop: Loop, hsd: Placed) -> Delivery:
    """What an HSD says."""
    return Delivery(
        quantity_type=loop.text(hsd, 1),
        quantity=loop.number(hsd, 2),
        each=loop.text(hsd, 3),
        rate=loop.number(hsd, 4),
        period=loop.text(hsd, 5),
        periods=loop.count(hsd, 6),
    )
