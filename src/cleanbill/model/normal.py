"""Codes as they are meant, however they are written: capitals, no blanks, the dot of a diagnosis in its place."""

from functools import lru_cache
from operator import is_

from msgspec import structs

from cleanbill.model.claim import Authorization, Claim, Line


def normal(claim: Claim) -> Claim:
    """The claim with its diagnoses, procedures and modifiers in their usual form; itself where they are."""
    dx = _diagnoses(claim.dx)
    auth = _authorization(claim.auth) if claim.auth else None
    lines = [_line(line) for line in claim.lines]
    if dx == claim.dx and auth is claim.auth and all(map(is_, lines, claim.lines)):
        return claim
    return structs.replace(claim, dx=dx, lines=tuple(lines), auth=auth)


def diagnosis(code: str) -> str:
    """A diagnosis code in capitals, with its dot: "m54 59" and "M5459" are M54.59."""
    plain = "".join(code.split()).replace(".", "").upper()
    return f"{plain[:3]}.{plain[3:]}" if len(plain) > 3 else plain


def _line(line: Line) -> Line:
    (code,), modifiers = _plain((line.code,)), _stated(line.modifiers)
    if code == line.code and modifiers == line.modifiers:
        return line
    return structs.replace(line, code=code, modifiers=modifiers)


def _authorization(auth: Authorization) -> Authorization:
    codes = None if auth.codes is None else _plain(auth.codes)
    not_counted = _plain(auth.codes_not_counted)
    if codes == auth.codes and not_counted == auth.codes_not_counted:
        return auth
    return structs.replace(auth, codes=codes, codes_not_counted=not_counted)


@lru_cache(maxsize=65536)
def _diagnoses(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(diagnosis(code) for code in codes)


@lru_cache(maxsize=65536)
def _plain(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in codes)


@lru_cache(maxsize=65536)
def _stated(modifiers: tuple[str, ...]) -> tuple[str, ...]:
    """Modifiers without the blanks that stand for the places nothing is in."""
    return tuple(filter(None, _plain(modifiers)))
