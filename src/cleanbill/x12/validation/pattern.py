"""A segment of a guide as one regular expression: what it takes needs no closer look."""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from cleanbill.x12.guides.notation import QUALIFIER
from cleanbill.x12.guides.tables import DataElement, Part, Rule, Slot

DAY = (
    r"(?:19|20)[0-9]{2}(?:(?:0[13578]|1[02])(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)(?:0[1-9]|[12][0-9]|30)"
    r"|02(?:0[1-9]|1[0-9]|2[0-8]))"
)
TIME = r"(?:[01][0-9]|2[0-3])[0-5][0-9](?:[0-5][0-9](?:[0-9]{1,2})?)?"
PERIODS = {"D8": DAY, "RD8": f"{DAY}-{DAY}", "DT": DAY + TIME, "TM": TIME}  # element 1251 by element 1250
FORMAT = "1250"
Keys = tuple[str, ...]


class Delimiters(Struct, frozen=True):
    """The delimiters of an interchange; `repetition` is "" where it has none."""

    element: str = "*"
    component: str = ":"
    repetition: str = "^"
    terminator: str = "~"


def pattern(slot: Slot, delimiters: Delimiters) -> re.Pattern[str]:
    """What a whole segment, without its terminator, matches when nothing is wrong with it on its own.

    It may refuse a segment that is right; the elements are then looked at one by one.
    """
    return re.compile(_Writer(slot, delimiters).text())


def block_pattern(keys: Keys, slots: Sequence[Slot], delimiters: Delimiters, longest: Mapping[str, int]) -> str:
    """What a whole block matches, each segment with its terminator, when it has these keys and all of them are right.

    `longest` says by key how long a segment may be at most.
    """
    end = re.escape(delimiters.terminator)
    text = ""
    for index, (key, slot) in enumerate(zip(keys, slots, strict=True)):
        short = f"(?=[^{end}]{{1,{longest[key]}}}{end})" if key in longest else ""
        text += f"(?>{_keyed(key, delimiters)}{short}{_Writer(slot, delimiters, f's{index}').text()}{end})"
    return text


def _keyed(key: str, delimiters: Delimiters) -> str:
    """Looks ahead for a segment with this key and no other."""
    name, _, qualifier = key.partition("*")
    at = QUALIFIER.get(name)
    if not at:
        return ""
    element, component, end = map(re.escape, (delimiters.element, delimiters.component, delimiters.terminator))
    before = f"(?:[^{element}{end}]*{element}){{{at - 1}}}" if at > 1 else ""
    within = component if name == "HI" else ""
    return f"(?={name}{element}{before}{re.escape(qualifier)}[{element}{end}{within}])"


class _Writer:
    def __init__(self, slot: Slot, delimiters: Delimiters, prefix: str = "") -> None:
        self._slot = slot
        self._prefix = prefix  # of the names of groups, of which a block has those of each segment
        self._element, self._component = re.escape(delimiters.element), re.escape(delimiters.component)
        self._repetition = re.escape(delimiters.repetition)
        terminator = re.escape(delimiters.terminator)
        self._text = f"[^{self._element}{self._component}{self._repetition}{terminator}\\x00-\\x1f]"
        self._named = {number for rule in slot.rules for number in rule.elements}

    def text(self) -> str:
        body, _ = self._sequence(self._slot.parts, self._element, named=True)
        rules = "".join(_rule(rule, self._prefix) for rule in self._slot.rules)
        return f"{self._slot.segment}{body}(?<!{self._element})(?<!{self._component}){rules}"

    def _sequence(self, parts: tuple[Part, ...], separator: str, named: bool = False) -> tuple[str, bool]:
        """What parts match, each after a separator, and whether all of it may be absent."""
        tail, absent = "", True
        for index in reversed(range(len(parts))):
            part = parts[index]
            one = "" if part.need == "-" else self._part(part, parts[index - 1] if index else None)
            if one and named and index + 1 in self._named:
                one = f"(?P<{self._prefix}e{index + 1}>{one})"
            if part.need == "!":
                tail, absent = f"{separator}{one}{tail}", False
            else:
                tail = f"{separator}(?:{one})?{tail}" if one else f"{separator}{tail}"
                tail = f"(?:{tail})?" if absent else tail
        return tail, absent

    def _part(self, part: Part, before: Part | None) -> str:
        if part.parts:
            one = self._composite(part)
        elif before and before.data and before.data.number == FORMAT:
            one = "(?:" + "|".join(map(self._period, sorted(PERIODS.keys() & (before.codes or PERIODS)))) + ")"
        elif part.codes:
            one = "(?:" + "|".join(sorted(map(re.escape, part.codes), key=len, reverse=True)) + ")"
        else:
            one = self._value(part.data) if part.data else f"{self._text}+"
        return f"{one}(?:{self._repetition}{one})*" if part.repeats and self._repetition else one

    def _period(self, format: str) -> str:
        """A date or a time as the element before says that it is written."""
        separator = f"[{self._element}{self._component}]"
        return f"(?<={separator}{format}{separator}){PERIODS[format]}"

    def _composite(self, part: Part) -> str:
        body, _ = self._sequence(part.parts, self._component)
        first = body.find(self._component)  # the first component has no separator before it
        body = body[:first] + body[first + len(self._component) :]
        return f"(?=[^{self._element}]){body}(?<!{self._component})"

    def _value(self, data: DataElement) -> str:
        many = f"{{{data.shortest},{data.longest}}}"
        match data.type:
            case "ID":
                return f"[A-Z0-9]{many}"
            case "R" | "M":
                places = 2 if data.type == "M" else 3
                return f"-?[0-9]{{1,{max(1, data.longest - places)}}}(?:\\.[0-9]{{1,{places}}})?"
            case "N0":
                return f"[0-9]{many}"
            case "DT":
                return DAY if data.longest == 8 else "[0-9]{6}"
            case "TM":
                return TIME
        return f"{self._text}{many}(?<! )"


def _rule(rule: Rule, prefix: str) -> str:
    """What of a rule the end of the segment can tell."""
    first, *rest = (f"(?({prefix}e{number})" for number in rule.elements)
    never = "(?!)"
    match rule.kind:
        case "P":
            return "".join(f"{first}{one}|{never})|{one}{never}))" for one in rest)
        case "C":
            return "".join(f"{first}{one}|{never}))" for one in rest)
        case "E":
            return "".join(f"{first}{one}{never}))" for one in rest)
    last = never
    for one in reversed(rest if rule.kind == "L" else [first, *rest]):
        last = f"{one}|{last})"
    return f"{first}{last})" if rule.kind == "L" else last
