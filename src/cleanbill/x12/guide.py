"""The loops of the professional claim (005010X222A1): what opens each, how often it comes, which segments it takes.

One row a loop: its id, what opens it, how often it may come, its segments. `!` marks what is required, `:5` how
often something may come (once where nothing is said, any number for `-`), `:each` once with each qualifier.
HL stands in with its level code, NM1, REF and DTP with their qualifier. Order within a loop is not checked.
"""

from msgspec import Struct

TABLES = {
    "ISA": """
        ISA     ISA             1  TA1
    """,
    "GS": """
        GS      GS              1
    """,
    "ST": """
        ST      ST              1  BHT!
        1000A!  NM1*41          1  PER!:2
        1000B!  NM1*40          1
    """,
    "HL*20": """
        2000A   HL*20           -  PRV CUR
        2010AA! NM1*85          1  N3! N4! REF!:each REF*0B:2 REF*1G:2 PER:2
        2010AB  NM1*87          1  N3! N4!
        2010AC  NM1*PE          1  N3! N4! REF!:each
    """,
    "HL*22": """
        2000B   HL*22           -  SBR! PAT
        2010BA! NM1*IL          1  N3 N4 DMG REF:each PER
        2010BB! NM1*PR          1  N3 N4 REF:each
    """,
    "HL*23": """
        2000C   HL*23           -  PAT!
        2010CA! NM1*QC          1  N3! N4! DMG! REF:each PER
    """,
    "CLM": """
        2300    CLM             1  DTP:each PWK:10 CN1 AMT REF:each K3:10 NTE CR1 CR2 CRC:8 HI!:4 HCP
        2310A   NM1*DN,NM1*P3   2  REF:3
        2310B   NM1*82          1  PRV REF:4
        2310C   NM1*77          1  N3! N4! REF:3 PER
        2310D   NM1*DQ          1  REF:4
        2310E   NM1*PW          1  N3! N4!
        2310F   NM1*45          1  N3! N4!
        2320    SBR            10  CAS:5 AMT:3 OI! MOA
        2330A!  NM1*IL          1  N3 N4 REF
        2330B!  NM1*PR          1  N3 N4 DTP REF:each
        2330C   NM1*DN,NM1*P3   2  REF:3
        2330D   NM1*82          1  REF:3
        2330E   NM1*77          1  REF:3
        2330F   NM1*DQ          1  REF:3
        2330G   NM1*85          1  REF:2
    """,
    "LX": """
        2400    LX              1  SV1! SV5 DTP:each DTP*472! PWK:11 CR1 CR3 CRC:5 QTY:2 MEA:5 CN1 AMT:2 K3:10 \
                                   NTE:2 PS1 HCP REF:each REF*G1:5 REF*9F:5
        2410    LIN             1  CTP! REF
        2420A   NM1*82          1  PRV REF:20
        2420B   NM1*QB          1  REF:20
        2420C   NM1*77          1  N3! N4! REF:3
        2420D   NM1*DQ          1  REF:20
        2420E   NM1*DK          1  N3 N4 REF:20 PER
        2420F   NM1*DN,NM1*P3   2  REF:20
        2420G   NM1*PW          1  N3! N4!
        2420H   NM1*45          1  N3! N4!
        2430    SVD            15  CAS:5 DTP AMT
        2440    LQ              -  FRM!:99
    """,
    "SE": """
        SE      SE              1
    """,
    "GE": """
        GE      GE              1
    """,
    "IEA": """
        IEA     IEA             1
    """,
}  # fmt: skip


class Use(Struct, frozen=True):
    """How a loop takes a segment: `most` times (0: any number), counted by qualifier where `each`."""

    required: bool
    most: int
    each: bool


class Loop(Struct, frozen=True):
    """A loop of the guide, in the loop `parent` ("" for the block itself).

    `rank` orders the loops of one parent: a lower one cannot follow a higher one.
    """

    id: str
    parent: str
    opened_by: tuple[str, ...]
    most: int
    required: bool
    rank: int
    uses: dict[str, Use]


def _use(text: str) -> tuple[str, Use]:
    name, _, often = text.partition(":")
    each = often == "each"
    return name.rstrip("!"), Use("!" in name, 1 if each else int(often or 1), each)


def _loops(table: str) -> tuple[Loop, ...]:
    rows = [row.split() for row in table.strip().splitlines()]
    block = rows[0][0]
    return tuple(_loop(block, *row) for row in rows)


def _loop(block: str, name: str, opened_by: str, most: str, *uses: str) -> Loop:
    id, number = name.rstrip("!"), name[:4]
    parent = "" if id == block else "2320" if number == "2330" else block
    rank = int(number) if number.isdigit() else 0
    times = 0 if most == "-" else int(most)
    return Loop(id, parent, tuple(opened_by.split(",")), times, name.endswith("!"), rank, dict(map(_use, uses)))


def _next(loops: tuple[Loop, ...]) -> dict[str, dict[str, Loop]]:
    """Which loop a key opens, by the loop it is met in."""
    return {loop.id: _reachable(loop, loops) for loop in loops}


def _reachable(loop: Loop, loops: tuple[Loop, ...]) -> dict[str, Loop]:
    """What can be opened from `loop`: what its parent can open, but for what it has left behind, and its own loops."""
    parent = next((other for other in loops if other.id == loop.parent), None)
    around = _reachable(parent, loops) if parent else {}
    behind = {key for one in loops if one.parent == loop.parent and one.rank < loop.rank for key in one.opened_by}
    own = {key: one for one in loops if one.parent == loop.id for key in one.opened_by}
    return {key: one for key, one in around.items() if key not in behind} | own


LOOPS = {block: _loops(table) for block, table in TABLES.items()}
NEXT = {block: _next(loops) for block, loops in LOOPS.items()}
