"""HSD, how services are given out, read and written."""

from cleanbill.model.trade import Delivery
from cleanbill.x12.loop import Loop, Said
from cleanbill.x12.rows import rows

DELIVERY = rows("""
    !HSD*{quantity_type code}*{quantity paid_units}*{each code}*{rate quantity}*{period code}*{periods count}
""")


def delivery(loop: Loop, hsd: Said) -> Delivery:
    """What an HSD says."""
    return Delivery(
        quantity_type=loop.text(hsd, 1),
        quantity=loop.number(hsd, 2),
        each=loop.text(hsd, 3),
        rate=loop.number(hsd, 4),
        period=loop.text(hsd, 5),
        periods=loop.count(hsd, 6),
    )
