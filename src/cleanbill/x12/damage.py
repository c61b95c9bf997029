"""What can be wrong with an X12 file itself, one row a kind, and how it is told as a finding.

Damage is what a receiver answers with a TA1 or a 999 before anyone looks at the claim. `ack` is that answer in the
guide's numbers, where we know it. The envelope standards were not at hand; the guide was read through the tables of
two open validators that agree.
"""

from msgspec import Struct

from cleanbill.model.finding import Authority, Finding, Fix, Severity, Where
from cleanbill.version import __version__

ENVELOPE = Authority("ASC X12.5 Interchange Control Structures", "ISA to IEA", "00501", verified=False)
FUNCTIONAL = Authority("ASC X12.6 Application Control Structure", "GS to GE, ST to SE", "00501", verified=False)
GUIDE = Authority("ASC X12N Health Care Claim: Professional (837)", "implementation", "005010X222A1")


class Kind(Struct, frozen=True):
    """One kind of damage: its rule id, its title, what would be right, the acknowledgement code, who says so."""

    id: str
    title: str
    fix: str
    ack: str
    authority: Authority
    severity: Severity = "error"


NOT_X12 = Kind(
    "XR001", "Not an X12 file", "Send the file as it was exported, ISA first and nothing before it.", "", ENVELOPE
)
BAD_ISA = Kind(
    "XR002", "The ISA segment is broken", "Write an ISA of 106 characters with four different delimiters.",
    "TA1 022", ENVELOPE,
)  # fmt: skip
CUT = Kind(
    "XR003", "The file is cut", "Export the file again and send all of it, up to the IEA segment.", "TA1 023", ENVELOPE
)
ENVELOPE_BROKEN = Kind(
    "XR004", "An envelope segment is missing or out of place", "Close each ST with SE, each GS with GE, ISA with IEA.",
    "TA1 022", ENVELOPE,
)  # fmt: skip
WRONG_COUNT = Kind(
    "XR005", "A control count is wrong", "Write the count of what was sent; if something was lost, send it again.",
    "IK502 4, AK905 5 or TA1 021", FUNCTIONAL,
)  # fmt: skip
CONTROL_NUMBER = Kind(
    "XR006", "Control numbers differ", "Write the same control number in the closing segment as in the opening one.",
    "IK502 3, AK905 4 or TA1 001", FUNCTIONAL,
)  # fmt: skip
NOT_READ = Kind(
    "XR007", "Another kind of transaction set", "Send a transaction set of a kind that is read here.", "AK905 2",
    FUNCTIONAL,
)  # fmt: skip
EMPTY_SEGMENT = Kind("XR008", "An empty segment", "Remove the extra segment terminator.", "", FUNCTIONAL)
CHARACTER = Kind("XR009", "A character that X12 does not allow", "Remove the control character.", "IK403 6", FUNCTIONAL)
NOT_UTF8 = Kind(
    "XR010", "Bytes that are not UTF-8", "Write names in plain upper-case letters.", "IK403 6", FUNCTIONAL, "warning"
)
BAD_HL = Kind(
    "XR011", "The hierarchy is broken", "Number HL01 one by one and let HL02 name the level above.", "IK304 8", GUIDE
)
UNEXPECTED = Kind(
    "XR012",
    "A segment where it cannot stand",
    "Move or remove the segment, or correct its qualifier.",
    "IK304 2",
    GUIDE,
)
TOO_OFTEN = Kind("XR013", "Sent too often", "Send it only as often as the guide allows.", "IK304 4 or 5", GUIDE)
MISSING = Kind(
    "XR014", "A required segment or loop is missing", "Add the segment or loop that is named.", "IK304 3", GUIDE
)
EMPTY_ELEMENT = Kind("XR015", "A required element is empty", "Fill the element.", "IK403 1", GUIDE)
BAD_NUMBER = Kind(
    "XR016", "Not a number that X12 can hold", "Write digits, at most one point, and no sign, blank or comma.",
    "IK403 6", GUIDE,
)  # fmt: skip
BAD_DATE = Kind("XR017", "Not a date", "Write the date as CCYYMMDD (D8) or CCYYMMDD-CCYYMMDD (RD8).", "IK403 8", GUIDE)
NO_LINES = Kind("XR018", "A claim without service lines", "Send at least one LX loop with its SV1.", "IK304 I7", GUIDE)
BAD_VALUE = Kind("XR019", "A value outside the guide", "Correct the value.", "IK403 7", GUIDE)
ICD9 = Kind(
    "XR020", "ICD-9 qualifier after the change to ICD-10", "Send ICD-10-CM codes with ABK and ABF.", "IK403 7", GUIDE
)
OUT_OF_BALANCE = Kind(
    "XR021", "The claim total is not the sum of its lines", "Make CLM02 the sum of all SV102.", "", GUIDE
)
NO_PATIENT = Kind(
    "XR022", "The patient is not told", "Send SBR02 18 when the patient is the subscriber, else the 2000C loop.",
    "IK304 I6", GUIDE,
)  # fmt: skip
OUT_OF_ORDER = Kind("XR023", "A segment out of order", "Move the segment to where the guide has it.", "IK304 7", GUIDE)
LENGTH = Kind("XR024", "Too long or too short", "Send as many characters as the element may have.", "IK403 5", GUIDE)
NOT_USED = Kind("XR025", "What the guide does not use", "Leave out what the guide does not use.", "IK403 I10", GUIDE)
TOGETHER = Kind("XR026", "Elements that go together", "Send both or none, as the message says.", "IK403 2", GUIDE)
TRAILING = Kind(
    "XR027", "Empty at the end of a segment", "End the segment after its last value.", "IK403 3", FUNCTIONAL
)
INDENTED = Kind(
    "XR028", "Bytes between the segments", "Begin each segment right after the terminator, or after one line end.",
    "TA1 024", ENVELOPE,
)  # fmt: skip
SITUATION = Kind("XR029", "Required in this situation", "Add what is named.", "IK304 I6", GUIDE)
PATIENT_LEVEL = Kind(
    "XR030",
    "A patient under a subscriber who is the patient",
    "Send SBR02 18 or loop 2000C, not both.",
    "IK304 2",
    GUIDE,
)
POINTER = Kind("XR031", "A pointer to no diagnosis", "Point at a diagnosis of HI, each once.", "IK403 7", GUIDE)
NPI = Kind("XR032", "Not an NPI", "Correct the provider's number.", "IK403 7", GUIDE)
ADDRESS = Kind("XR033", "An address payers refuse", "Send the street and the nine-digit ZIP code.", "IK403 I12", GUIDE)
REPEATED = Kind("XR034", "Sent twice", "Send it once, or with a number of its own.", "IK403 7", GUIDE)
OTHER_PAYER = Kind(
    "XR035", "Another payer's decision does not add up", "Take amounts from the remittance as they are.",
    "IK403 I12", GUIDE,
)  # fmt: skip
NOT_A_CODE = Kind(
    "XR036", "Not a code of its code set", "Send a code that is valid on the date of service.", "IK403 7", GUIDE
)
UNBALANCED = Kind(
    "XR037", "The remittance does not balance", "Ask the payer for a remittance that balances.", "IK403 I12", GUIDE
)
DATES = Kind("XR038", "Dates that cannot be", "Correct the date.", "IK403 8", GUIDE)
IDENTIFIER = Kind("XR039", "An identifier of the wrong shape", "Correct the identifier.", "IK403 I12", GUIDE)


class Place(Struct, frozen=True):
    """Where in the file: position counts segments from ISA = 1."""

    position: int
    loop: str | None = None
    segment: str | None = None
    element: str | None = None


class Damage:
    """Collects findings on the file. `claim_id` is the claim being read, if any, `guide` who says what is right."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.claim_id = ""
        self.guide = GUIDE

    def add(self, kind: Kind, place: Place, message: str, ack: str = "", value: str = "", warn: bool = False) -> None:
        """Tell one piece of damage; the message is a plain sentence without the place's segment number.

        `ack` is the code that an acknowledgement gives where the kind has several, `value` the value it quotes.
        """
        where = Where(
            self.claim_id,
            loop=place.loop,
            segment=place.segment,
            element=place.element,
            position=place.position,
        )
        finding = Finding(
            rule=kind.id,
            version=1,
            catalogue="",
            severity="warning" if warn else kind.severity,
            stage="claim",
            title=kind.title,
            message=message,
            where=where,
            evidence=(),
            searched=(),
            authority=(self.guide if kind.authority is GUIDE else kind.authority,),
            denials=(),
            fix=Fix(kind.fix, "never"),
            data=_data(ack or kind.ack, value),
        )
        self.findings.append(finding)


def _data(ack: str, value: str) -> dict[str, str]:
    told = {"cleanbill": __version__, "acknowledgement": ack, "value": value}
    return {name: text for name, text in told.items() if text}


class Telling:
    """A reader that tells the damage of its file."""

    def __init__(self) -> None:
        self._damage = Damage()

    @property
    def damage(self) -> list[Finding]:
        """The findings on the file so far, without those that were taken."""
        return self._damage.findings

    def take_damage(self) -> list[Finding]:
        """The findings on the file since they were last taken; they are not kept, however many there are."""
        taken, self._damage.findings = self._damage.findings, []
        return taken
