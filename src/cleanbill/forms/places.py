"""Where the boxes of a CMS-1500 (02/12) are printed: ten characters an inch, six lines an inch.

One row a box: its name, line and column (from 1), how many characters it holds. `>` is set against the right end, `~`
holds words, which are cut where they are too long; anything else that is too long is refused. `?` marks a place that
is ours: the form shows the box, but we know no published grid position for it [unverified]. The rest agrees with the
print positions that other programs use for red forms; none was measured on a printed form by us.
"""

from msgspec import Struct


class Place(Struct, frozen=True):
    """A place on the grid: line and column of its first character, counted from 1."""

    line: int
    column: int
    width: int
    right: bool = False
    words: bool = False


TABLE = """
    page           1 60 20 ?
    payer.1        2 41 38 ~
    payer.2        3 41 38 ~
    payer.3        4 41 38 ~
    payer.4        5 41 38 ~
    1.medicare     8  1  1
    1.medicaid     8  8  1
    1.tricare      8 15  1
    1.champva      8 24  1
    1.group        8 31  1
    1.feca         8 39  1
    1.other        8 45  1
    1a             8 50 29
    2             10  1 28 ~
    3             10 31 10
    3.m           10 42  1
    3.f           10 47  1
    4             10 50 29 ~
    5             12  1 28 ~
    6.self        12 33  1
    6.spouse      12 38  1
    6.child       12 42  1
    6.other       12 47  1
    7             12 50 29 ~
    5.city        14  1 24 ~
    5.state       14 26  3
    7.city        14 50 23 ~
    7.state       14 74  4
    5.zip         16  1 12
    5.area        16 15  3
    5.phone       16 19 10
    7.zip         16 50 12
    7.area        16 65  3
    7.phone       16 69 10
    9             18  1 28 ~
    11            18 50 29
    9a            20  1 28
    10a.yes       20 35  1
    10a.no        20 41  1
    11a           20 53 10
    11a.m         20 68  1
    11a.f         20 75  1
    10b.yes       22 35  1
    10b.no        22 41  1
    10b.state     22 45  2
    11b.qualifier 22 50  2 ?
    11b           22 53 26 ?
    10c.yes       24 35  1
    10c.no        24 41  1
    11c           24 50 29 ~
    9d            26  1 28 ~
    10d           26 31 18 ?
    11d.yes       26 52  1
    11d.no        26 57  1
    12            29  7 22
    13            29 55 22
    14            32  2 10
    14.qualifier  32 16  3
    15.qualifier  32 31  3
    15            32 37 10
    16.from       32 54 10
    16.to         32 68 10
    17.qualifier  34  1  2
    17            34  4 25 ~
    17b           34 33 10
    18.from       34 54 10
    18.to         34 68 10
    19.1          35 26 23 ?
    19.2          36  1 48 ~
    20.yes        36 52  1
    20.no         36 57  1
    20            36 63  8 >
    21.icd        37 42  1
    21.A          38  3  8
    21.B          38 16  8
    21.C          38 29  8
    21.D          38 42  8
    21.E          39  3  8
    21.F          39 16  8
    21.G          39 29  8
    21.H          39 42  8
    21.I          40  3  8
    21.J          40 16  8
    21.K          40 29  8
    21.L          40 42  8
    22            38 50 10
    22.original   38 62 17
    23            40 50 29
    25            56  1 15
    25.ssn        56 17  1
    25.ein        56 19  1
    26            56 23 14
    27.yes        56 38  1
    27.no         56 43  1
    28            56 52  8 >
    28.continued  56 52  9
    29            56 62  8 >
    33.area       57 66  3
    33.phone      57 70  9
    32.1          58 23 26 ~
    33.1          58 50 29 ~
    32.2          59 23 26 ~
    33.2          59 50 29 ~
    31            60  1 21
    32.3          60 23 26 ~
    33.3          60 50 29 ~
    31.date       61  6 10
    32a           61 23 10
    33a           61 50 10
    33b           61 63 16
"""
# Of each service: the line is 0 for the shaded upper half, 1 for the lower one.
OF_SERVICE = """
    24            0  1 61 ~
    24h.reason    0 63  2
    24i           0 65  2
    24j.other     0 68 11
    24a           1  1 17
    24b           1 19  2
    24c           1 22  2
    24d           1 25  6
    24d.1         1 33  2
    24d.2         1 36  2
    24d.3         1 39  2
    24d.4         1 42  2
    24e           1 45  4
    24f           1 50  8 >
    24g           1 59  3
    24h           1 63  1
    24j           1 68 10
"""
FIRST_SERVICE = 43  # the line of the first service's shaded half
MOST_SERVICES = 6
LETTERS = "ABCDEFGHIJKL"


def _places(table: str, prefix: str = "", first: int = 0) -> dict[str, Place]:
    found = {}
    for row in table.strip().splitlines():
        name, line, column, width, *flags = row.split()
        found[prefix + name] = Place(first + int(line), int(column), int(width), ">" in flags, "~" in flags)
    return found


PLACES = _places(TABLE)
for _service in range(MOST_SERVICES):
    PLACES |= _places(OF_SERVICE, f"{_service + 1}/", FIRST_SERVICE + 2 * _service)
