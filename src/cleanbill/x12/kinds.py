"""How a value of the claim document is written as an X12 element. "" stands for a value that cannot be written."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any, get_args

from msgspec import Struct

from cleanbill.codes import npi as numbers
from cleanbill.model.parties import LaterRank, Rank
from cleanbill.model.trade import Period

_TEXT = re.compile(r"[A-Za-z0-9 !\"&'()+,\-./;?=%@\[\]_{}\\|<>#$`]+")
_BOX = re.compile(r"\bP\.? ?O\.? ?BOX\b|\bLOCK ?BOX\b", re.IGNORECASE)
LARGEST = Decimal("9999999.99")  # what every payer's system holds


class Kind(Struct, frozen=True):
    """How values are written, and what they must be, in words."""

    write: Callable[[Any], str]
    right: str


@lru_cache(maxsize=16384)
def text(value: str) -> str:
    """Text without accents and blanks at its ends; "" where a character cannot be sent, as no delimiter can."""
    if not value.isascii():
        value = "".join(char for char in unicodedata.normalize("NFKD", value) if not unicodedata.combining(char))
    value = value.strip(" ")
    return value if _TEXT.fullmatch(value) else ""


@lru_cache(maxsize=4096)
def street(value: str) -> str:
    """The text of a street; "" for a post office box."""
    return "" if _BOX.search(value) else text(value)


@lru_cache(maxsize=4096)
def npi(value: str) -> str:
    """A national provider identifier whose check digit is right."""
    return "" if numbers.fault(value) else value


@lru_cache(maxsize=4096)
def date(value: dt.date) -> str:
    """A date as CCYYMMDD."""
    return f"{value:%Y%m%d}" if value.year >= 1900 else ""


@lru_cache(maxsize=4096)
def money(value: Decimal) -> str:
    """Dollars without zeros at the end; "" below zero, above what payers hold, and for parts of a cent."""
    if not value.is_finite() or not 0 <= value <= LARGEST or value != round(value, 2):
        return ""
    return plain(value)


@lru_cache(maxsize=4096)
def adjustment(value: Decimal) -> str:
    """Dollars that were taken off, or with a minus put on; "" for none."""
    written = money(abs(value)) if value else ""
    return f"-{written}" if written and value < 0 else written


@lru_cache(maxsize=4096)
def signed(value: Decimal) -> str:
    """Dollars of a remittance: 0, and with a minus below it."""
    return adjustment(value) if value else "0"


@lru_cache(maxsize=4096)
def number(value: Decimal) -> str:
    """A number with at most three decimals, with a minus below zero."""
    return plain(value) if value.is_finite() and value == round(value, 3) else ""


@lru_cache(maxsize=4096)
def quantity(value: float) -> str:
    """Units or minutes above zero, with at most three decimals."""
    exact = Decimal(str(value))
    return plain(exact) if exact > 0 and exact == round(exact, 3) else ""


def fraction(value: Decimal) -> str:
    """A part of the whole, 0.2 for 20 percent, with at most four decimals."""
    return plain(value) if value.is_finite() and 0 <= value <= 10 and value == round(value, 4) else ""


def days(value: Period) -> str:
    """One day, or the days from one to another: two elements, how it is written and the days."""
    first, last = date(value.from_), date(value.to) if value.to else ""
    if not value.to:
        return first and f"D8*{first}"
    return f"RD8*{first}-{last}" if first and last and value.from_ < value.to else ""


def repeated(values: tuple[str, ...]) -> str:
    """Codes as the repetitions of one element."""
    return "^".join(values) if all(re.fullmatch(r"[0-9A-Z]{1,3}", value) for value in values) else ""


def plain(value: Decimal) -> str:
    """A decimal without exponent and without zeros at its end."""
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _shaped(pattern: str, dropped: str = "") -> Callable[[str], str]:
    """Writes what has a shape when the characters `dropped` are taken away."""
    shape, table = re.compile(pattern), str.maketrans("", "", dropped)

    @lru_cache(maxsize=4096)
    def write(value: str) -> str:
        value = value.translate(table)
        return value if shape.fullmatch(value) else ""

    return write


def _coded(**codes: str) -> Callable[[str], str]:
    return lambda value: codes.get(value, "")


RANKS: dict[Rank, str] = {
    "primary": "P", "secondary": "S", "tertiary": "T", "fourth": "A", "fifth": "B", "sixth": "C", "seventh": "D",
    "eighth": "E", "ninth": "F", "tenth": "G", "eleventh": "H", "unknown": "U",
}  # fmt: skip
LATER_RANKS: dict[LaterRank, str] = {rank: RANKS[rank] for rank in get_args(LaterRank)}
FILING = {
    "medicare_b": "MB", "medicare_advantage": "16", "medicaid": "MC", "commercial": "CI", "workers_comp": "WC",
    "auto": "AM",
}  # fmt: skip
_code2 = _shaped(r"[0-9A-Z]{2}")

KINDS = {
    "text": Kind(text, "text without * : ~ ^ and without other characters than a plain keyboard has"),
    "date": Kind(date, "a date from 1900 on"),
    "money": Kind(money, "dollars and whole cents, from 0 to 9,999,999.99"),
    "quantity": Kind(quantity, "a number above 0 with at most three decimals"),
    "street": Kind(street, "the street, no post office box, without * : ~ ^"),
    "npi": Kind(npi, "an NPI: ten digits, the first 1 or 2, the last a right check digit"),
    "taxonomy": Kind(_shaped(r"[0-9A-Z]{10}"), "a taxonomy code, ten letters and digits"),
    "tax": Kind(_shaped(r"[0-9]{9}", "-"), "nine digits"),
    "phone": Kind(_shaped(r"[2-9][0-9]{2}[2-9][0-9]{6}", " ()-."), "a telephone number of ten digits"),
    "state": Kind(_shaped(r"[A-Z]{2}"), "a state's two letters"),
    "zip": Kind(_shaped(r"[0-9]{5}(?:[0-9]{4})?", "-"), "five or nine digits"),
    "zip9": Kind(_shaped(r"[0-9]{9}", "-"), "nine digits: payers want the whole ZIP code of a place of service"),
    "sex": Kind(_shaped(r"[FMU]"), "F, M or U"),
    "known_sex": Kind(_shaped(r"[FM]"), "F or M, or absent where it is not known"),
    "place": Kind(_shaped(r"[0-9]{2}"), "a place of service, two digits"),
    "facility": Kind(lambda value: f"{value}:B" if re.fullmatch(r"[0-9]{2}", value) else "", "a place of service"),
    "frequency": Kind(_shaped(r"[178]"), "1 (original), 7 (replacement) or 8 (void)"),
    "procedure": Kind(_shaped(r"[0-9A-Z]{5}"), "a procedure code of five characters"),
    "modifier": Kind(_shaped(r"[0-9A-Z]{2}"), "two characters"),
    "dx": Kind(_shaped(r"[A-Z][0-9][0-9A-Z]{1,5}", "."), "an ICD-10-CM code"),
    "priority": Kind(
        _coded(**{rank: code for rank, code in RANKS.items() if code != "P"}), "secondary, tertiary or later"
    ),
    "relation": Kind(_coded(spouse="01", child="19", employee="20", other="G8"), "spouse, child, employee or other"),
    "filing": Kind(lambda value: FILING.get(value) or _code2(value), "a payer type or X12's code of one"),
    "order": Kind(_coded(**RANKS), "primary, secondary, tertiary or later"),
    "group": Kind(_shaped(r"CO|CR|OA|PI|PR"), "CO, PR, OA, PI or CR"),
    "reason": Kind(_shaped(r"[0-9A-Z]{1,5}"), "an adjustment reason code"),
    "signed": Kind(signed, "dollars and whole cents"),
    "number": Kind(number, "a number with at most three decimals"),
    "debit": Kind(lambda value: "D" if value else "C", "true or false"),
    "employer": Kind(_shaped(r"[0-9A-Z]{10}"), "1 and the nine digits of a tax number"),
    "adjustment": Kind(adjustment, "dollars and whole cents, not 0"),
    "paid_units": Kind(lambda value: quantity(value) or ("0" if value == 0 else ""), "a number of 0 or more"),
    "cause": Kind(_coded(auto="AA", employment="EM", work="EM", other="OA"), "auto, employment or other"),
    "person": Kind(lambda value: "1", "a first name"),
    "code": Kind(_shaped(r"[0-9A-Z]{1,3}"), "a code of X12"),
    "assignment": Kind(_shaped(r"[ABC]"), "A, B or C"),
    "days": Kind(days, "a day, or a first day and a later last day, from 1900 on"),
    "count": Kind(lambda value: str(value) if value >= 0 else "", "a whole number of 0 or more"),
    "fraction": Kind(fraction, "a fraction of 0 or more with at most four decimals: 0.2 for 20 percent"),
    "codes": Kind(repeated, "codes of X12"),
    "action": Kind(lambda value: "WQ" if value else "U", "true (accepted) or false (rejected)"),
    "answer": Kind(_coded(yes="Y", no="N", unknown="U"), "yes, no or unknown"),
    "network": Kind(_coded(yes="Y", no="N", unknown="U", both="W"), "yes, no, unknown or both"),
    "asked_relation": Kind(_coded(spouse="01", child="19", other="34"), "spouse, child or other"),
    "tracer": Kind(_shaped(r"[0-9A-Z]{10}"), "ten characters: 1 and the tax id, or 9 and nine of your own"),
    "flag": Kind(lambda value: "Y", "true"),
    "yes": Kind(lambda value: "Y" if value else "N", "true or false"),
    "tax_kind": Kind(_coded(ein="EI", ssn="SY"), "ein or ssn"),
    "payer_number": Kind(_shaped(r"2U|EI|FY|NF|G2|LU"), "2U, EI, FY, NF, G2 or LU"),
    "contract": Kind(_shaped(r"0[1-69]"), "01 to 06 or 09"),
    "exception": Kind(_shaped(r"[1-7]"), "1 to 7"),
    "program": Kind(_shaped(r"0[2359]"), "02, 03, 05 or 09"),
    "delay": Kind(_shaped(r"[1-9]|1[015]"), "1 to 11, or 15"),
    "condition": Kind(_shaped(r"[0-9A-Z]{2}"), "a condition code, two characters"),
    "category": Kind(_shaped(r"07|09|70|75|E[123]|ZZ"), "a category of conditions: 75, ZZ, 70, 09, 07, E1, E2 or E3"),
    "remark": Kind(_shaped(r"[0-9A-Z]{1,6}"), "a remark code"),
    "ndc": Kind(_shaped(r"[0-9]{11}", "-"), "the eleven digits of an NDC"),
    "dose": Kind(_shaped(r"F2|GR|ME|ML|UN"), "F2, GR, ME, ML or UN"),
    "mail": Kind(_shaped(r"AA|BM|EL|EM|FT|FX"), "AA, BM, EL, EM, FT or FX"),
}
