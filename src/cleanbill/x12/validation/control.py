"""Control numbers and versions across a file: each number used once, the group and the set of one kind."""

from cleanbill.x12.damage import BAD_VALUE, REPEATED, Damage, Place
from cleanbill.x12.guides.tables import Guide
from cleanbill.x12.validation.receipts import GroupReceipt, Receipt, SetReceipt

Elements = tuple[str, ...]
# What a wrong element of an envelope segment is answered with: a note of TA1, a reason of AK9 or of IK5.
NOTES = (10, 11, 12, 13, 5, 6, 7, 8, 14, 15, 26, 17, 18, 19, 20, 27)  # of TA1, by element of ISA
ANSWERS = {
    **{f"ISA{number:02}": f"TA1 {note:03}" for number, note in enumerate(NOTES, 1)},
    **{f"GS{number:02}": "AK905 6" for number in range(2, 8)}, "GS01": "AK905 1", "GS08": "AK905 2",
    "GE01": "AK905 5", "GE02": "AK905 4", "ST01": "IK502 6", "ST02": "IK502 7", "ST03": "IK502 I6",
    "SE01": "IK502 4", "SE02": "IK502 3", "IEA01": "TA1 021", "IEA02": "TA1 001",
}  # fmt: skip


class Control:
    """Follows the envelope segments; `receipts` fills with what comes in. `version` is the GS08 of the open group."""

    def __init__(self, damage: Damage, receipts: list[Receipt]) -> None:
        self.version = ""
        self._damage = damage
        self._receipts = receipts
        self._interchanges: set[str] = set()
        self._groups: set[str] = set()
        self._sets: set[str] = set()
        self._gs: tuple[int, Elements] = (0, ())
        self._st: tuple[int, Elements] = (0, ())

    def take(self, position: int, segment: Elements) -> None:
        """The next envelope segment."""
        match segment[0]:
            case "ISA":
                self._interchange(position, segment)
            case "GS":
                self._group(position, segment)
            case "ST":
                self._set(position, segment)
            case "GE" if self._receipts and self._receipts[-1].groups:
                self._receipts[-1].groups[-1].said = segment[1].strip()

    def check_guide(self, guide: Guide) -> None:
        """Hold the open group and set to the guide that the set follows."""
        position, gs = self._gs
        if gs and guide.group and gs[1] != guide.group:
            text = f"GS01 is {gs[1][:8]!r}, but the group holds transaction set {guide.set}: it must be {guide.group}."
            self._damage.add(BAD_VALUE, Place(position, None, "GS", "GS01"), text, "AK905 1")
        position, st = self._st
        if self.version and st[3].strip() and st[3].strip() != self.version:
            text = f"ST03 is {st[3][:20]!r}, but GS08 is {self.version[:20]!r}; they must be the same."
            self._damage.add(BAD_VALUE, Place(position, None, "ST", "ST03"), text, "IK502 I6")

    def _interchange(self, position: int, isa: Elements) -> None:
        self._groups, self._gs, self.version = set(), (0, ()), ""
        self._receipts.append(Receipt(isa[:17]))
        number = isa[13].strip()
        if number.strip("0") == "":
            text = f"ISA13 is {number[:12]!r}; it must be a number above 0."
            self._damage.add(BAD_VALUE, Place(position, None, "ISA", "ISA13"), text, "TA1 018")
        self._once(self._interchanges, number, Place(position, None, "ISA", "ISA13"), "in the file", "TA1 025")

    def _group(self, position: int, gs: Elements) -> None:
        self._sets, self._gs, self.version = set(), (position, gs), gs[8].strip()
        if not self._receipts:
            return
        sender, receiver, number = (gs[at].strip() for at in (2, 3, 6))
        self._receipts[-1].groups.append(GroupReceipt(gs[1], sender, receiver, number, self.version, position))
        place = Place(position, None, "GS", "GS06")
        if gs[6].startswith("0"):
            text = f"GS06 is {gs[6][:12]!r}; a number has no zeros before it."
            self._damage.add(BAD_VALUE, place, text, "AK905 6")
        self._once(self._groups, gs[6].strip(), place, "in the interchange", "AK905 19")

    def _set(self, position: int, st: Elements) -> None:
        self._st = position, st
        if self._receipts:
            receipt = self._receipts[-1]
            if not receipt.groups:
                receipt.groups.append(GroupReceipt("", "", "", "", "", position))
            receipt.groups[-1].sets.append(SetReceipt(st[1].strip(), st[2].strip(), st[3].strip(), position))
        self._once(self._sets, st[2].strip(), Place(position, None, "ST", "ST02"), "in the group", "IK502 23")

    def _once(self, used: set[str], number: str, place: Place, where: str, ack: str) -> None:
        if number and number in used:
            self._damage.add(REPEATED, place, f"{place.element} {number[:12]!r} is used twice {where}.", ack)
        used.add(number)
