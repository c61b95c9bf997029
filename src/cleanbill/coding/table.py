"""The tables: what each diagnosis is coded to, and which diagnoses one code says together."""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Any, Literal

import msgspec
from msgspec import Struct

from cleanbill.model.reading import Cause

DiagnosisKind = Literal["injury", "disease", "dysfunction", "symptom", "pain", "aftercare"]


_DIAGNOSES = ("diagnoses.toml", "limbs.toml", "injuries.toml", "fractures.toml")
_NONDISPLACED = re.compile(r"\bnon[- ]?displaced|\bundisplaced|\bnot displaced|\b(?:no|without) displacement")


class Row(Struct, frozen=True, forbid_unknown_fields=True):
    """Codes of one place: one code, or right, left, side not written and, where there is one, both sides.

    `displaced`: whether they are for a displaced or a nondisplaced fracture; None where the code does not say.
    """

    codes: tuple[str, ...]
    cite: str
    at: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    displaced: bool | None = None

    def fits(self, region: str | None, words: str, levels: frozenset[str]) -> bool:
        """Whether this row is for such a region, such words and such levels."""
        return (
            (not self.at or region in self.at)
            and (not self.says or _says(self.says, words))
            and not _says(self.without, words)
            and (not self.level or not levels.isdisjoint(self.level))
            and self.displaced in (None, not _NONDISPLACED.search(words))
        )


class Diagnosis(Struct, frozen=True, forbid_unknown_fields=True):
    """A concept of the note that can be coded. The fields are explained at the head of `diagnoses.toml`."""

    label: str
    kind: DiagnosisKind
    rows: tuple[Row, ...]
    unless: tuple[str, ...] = ()
    complaint: bool = False
    found: tuple[str, ...] = ()
    place: str | None = None
    signs: tuple[str, ...] = ()
    explained_by: tuple[str, ...] | None = None
    also: tuple[str, ...] | None = None

    def fitting(self, region: str | None, words: str, levels: frozenset[str]) -> tuple[Row, ...]:
        """The rows for such a region, such words and such levels, in the order in which they are tried."""
        if _says(self.unless, words):
            return ()
        return tuple(row for row in self.rows if row.fits(region, words, levels))


class Combination(Struct, frozen=True, forbid_unknown_fields=True):
    """Diagnoses that one code says together. The fields are explained at the head of `combinations.toml`."""

    whole: str
    first: tuple[str, ...]
    why: str
    second: tuple[str, ...] = ()
    third: tuple[str, ...] = ()
    anywhere: bool = False
    cause: tuple[Cause, ...] = ()


class Temptation(Struct, frozen=True, forbid_unknown_fields=True):
    """A code that looks right beside a chosen one and is not. `valid`: it is a billable code of its own."""

    code: str
    beside: tuple[str, ...]
    why: str
    valid: bool = False


@cache
def diagnoses() -> dict[str, Diagnosis]:
    """Every diagnosis by concept, as the files of diagnoses give them."""
    read = {concept: diagnosis for name in _DIAGNOSES for concept, diagnosis in _read(name).items()}
    for diagnosis in read.values():
        diagnosis["rows"] = [each for row in diagnosis["rows"] for each in _by_displacement(row)]
    return msgspec.convert(read, dict[str, Diagnosis])


@cache
def findings() -> dict[str, str]:
    """The concept that a word for a finding names where it stands in the assessment."""
    return {word: concept for concept, diagnosis in diagnoses().items() for word in diagnosis.found}


@cache
def combinations() -> tuple[Combination, ...]:
    """The combinations in the order in which they are tried."""
    return msgspec.convert(_read("combinations.toml")["combination"], tuple[Combination, ...])


@cache
def temptations() -> tuple[Temptation, ...]:
    """The codes that tempt."""
    return msgspec.convert(_read("temptations.toml")["temptation"], tuple[Temptation, ...])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))


def _by_displacement(row: dict[str, Any]) -> list[dict[str, Any]]:
    """A row with codes for the nondisplaced fracture is two rows."""
    still = row.pop("nondisplaced", None)
    return [row] if still is None else [row | {"displaced": True}, row | {"displaced": False, "codes": still}]


def _says(fragments: tuple[str, ...], words: str) -> bool:
    """Whether one of `fragments` begins a word there; of "radius + head" both must."""
    return any(all(_begins(part)(words) for part in fragment.split(" + ")) for fragment in fragments)


@cache
def _begins(part: str) -> Callable[[str], object]:
    return re.compile(rf"\b{re.escape(part)}").search
