"""The guides of the transaction sets we know, as tables: one file a guide, read once, when first asked for."""

from functools import cache, lru_cache
from importlib.resources import files

from cleanbill.x12.guides.notation import read
from cleanbill.x12.guides.tables import Guide

FILES = ("837p", "835", "999", "277ca", "270", "271", "276", "277", "278request", "278response")


@cache
def named(name: str) -> Guide:
    """The guide of a file, such as "837p"."""
    return read(files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8"))


@lru_cache(maxsize=64)  # a file can name any number of versions
def guide(set: str, version: str, purpose: str = "") -> Guide | None:
    """The guide of a transaction set (ST01), a version (ST03 or GS08) and a purpose (BHT02); None without one."""
    known = (named(name) for name in FILES)
    return next(
        (one for one in known if one.set == set and version.startswith(one.version) and one.purpose in ("", purpose)),
        None,
    )
