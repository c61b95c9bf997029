"""One service line of an 837P: what the block that begins with its LX says."""

from msgspec import Struct
from msgspec.structs import replace

from cleanbill.model.claim import Line
from cleanbill.x12.blocks import Block
from cleanbill.x12.claim.decoded import Days
from cleanbill.x12.claim.people import Treating, treating
from cleanbill.x12.claim.plans import line_plan
from cleanbill.x12.claim.said import said_by_line
from cleanbill.x12.shape import Shape

NO_SERVICE, NO_DAYS = Line(""), Days()


class ServiceLine(Struct, frozen=True, gc=False):
    """A line of the claim document, and what its block says to the claim.

    `number` is LX01; `service` and `date` are the indices of SV1 and DTP in the block, 0 where it has none; `treating`
    is who gave the service, where the line names its own.
    """

    line: Line
    number: str
    service: int
    date: int
    treating: Treating | None = None


def read_line(block: Block, shape: Shape, component: str) -> ServiceLine:
    """What the block says."""
    at_service, at_date, at_control, more = line_plan(shape)
    lx = block[0]
    days = block[at_date].decoded if at_date else NO_DAYS
    line = replace(
        block[at_service].decoded if at_service else NO_SERVICE,
        n=lx.decoded,
        date=days.first,
        date_to=days.last,
        control_number=block[at_control].elements[2] or None if at_control else None,
    )
    if more:
        line = replace(line, **said_by_line(block, shape.at, component))
    return ServiceLine(line, lx.elements[1], at_service, at_date, treating(block, shape.at, "2420A") if more else None)
