"""The ISA segment: it alone says how the rest of the file is to be cut."""

import re

CONTROLS = bytes([*range(32), 127])


class Header:
    """The ISA at the start of `data`: its text, its length in bytes, and the delimiters it declares.

    `fault` is a sentence when the segment cannot be used. ISA has 106 characters by its definition, but many
    writers forget the padding: the delimiters are found by counting elements, so such a file is still read.
    """

    __slots__ = (
        "blank",
        "component",
        "controls",
        "envelope",
        "fault",
        "ignored",
        "length",
        "separator",
        "terminator",
        "text",
    )

    def __init__(self, data: bytes) -> None:
        separator = data[3:4]
        parts = data[:400].split(separator, 16) if separator else []
        self.length = 0
        self.fault = _unreadable(parts)
        if self.fault:
            return
        component, terminator = parts[16][:1], parts[16][1:2]
        self.length = sum(map(len, parts[:16])) + 16 + 2
        self.text = data[: self.length - 1].decode("latin-1")
        self.fault = _unusable(separator, component, terminator)
        self.separator, self.component = separator.decode("latin-1"), component.decode("latin-1")
        self.terminator = terminator
        delimiters = separator + component + terminator
        self.ignored = tuple(byte for byte in (b"\r", b"\n") if byte not in delimiters)
        self.controls = bytes(byte for byte in CONTROLS if byte not in delimiters)
        self.blank = re.compile(re.escape(terminator) + rb"[ \t]")
        self.envelope = re.compile(rb"I(?:EA|SA)" + re.escape(separator))

    def last(self, data: bytes, stop: int) -> tuple[int, bool] | None:
        """Where the interchange ends in the whole segments `data[:stop]`: after its IEA (True), or before a new ISA."""
        for found in self.envelope.finditer(data, 0, stop):
            at = found.start()
            if self._begins(data, at):
                closed = data[at + 1] == ord("E")
                return (data.index(self.terminator, at) + 1, True) if closed else (at, False)
        return None

    def _begins(self, data: bytes, at: int) -> bool:
        """Whether a segment begins there, rather than the text standing within one."""
        end = at
        while end and data[end - 1] in b" \t\r\n":
            end -= 1
        return not end or self.terminator in (data[end - 1 : end], data[at - 1 : at])


def _unreadable(parts: list[bytes]) -> str:
    if len(parts) < 17 or len(parts[16]) < 2 or any(len(part) > 15 for part in parts[:16]):
        return "The ISA segment does not have its 16 elements and a segment terminator."
    return ""


def _unusable(separator: bytes, component: bytes, terminator: bytes) -> str:
    for name, byte in (("element", separator), ("component", component), ("segment", terminator)):
        if byte.isalnum() or byte == b" " or byte >= b"\x80":
            return f"The ISA segment makes {byte.decode('latin-1')!r} the {name} delimiter; it must be punctuation."
    if len({separator, component, terminator}) < 3:
        return "The ISA segment gives one character two uses; its delimiters must differ."
    return ""
