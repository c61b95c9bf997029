"""Words as they are compared: small letters, no accents, American spelling, singular; idle words left out."""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from cleanbill.codes.icd10cm.table import read_table

SPELLINGS = Path(__file__).with_name("spellings.csv")
_IDLE = frozenset("a an and as at by due for from has have he her his i in is it my of on or she the to with".split())
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_WORD = re.compile(r"[a-z0-9]+")


def compared(text: str) -> list[str]:
    """The words of a text in its order, as they are compared."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode()
    plain = text.lower()
    if "'" in plain:
        plain = _POSSESSIVE.sub("", plain).replace("'", "")
    return [_word(word) for word in _WORD.findall(plain) if word not in _IDLE]


class Compared(dict[str, str]):
    """`compared` for a great many texts: keeps what each piece between blanks comes to."""

    def __missing__(self, piece: str) -> str:
        self[piece] = words = " ".join(compared(piece))
        return words

    def words(self, text: str) -> list[str]:
        """As `compared` gives them."""
        return " ".join(map(self.__getitem__, text.split())).split()


@lru_cache(maxsize=50_000)
def _word(word: str) -> str:
    """One word: by our table of spellings, then without its plural ending."""
    whole, parts = _spellings()
    if word in whole:
        return whole[word]
    for written, compared_as in parts:
        if written in word:
            word = word.replace(written, compared_as)
    return _singular(word) if len(word) > 3 else word


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes")):
        return word[:-2]
    if word.endswith("ae") or (word.endswith("s") and not word.endswith(("ss", "us", "is"))):
        return word[:-1]
    return word


@cache
def _spellings() -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Whole words (irregular plurals), and parts of words (British spelling)."""
    rows = read_table(SPELLINGS)
    whole = {written: compared for written, compared, part in rows if part == "word"}
    return whole, [(written, compared) for written, compared, part in rows if part == "part"]
