"""A practice's own payer profiles: read from the folder it names, or every fault in them."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec

from cleanbill.calendar import filing_limit
from cleanbill.model.claim import PayerType
from cleanbill.model.toml import Wrong, faults, parsed, unknown
from cleanbill.payers.library import Library, shipped
from cleanbill.payers.profile import Profile, TraitValue
from cleanbill.payers.traits import TRAITS, Traits

_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_VALUES = {trait: get_args(type_)[0] for trait, type_ in get_type_hints(Traits).items()}  # without None


def library(folder: Path) -> tuple[Library, tuple[Wrong, ...]]:
    """The shipped profiles with those of a folder, and what is wrong with the folder's.

    A file that is wrong is left out, and so is what inherits from it. Raises `OSError` where the folder cannot be read.
    """
    wrong: list[Wrong] = []
    read: dict[str, tuple[str, Profile]] = {}
    for path in sorted(one for one in folder.iterdir() if one.suffix == ".toml"):
        found, told = profile(path.read_bytes(), str(path))
        told = (*_of_name(path), *told)
        wrong += told
        if found and not told:
            read[path.stem] = str(path), found
    wrong += _take_out(read, {Path(one.file).stem for one in wrong})
    wrong += _of_ids(read)
    own = {name: found for name, (_, found) in read.items()}
    return Library(shipped().profiles | own, frozenset(own)), tuple(wrong)


def profile(data: bytes, file: str) -> tuple[Profile | None, tuple[Wrong, ...]]:
    """The profile of a file by itself, or every fault in it."""
    document = parsed(data, file)
    if isinstance(document, Wrong):
        return None, (document,)
    told = list(faults(document, Profile, file))
    traits = document.get("traits", {})
    if isinstance(traits, dict):
        whole = {trait: rows for trait, rows in traits.items() if not any(_is_of(one, trait) for one in told)}
        told += _of_traits(whole, file)
    return (None, tuple(told)) if told else (msgspec.convert(document, Profile), ())


def _is_of(wrong: Wrong, trait: str) -> bool:
    return re.match(rf"traits\.{re.escape(trait)}(?!\w)", wrong.key) is not None


def _of_name(path: Path) -> Iterator[Wrong]:
    if not _NAME.fullmatch(path.stem):
        yield Wrong(str(path), "", "name the file in small letters, digits, - and _, such as acme_gold.toml")
    elif path.stem in shipped().profiles:
        yield Wrong(str(path), "", f'{path.stem} is the name of a shipped profile; choose another and write inherits = '
                    f'"{path.stem}"')  # fmt: skip


def _of_traits(traits: Mapping[str, list[dict[str, Any]]], file: str) -> Iterator[Wrong]:
    for trait, rows in traits.items():
        key = f"traits.{trait}"
        if trait not in TRAITS:
            yield Wrong(file, key, unknown(trait, TRAITS, "trait"))
            continue
        if not rows:
            yield Wrong(file, key, "no value is given; leave the trait out where it is not known")
        for number, row in enumerate(rows, 1):
            yield from _of_row(row, trait, file, f"{key}[{number}]")
        starts = [msgspec.convert(row, TraitValue).from_ for row in rows]
        if starts != sorted(set(starts)):
            yield Wrong(file, key, "each value needs a later `from` than the one before it")


def _of_row(row: Mapping[str, Any], trait: str, file: str, key: str) -> Iterator[Wrong]:
    value = row["value"]
    yield from faults(value, _VALUES[trait], file, f"{key}.value")
    if trait == "timely_filing" and isinstance(value, str) and filing_limit(value, dt.date(2000, 1, 1)) is None:
        yield Wrong(file, f"{key}.value", f"{value!r} is not understood; write it as '180 days from date of service'")
    if not row["source"].strip():
        yield Wrong(file, f"{key}.source", "say who says so: the contract, policy or manual, and its section")


def _take_out(read: dict[str, tuple[str, Profile]], broken: set[str]) -> Iterator[Wrong]:
    """Take out the profiles whose inheritance does not end in a profile that is right; `broken` are wrong already."""
    while True:
        known = shipped().profiles | {name: found for name, (_, found) in read.items()}
        bad = {name: why for name in read if (why := _of_inheritance(name, known, broken))}
        for name, (key, what) in bad.items():
            broken.add(name)
            yield Wrong(read.pop(name)[0], key, what)
        if not bad:
            return


def _of_inheritance(name: str, known: Mapping[str, Profile], broken: set[str]) -> tuple[str, str] | None:
    """The key and the fault in what a profile inherits from; a fault further up is told of the profile that has it."""
    seen = [name]
    while parent := known[seen[-1]].inherits:
        if parent in seen:
            return "inherits", f"{' -> '.join([*seen, parent])} goes round; end it in a payer type"
        if parent not in known:
            why = (
                f"{parent} is wrong itself; mend that first" if parent in broken else unknown(parent, known, "profile")
            )
            return ("inherits", why) if len(seen) == 1 else None
        seen.append(parent)
    return _of_types([type_ for each in seen if (type_ := known[each].type)])


def _of_types(types: list[PayerType]) -> tuple[str, str] | None:
    """The fault in the types of a profile and of those it inherits from, nearest first."""
    if not types:
        return "type", "no payer type, not even an inherited one; give one, or inherit from a profile that has one"
    if len(set(types)) > 1:
        return "type", f"{types[0]!r} is not the type {types[-1]!r} of what it inherits from"
    return None


def _of_ids(read: dict[str, tuple[str, Profile]]) -> Iterator[Wrong]:
    """Two profiles of one payer type must not have one id."""
    first: dict[tuple[str, str], str] = {}
    together = Library(shipped().profiles | {name: found for name, (_, found) in read.items()})
    for name in together.offered:
        for id in together.profiles[name].ids:
            other = first.setdefault((id, together.type_of(name) or ""), name)
            if other != name and name in read:
                yield Wrong(read[name][0], "ids", f"{id!r} is also an id of {other}; a claim could not tell them apart")
