"""How values stand on a claim form: capitals, no punctuation, dates and dollars in parts."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from cleanbill.model.parties import Address

_PUNCTUATION = re.compile(r"[!-,.:-@\[-`{-~]")  # all but the hyphen and the slash


def plain(value: str | None) -> str:
    """Text in capitals, without accents and without blanks at its ends."""
    parts = unicodedata.normalize("NFKD", value or "")
    return "".join(char for char in parts if not unicodedata.combining(char)).upper().strip()


def words(value: str | None) -> str:
    """Text in capitals without punctuation but the hyphen and the slash."""
    return " ".join(_PUNCTUATION.sub("", plain(value)).split())


def name(last: str | None, first: str | None, middle: str | None = None, suffix: str | None = None) -> str:
    """A person as the form has it: last name and suffix, first name, middle initial, with commas between."""
    whole = " ".join(filter(None, (words(last), words(suffix))))
    return ", ".join(filter(None, (whole, words(first), words(middle)[:1])))


def digits(value: str | None) -> str:
    """The digits and letters of a number."""
    return re.sub(r"[^0-9A-Z]", "", plain(value))


def zip_code(value: str | None) -> str:
    """A ZIP code, with a hyphen where it has nine digits."""
    found = digits(value)
    return f"{found[:5]}-{found[5:]}" if len(found) == 9 else found


def city(address: Address) -> str:
    """The last line of an address."""
    return " ".join(filter(None, (words(address.city), words(address.state), zip_code(address.zip))))


def street(address: Address | None) -> str:
    """Both lines of a street in one."""
    return words(f"{address.street or ''} {address.street2 or ''}") if address else ""


def day(value: dt.date | None) -> str:
    """A date as MM DD YYYY."""
    return f"{value:%m %d %Y}" if value else ""


def short_day(value: dt.date | None) -> str:
    """A date as MM DD YY."""
    return f"{value:%m %d %y}" if value else ""


def dollars(value: Decimal | None) -> str:
    """Dollars and cents with a blank between."""
    return "" if value is None or not value.is_finite() else f"{value:.2f}".replace(".", " ")
