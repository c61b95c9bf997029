"""Words as they are compared: small letters, no accents, American spelling, singular; idle words left out."""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from cleanbill.codes.icd10cm.table import read_table

SPELLINGS = Path(__file__).with_name("spellings.csv")
_IDLE = frozenset("a an and as at by due for from has have he her his i in is it my of on or she the to with".split())
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_WORD = re.compile(r"[a-z0-9]+")
_PLURAL = re.compile(r"(?<=ss)es$|(?<=x)es$|(?<=[^suiy])s$|(?<=[aeo]y)s$")
_LATIN = re.compile(r"(?<=\w\wa)e$")


def compared(text: str) -> list[str]:
    """The words of a text in its order, as they are compared."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode()
    plain = text.lower()
    if "'" in plain:
        plain = _POSSESSIVE.sub("", plain).replace("'", "")
    return [_word(word) for word in _WORD.findall(plain) if word not in _IDLE]


class Compared(dict[str, tuple[str, ...]]):
    """`compared` for a great many texts: remembers what each piece between blanks comes to."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        self[piece] = words = tuple(compared(piece))
        return words

    def words(self, text: str) -> dict[str, None]:
        """The words of a text in its order, each once."""
        return dict.fromkeys(chain.from_iterable(map(self.__getitem__, text.split())))


@lru_cache(maxsize=10_000)
def _word(word: str) -> str:
    """One word: by our table of spellings, then without its plural ending."""
    whole, inside, pattern = _spellings()
    if word in whole:
        return whole[word]
    word = pattern.sub(lambda found: inside[found[0]], word)
    if len(word) < 4:
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return _LATIN.sub("", _PLURAL.sub("", word))


@cache
def _spellings() -> tuple[dict[str, str], dict[str, str], "re.Pattern[str]"]:
    """Whole words (irregular plurals), parts of words (British spelling), and the pattern that finds a part."""
    rows = read_table(SPELLINGS)
    whole = {written: compared for written, compared, part in rows if part == "word"}
    inside = {written: compared for written, compared, part in rows if part == "part"}
    longest_first = sorted(inside, key=len, reverse=True)
    return whole, inside, re.compile("|".join(longest_first))
