"""How a table of a guide is written, and read.

`guide SET VERSION GROUP PURPOSE` names the transaction set. `set NAME CODE...` names codes that come often.

A row that is not indented is a loop: its id, how often it may come (`-` any number), and where: `under` the blocks it
stands in (then it is a block of its own, and what follows is in it) or `in` a loop; else in the block. `!` after the
id, or after a block it stands under: there must be one. A loop that other loops come before in its parent, and that is
closed by a segment of the parent, has the parent's id.

An indented row is a segment of the loop, the first the one that opens it: its id (`!` required), how often it may come,
its elements. An element is `!` required, `?` situational or `-` not used, `^` where it may be repeated, then its codes
or the name of a set (`@state`), or its components, each after a colon. `*3`: three such elements. Elements after the
last are not used. Segments with the same id may come in any order, as may loops that the same segment opens.
"""

from msgspec import Struct

from cleanbill.x12.guides.standard import repeated, sets, standard
from cleanbill.x12.guides.tables import Block, Guide, Loop, Need, Part, Rule, Slot, Use

# The element that says which of its kind a segment is; for HI, its first component.
QUALIFIER = {
    "HL": 3, "NM1": 1, "N1": 1, "REF": 1, "DTP": 1, "DTM": 1, "AMT": 1, "QTY": 1, "CRC": 1, "PER": 1, "NTE": 1, "HI": 1,
}  # fmt: skip
Codes = dict[str, frozenset[str]]


def read(text: str) -> Guide:
    """The guide that a table describes."""
    text = text.replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    head = next(line.split() for line in lines if line.startswith("guide "))[1:]
    codes = standard().sets | sets([line[4:] for line in lines if line.startswith("set ")])
    loops = _grouped([line for line in lines if not line.startswith(("guide ", "set "))])
    blocks = dict(_block(group, codes) for group in _blocks(loops))
    set, version, group, *purpose = (word.strip("-") for word in head)
    needed = {key: tuple(one for one in blocks.values() if one.under.get(key)) for key in blocks}
    return Guide(set, version, group, "".join(purpose), blocks, needed)


class _Rows(Struct):
    """A loop's row, in words, and its segments."""

    words: list[str]
    segments: list[str]


def _grouped(lines: list[str]) -> list[_Rows]:
    found: list[_Rows] = []
    for line in lines:
        if line.startswith(" "):
            found[-1].segments.append(line)
        else:
            found.append(_Rows(line.split(), []))
    return found


def _blocks(loops: list[_Rows]) -> list[list[_Rows]]:
    found: list[list[_Rows]] = []
    for loop in loops:
        if "under" in loop.words:
            found.append([])
        found[-1].append(loop)
    return found


def _block(rows: list[_Rows], codes: Codes) -> tuple[str, Block]:
    loops: list[Loop] = []
    for one in rows:
        loops.append(_loop(one, loops, codes))
    first = rows[0].words
    places = [word for word in first[first.index("under") + 1 :] if word != "-"]
    always = first[0].endswith("!")
    under = {place.rstrip("!"): always or place.endswith("!") for place in places}
    key = loops[0].opened_by[0]
    return key, Block(key, tuple(loops), reachable(tuple(loops)), under)


def _loop(rows: _Rows, before: list[Loop], codes: Codes) -> Loop:
    id, most, *where = rows.words
    opening = _uses(rows.segments[:1], codes)
    opener = next(iter(opening.values()))
    opened_by = tuple(key for key in opening if ("*" in key) == ("*" in opener.name))
    parent = next((one for one in reversed(before) if where[:1] == ["in"] and one.id == where[1]), None)
    parent_key = parent.key if parent else before[0].key if before else ""
    beside = [one for one in before if one.parent == parent_key and one.parent]
    rank = 1
    if beside:
        same = beside[-1].opened_by[0].partition("*")[0] == opener.name.partition("*")[0]
        rank = beside[-1].rank + (not same)
    times = 0 if most == "-" else int(most)
    name = id.rstrip("!")
    uses = _uses(rows.segments[1:], codes)
    return Loop(name, f"{name} {opened_by[0]}", parent_key, opened_by, times, id.endswith("!"), rank, opener, uses)


def _uses(lines: list[str], codes: Codes) -> dict[str, Use]:
    uses: dict[str, Use] = {}
    rank, last = 0, ""
    names = [line.split()[0].rstrip("!") for line in lines]
    for line in lines:
        word, most, *elements = line.split()
        name = word.rstrip("!")
        rank, last = rank + (name != last), name
        parts = _parts(name, repeated(elements), codes)
        slot = Slot(name, parts, tuple(rule for rule in standard().rules[name] if _applies(rule, parts)))
        keys = _keys(slot)
        shown = f"{name}*{','.join(keys)}" if keys else name
        use = Use(shown, word.endswith("!"), 0 if most == "-" else int(most), rank, slot)
        uses |= {f"{name}*{code}": use for code in keys}
        if not keys or names.count(name) == 1:
            uses[name] = use
    return uses


def _applies(rule: Rule, parts: tuple[Part, ...]) -> bool:
    """Whether the guide uses every element that the rule speaks of."""
    return max(rule.elements) <= len(parts) and all(parts[number - 1].need != "-" for number in rule.elements)


def _keys(slot: Slot) -> list[str]:
    """The qualifiers that the segment may have here; none where it has no qualifier or any."""
    at = QUALIFIER.get(slot.segment)
    part = slot.parts[at - 1] if at else None
    if part and part.parts:
        part = part.parts[0]
    return sorted(part.codes) if part and part.codes else []


def _parts(segment: str, words: list[str], codes: Codes) -> tuple[Part, ...]:
    numbers = standard().segments[segment]
    return tuple(_part(word, number, codes) for word, number in zip(words, numbers[: len(words)], strict=True))


def _part(word: str, number: str, codes: Codes) -> Part:
    head, *components = word.split(":")
    need: Need = head[0]  # type: ignore[assignment]
    repeats, allowed = head[1:2] == "^", head[1:].lstrip("^")
    if number in standard().composites:
        inner = standard().composites[number]
        parts = tuple(_part(one, two, codes) for one, two in zip(components, inner[: len(components)], strict=True))
        return Part(need, None, None, parts, repeats)
    named = codes[allowed[1:]] if allowed.startswith("@") else frozenset(allowed.split(",")) if allowed else None
    return Part(need, standard().elements[number], named, (), repeats)


def reachable(loops: tuple[Loop, ...]) -> dict[str, dict[str, Loop]]:
    """Which loop a key opens, by the key of the loop it is met in."""
    return {loop.key: _from(loop, loops) for loop in loops}


def _from(loop: Loop, loops: tuple[Loop, ...]) -> dict[str, Loop]:
    """What its parent can open, but for what it has left behind, and its own loops."""
    parent = next((other for other in loops if other.key == loop.parent), None)
    around = _from(parent, loops) if parent else {}
    behind = {key for one in loops if one.parent == loop.parent and one.rank < loop.rank for key in one.opened_by}
    own = {key: one for one in loops if one.parent == loop.key for key in one.opened_by}
    return {key: one for key, one in around.items() if key not in behind} | own
