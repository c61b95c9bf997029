"""ISA, GS, ST and their ends: each opened is closed, counted right, and closed with its own control number."""

from msgspec import Struct, structs

from cleanbill.x12.damage import CONTROL_NUMBER, CUT, ENVELOPE_BROKEN, NOT_READ, WRONG_COUNT, Damage, Place

OPENS = ("ISA", "GS", "ST")
CLOSES = {"SE": "ST", "GE": "GS", "IEA": "ISA"}
CLOSED_BY = {opener: closer for closer, opener in CLOSES.items()}
CONTROL = {"ISA": 13, "GS": 6, "ST": 2}  # the element that holds the control number
WRONG = {  # by envelope, what an acknowledgement answers: the count is wrong, the numbers differ, the end is missing
    "ST": ("IK502 4", "IK502 3", "IK502 2"),
    "GS": ("AK905 5", "AK905 4", "AK905 3"),
    "ISA": ("TA1 021", "TA1 001", "TA1 023"),
}
COUNTED = {"ISA": "functional groups", "GS": "transaction sets", "ST": "segments"}


class Guide(Struct, frozen=True):
    """A kind of transaction set: its number (ST01), and how its version begins ("005010X222", "" for any)."""

    set: str
    version: str

    def __str__(self) -> str:
        return f"{self.set} of {self.version}" if self.version else self.set


class Frame(Struct):
    """An envelope that is open. `count` is what its closing segment must give."""

    name: str
    control: str
    position: int
    count: int = 0


def cut_off(position: int, rest: bytes, missing: str) -> str:
    """The sentence for a file that ends too early: `rest` is what stands after its last whole segment."""
    where = "in the middle of the segment after" if rest else "after"
    return f"The file ends {where} segment {position}, without {missing}."


class Envelope:
    """Follows the envelope segments of a file. `guide` is the one of `guides` that the open set follows, if any."""

    def __init__(self, damage: Damage, guides: tuple[Guide, ...]) -> None:
        self.interchange = ""
        self.guide: Guide | None = None
        self.answers = False  # whether a TA1 was met: a file of these has no transaction set
        self._damage = damage
        self._guides = guides
        self._read = _listed([str(guide) for guide in guides])
        self._not_read = structs.replace(NOT_READ, fix=f"Send transaction set {self._read}.")
        self._open: list[Frame] = []
        self._version = ""
        self._sets = 0

    @property
    def in_set(self) -> bool:
        """Whether an ST is open."""
        return len(self._open) == 3

    def take(self, position: int, segment: tuple[str, ...]) -> None:
        """The next envelope segment."""
        if segment[0] in OPENS:
            self._begin(position, segment)
        else:
            self._end(position, segment)

    def pass_over(self) -> None:
        """Leave an empty segment out of the set's count."""
        if self.in_set:
            self._open[-1].count -= 1

    def finish(self, position: int, rest: bytes, unfinished: str | None) -> None:
        """The end of the file, after the segment at `position`: every envelope must be closed.

        `rest` is what stood after that segment; `unfinished` the id of a claim that was being read.
        """
        if self._open:
            missing = _listed([CLOSED_BY[frame.name] for frame in reversed(self._open)])
            text = cut_off(position, rest, missing)
            if unfinished is not None:
                text += f" Claim {unfinished!r} may be incomplete and was not read."
            frame = self._open[-1]
            self._damage.add(CUT, Place(position, None, CLOSED_BY[frame.name]), text, WRONG[frame.name][2])
        elif self.interchange and not self._sets and not self.answers:
            text = f"The file holds no transaction set; {self._read} is read here."
            self._damage.add(self._not_read, Place(position, None, "ST"), text)

    def _begin(self, position: int, segment: tuple[str, ...]) -> None:
        name, level = segment[0], OPENS.index(segment[0])
        while len(self._open) > level:
            self._unclosed(position, name)
        while len(self._open) < level:
            opener = OPENS[len(self._open)]
            self._broken(position, name, f"{name} stands outside {opener} and {CLOSED_BY[opener]}.")
            self._open.append(Frame(opener, "", position))
        if self._open:
            self._open[-1].count += 1
        self._open.append(Frame(name, segment[CONTROL[name]].strip(), position))
        if name == "ISA":
            self.interchange = self._open[0].control
        elif name == "GS":
            self._version = segment[8].strip()
        else:
            self._begin_set(position, segment)

    def _begin_set(self, position: int, segment: tuple[str, ...]) -> None:
        self._sets += 1
        kind, version = segment[1].strip(), segment[3].strip() or self._version
        of_kind = [guide for guide in self._guides if guide.set == kind]
        self.guide = next((guide for guide in of_kind if version.startswith(guide.version)), None)
        if not self.guide:
            text = f"This is transaction set {kind!r} of version {version!r}; only {self._read} is read here."
            element, ack = ("ST03", "IK502 I6") if of_kind else ("ST01", "IK502 1")
            self._damage.add(self._not_read, Place(position, None, "ST", element), text, ack)

    def _end(self, position: int, segment: tuple[str, ...]) -> None:
        name, opener = segment[0], CLOSES[segment[0]]
        if all(frame.name != opener for frame in self._open):
            self._broken(position, name, f"{name} closes nothing: no {opener} is open.")
            return
        while self._open[-1].name != opener:
            self._unclosed(position, name)
        frame = self._open.pop()
        self.guide = None
        if opener == "ST":
            frame.count += position - frame.position + 1
        self._check(frame, position, segment)

    def _check(self, frame: Frame, position: int, segment: tuple[str, ...]) -> None:
        name, said, control = segment[0], segment[1].strip(), segment[2].strip()
        if not said.isdecimal() or int(said[:18]) != frame.count:
            text = f"{name}01 says {said!r}, but there are {frame.count} {COUNTED[frame.name]}."
            self._damage.add(
                WRONG_COUNT, Place(position, None, name, f"{name}01"), text, WRONG[frame.name][0], said[:10]
            )
        if control != frame.control and (frame.name == "ST" or not _same(control, frame.control)):
            opened = f"{frame.name}{CONTROL[frame.name]:02}"
            text = f"{name}02 is {control!r}, but {opened} is {frame.control!r}; they must be the same."
            self._damage.add(
                CONTROL_NUMBER, Place(position, None, name, f"{name}02"), text, WRONG[frame.name][1], control[:9]
            )

    def _unclosed(self, position: int, name: str) -> None:
        frame = self._open.pop()
        self.guide = None
        closer = CLOSED_BY[frame.name]
        text = f"{name} comes before the {closer} that closes the {frame.name}."
        self._broken(position, closer, text, WRONG[frame.name][2])

    def _broken(self, position: int, segment: str, text: str, ack: str = "") -> None:
        self._damage.add(ENVELOPE_BROKEN, Place(position, None, segment), text, ack)


def _same(one: str, other: str) -> bool:
    """Whether two numbers differ in leading zeros only."""
    return one.isdecimal() and other.isdecimal() and one.lstrip("0") == other.lstrip("0")


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
