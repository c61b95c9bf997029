"""A procedure with its modifiers as one element."""

from cleanbill.x12.kinds import KINDS
from cleanbill.x12.rows import MISSING, Wrong, written

MOST_MODIFIERS = 4


def with_procedure(
    segment: str, at: int, code: str | None, modifiers: tuple[str, ...], above: str, wrong: list[Wrong]
) -> str:
    """The segment with the procedure as its element `at`; `above` is the pointer of what has it."""
    elements = segment.split("*")
    elements += [""] * (at + 1 - len(elements))
    elements[at] = procedure(code, modifiers, above, wrong)
    return "*".join(elements)


def procedure(code: str | None, modifiers: tuple[str, ...], above: str, wrong: list[Wrong]) -> str:
    """The composite of a HCPCS code and its modifiers; `above` is the pointer of what has them."""
    if not code:
        wrong.append(Wrong(f"{above}/code", MISSING))
        return ""
    if len(modifiers) > MOST_MODIFIERS:
        text = f"has {len(modifiers)} entries; at most {MOST_MODIFIERS} can be sent"
        wrong.append(Wrong(f"{above}/modifiers", text))
    parts = [written(code, KINDS["procedure"], 5, f"{above}/code", wrong)]
    for index, modifier in enumerate(modifiers):
        parts.append(written(modifier, KINDS["modifier"], 2, f"{above}/modifiers/{index}", wrong))
    return ":".join(["HC", *parts])
