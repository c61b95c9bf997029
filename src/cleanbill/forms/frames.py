"""The frames of the preview, drawn and labelled by us: first and last line, first column and the one after the last.

The label is in our own words. A frame of one line has its label before the text, where there is room.
"""

from msgspec import Struct


class Frame(Struct, frozen=True):
    """A rectangle on the grid of `places`, and its label."""

    top: int
    bottom: int
    left: int
    right: int
    label: str


TABLE = """
     7  8   1 50  1 Kind of payer
     7  8  50 80  1a Insured's ID
     9 10   1 30  2 Patient: last, first, middle
     9 10  30 50  3 Born, sex
     9 10  50 80  4 Insured: last, first, middle
    11 12   1 30  5 Patient's street
    11 12  30 50  6 Patient is the insured's
    11 12  50 80  7 Insured's street
    13 14   1 25  City
    13 14  25 30  State
    13 16  30 50  8 (not used)
    13 14  50 73  City
    13 14  73 80  State
    15 16   1 14  ZIP
    15 16  14 30  Telephone
    15 16  50 64  ZIP
    15 16  64 80  Telephone
    17 18   1 30  9 Other insured: last, first
    17 18  30 50  10 Comes from
    17 18  50 80  11 Insured's group or FECA number
    19 20   1 30  9a Other policy or group
    19 20  30 50  a Employment
    19 20  50 80  11a Insured born, sex
    21 22   1 30  9b (not used)
    21 22  30 50  b Auto accident, state
    21 22  50 80  11b Other claim ID
    23 24   1 30  9c (not used)
    23 24  30 50  c Other accident
    23 24  50 80  11c Insurance plan
    25 26   1 30  9d Other insurance plan
    25 26  30 50  10d Claim codes
    25 26  50 80  11d Another health plan
    27 30   1 50  12 Patient's signature: information may be released
    27 30  50 80  13 Insured's signature: pay the provider
    31 32   1 30  14 Illness, injury or pregnancy began
    31 32  30 50  15 Other date
    31 32  50 80  16 Could not work, from and to
    33 34   1 30  17 Referred, ordered or supervised by
    33 33  30 50  17a
    34 34  30 50  b NPI
    33 34  50 80  18 In hospital, from and to
    35 36   1 50  19 Additional information
    35 36  50 80  20 Bought services, charge
    37 40   1 50  21 Diagnoses
    37 37  38 50  ICD
    37 38  50 80  22 Resubmission: code and original number
    39 40  50 80  23 Authorization
    41 42   1 19  24a From and to
    41 42  19 22  b Place
    41 42  22 25  c Emg
    41 42  25 45  d Service and modifiers
    41 42  45 50  e Dx
    41 42  50 59  f Charge
    41 42  59 63  g Units
    41 42  63 65  h
    41 42  65 68  i ID
    41 42  68 80  j Rendering provider
    55 56   1 22  25 Tax ID: SSN or EIN
    55 56  22 37  26 Patient's account
    55 56  37 50  27 Assignment
    55 56  50 61  28 Total
    55 56  61 71  29 Paid
    55 56  71 80  30 (not used)
    57 61   1 22  31 Provider's signature
    57 60  22 50  32 Where services were given
    57 60  50 80  33 Billing provider
    61 61  22 35  a
    61 61  35 50  b
    61 61  50 62
    61 61  62 80  b
"""
# What stands after a box that is ticked.
TICKS = {
    "1.medicare": "Medicare", "1.medicaid": "Medicaid", "1.tricare": "Tricare", "1.champva": "ChampVA",
    "1.group": "Group", "1.feca": "FECA", "1.other": "Other", "3.m": "M", "3.f": "F", "6.self": "Self",
    "6.spouse": "Sp", "6.child": "Child", "6.other": "Oth", "10a.yes": "Yes", "10a.no": "No", "10b.yes": "Yes",
    "10b.no": "No", "10c.yes": "Yes", "10c.no": "No", "11a.m": "M", "11a.f": "F", "11d.yes": "Yes", "11d.no": "No",
    "20.yes": "Yes", "20.no": "No", "25.ssn": "", "25.ein": "", "27.yes": "Yes", "27.no": "No",
}  # fmt: skip


def _frame(row: str) -> Frame:
    top, bottom, left, right, *label = row.split(None, 4)
    return Frame(int(top), int(bottom), int(left), int(right), "".join(label))


FRAMES = tuple(map(_frame, TABLE.strip().splitlines()))
