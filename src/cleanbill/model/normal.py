"""Codes as they are meant, however they are written: capitals, no blanks, the dot of a diagnosis in its place."""

from msgspec import structs

from cleanbill.model.claim import Authorization, Claim, Line


def normal(claim: Claim) -> Claim:
    """The claim with its diagnoses, procedures and modifiers in their usual form; itself where they are."""
    dx = tuple([diagnosis(code) for code in claim.dx])
    lines = tuple([_line(line) for line in claim.lines])
    auth = _authorization(claim.auth) if claim.auth else None
    same = dx == claim.dx and auth is claim.auth
    if same and all(one is other for one, other in zip(lines, claim.lines, strict=True)):
        return claim
    return structs.replace(claim, dx=dx, lines=lines, auth=auth)


def diagnosis(code: str) -> str:
    """A diagnosis code in capitals, with its dot: "m54 59" and "M5459" are M54.59."""
    if code[3:4] == "." and code.isupper() and " " not in code:
        return code
    plain = "".join(code.split()).replace(".", "").upper()
    return f"{plain[:3]}.{plain[3:]}" if len(plain) > 3 else plain


def _authorization(auth: Authorization) -> Authorization:
    codes = None if auth.codes is None else _plain(auth.codes)
    not_counted = _plain(auth.codes_not_counted)
    if codes == auth.codes and not_counted == auth.codes_not_counted:
        return auth
    return structs.replace(auth, codes=codes, codes_not_counted=not_counted)


def _line(line: Line) -> Line:
    code = line.code.strip().upper()
    modifiers = _plain(line.modifiers)
    if code == line.code and modifiers == line.modifiers:
        return line
    return structs.replace(line, code=code, modifiers=modifiers)


def _plain(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([code.strip().upper() for code in codes])
