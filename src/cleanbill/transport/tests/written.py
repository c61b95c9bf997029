"""Answers of a payer as the tests need them: each an interchange of one set."""

from collections.abc import Sequence

GUIDES = {
    "999": ("FA", "005010X231A1"),
    "277CA": ("HN", "005010X214"),
    "277": ("HN", "005010X212"),
    "835": ("HP", "005010X221A1"),
    "271": ("HB", "005010X279A1"),
    "278": ("HI", "005010X217"),
    "270": ("HS", "005010X279A1"),
    "276": ("HR", "005010X212"),
    "837": ("HC", "005010X222A1"),
}


def interchange(kind: str, number: int, *segments: str, sender: str = "HUB", receiver: str = "CLINIC") -> bytes:
    """An interchange from the hub to the clinic around the segments of one set; of a TA1, around that alone."""
    isa = f"ISA*00*{'':10}*00*{'':10}*ZZ*{sender:15}*ZZ*{receiver:15}*261105*1200*^*00501*{number:09}*0*T*:"
    if kind == "TA1":
        return _bytes([isa, *segments, f"IEA*0*{number:09}"])
    group, guide = GUIDES[kind]
    gs = f"GS*{group}*{sender}*{receiver}*20261105*1200*{number}*X*{guide}"
    body = [f"ST*{kind[:3]}*0001*{guide}", *segments, f"SE*{len(segments) + 2}*0001"]
    return _bytes([isa, gs, *body, f"GE*1*{number}", f"IEA*1*{number:09}"])


def ta1(number: int, of: int, verdict: str = "A", note: str = "000") -> bytes:
    """An answer to the interchange `of`."""
    return interchange("TA1", number, f"TA1*{of:09}*261105*1200*{verdict}*{note}")


def functional(number: int, of: int, verdict: str = "A", *errors: str) -> bytes:
    """A 999 on the only set of a group."""
    middle = ["AK2*837*0001*005010X222A1", *errors, f"IK5*{verdict}"]
    return interchange("999", number, f"AK1*HC*{of}*005010X222A1", *middle, f"AK9*{verdict}*1*1*1")


def claim_status(number: int, batch: str, claims: Sequence[tuple[str, str, str]]) -> bytes:
    """A 277CA: of each claim its id, its status, and the payer's number."""
    segments = [
        f"BHT*0085*08*{number}*20261105*1200*TH",
        *("HL*1**20*1", "NM1*PR*2*HUB*****46*HUB", f"TRN*1*{number}", "DTP*050*D8*20261105", "DTP*009*D8*20261105"),
        *("HL*2*1*21*1", "NM1*41*2*CLINIC*****46*CLINIC", f"TRN*2*{batch}", "STC*A1:19:PR*20261105*WQ*138"),
        *("HL*3*2*19*1", "NM1*85*2*CLINIC*****XX*1234567893", "TRN*1*0"),
    ]
    for place, (claim, status, payer_number) in enumerate(claims, 4):
        verdict = "WQ" if status[:2] in ("A1", "A2") else "U"
        segments += [f"HL*{place}*3*PT", "NM1*QC*1*SAMPLE*ALEX****MI*MBR1", f"TRN*2*{claim}"]
        segments += [f"STC*{status}*20261105*{verdict}*138", *([f"REF*1K*{payer_number}"] if payer_number else [])]
    return interchange("277CA", number, *segments)


def payment(number: int, claims: Sequence[tuple[str, str]]) -> bytes:
    """An 835: of each claim its id and the payer's number."""
    segments = ["BPR*I*0*C*NON************20261105", f"TRN*1*{number}*1123456789", "N1*PR*HUB", "N1*PE*CLINIC*XX*1"]
    for claim, payer_number in claims:
        segments += ["LX*1", f"CLP*{claim}*1*138*0*138*12*{payer_number}*11*1", "CAS*PR*1*138"]
    return interchange("835", number, *segments)


def _bytes(segments: Sequence[str]) -> bytes:
    return "".join(f"{segment}~\n" for segment in segments).encode()
