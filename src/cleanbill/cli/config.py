"""`cleanbill.toml` in the working directory: which rules speak, and what a person has allowed.

[check]
select = []                 # rule ids, or how they begin; empty: all
ignore = ["UN105"]

[practice]
claims = ["claims/*.json"]  # what `data changes --practice` looks at

[[allow]]
rule = "DX103"
reason = "two unrelated conditions, asked on 2026-11-02"
until = 2026-12-31
claim_id = "C-1001"         # empty: every claim
"""

from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from cleanbill.cli.options import refuse
from cleanbill.engine.allow import Allowance
from cleanbill.model.finding import Finding

FILE = Path("cleanbill.toml")


class Check(Struct, frozen=True, forbid_unknown_fields=True):
    """Which rules speak."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Practice(Struct, frozen=True, forbid_unknown_fields=True):
    """The clinic's own files: `claims` are patterns of paths of claims (JSON, JSONL, 837P)."""

    claims: tuple[str, ...] = ()


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    check: Check = Check()
    practice: Practice = Practice()
    allow: tuple[Allowance, ...] = ()

    def speaks(self, finding: Finding) -> bool:
        """Whether a finding's rule is selected and not ignored, by its id or its catalogue id."""
        return _speaks(self.check, finding.rule, finding.catalogue or finding.rule)


def load(select: str = "", ignore: str = "") -> Config:
    """The configuration, with the command's own `--select` and `--ignore` in place of the file's."""
    config = _file()
    check = Check(_words(select) or config.check.select, _words(ignore) or config.check.ignore)
    return msgspec.structs.replace(config, check=check)


def _file() -> Config:
    if not FILE.exists():
        return Config()
    try:
        return msgspec.toml.decode(FILE.read_bytes(), type=Config)
    except (msgspec.DecodeError, OSError, UnicodeDecodeError) as error:
        refuse(f"{FILE} is not right: {error}.")


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


@lru_cache(maxsize=4096)
def _speaks(check: Check, *names: str) -> bool:
    chosen = not check.select or _begins(names, check.select)
    return chosen and not _begins(names, check.ignore)


def _begins(names: tuple[str, ...], beginnings: tuple[str, ...]) -> bool:
    return any(name.startswith(beginnings) for name in names)
