"""`cleanbill.toml` in the working directory: docs/guide/configuration.md says what may stand in it."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from cleanbill.cli.options import refuse, why_unreadable
from cleanbill.engine.allow import Allowance
from cleanbill.model.toml import Wrong, faults, parsed, unknown
from cleanbill.transport.routes import Route
from cleanbill.x12.trading import Trading

FILE = Path("cleanbill.toml")


class Check(Struct, frozen=True, forbid_unknown_fields=True):
    """Which rules speak, and how loudly: ids, catalogue ids, or how they begin."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, Literal["error", "warning", "info"]] = {}


class Practice(Struct, frozen=True, forbid_unknown_fields=True):
    """The clinic's own: `claims` are patterns of paths of claims, `rules` and `payers` folders of what it adds."""

    claims: tuple[str, ...] = ()
    rules: str = ""
    payers: str = ""


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """Where outbox and inbox are kept: a file, or the URL of a PostgreSQL database, without a password."""

    place: str = ""


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file. `payer` holds, by the name of a payer profile, what differs for its claims.

    `x12` says between whom files go, `routes` by their names on which ways, `store` where they are kept meanwhile.
    """

    check: Check = Check()
    payer: dict[str, Check] = {}
    practice: Practice = Practice()
    allow: tuple[Allowance, ...] = ()
    x12: Trading = Trading()
    store: Place = Place()
    routes: dict[str, Route] = {}


def load() -> Config:
    """The configuration. Ends the command at the first thing in it that is wrong, with its key."""
    try:
        data = FILE.read_bytes()
    except FileNotFoundError:
        return Config()
    except OSError as error:
        refuse(why_unreadable(str(FILE), error))
    document = parsed(data, str(FILE))
    if isinstance(document, Wrong):
        refuse(document.sentence)
    for wrong in faults(document, Config, str(FILE)):
        refuse(wrong.sentence)
    config = msgspec.convert(document, Config)
    if urlsplit(config.store.place).password:
        refuse(f"{FILE}: store.place: this file is no place for a password; give the URL in CLEANBILL_STORE.")
    return config


def names_nothing(config: Config, rules: Iterable[str], profiles: Collection[str]) -> Iterator[Wrong]:
    """What the configuration names and there is none of: `rules` are ids and catalogue ids, `profiles` names."""
    known = tuple(rules)
    for key, words in _rule_words(config):
        for word in words:
            if not any(name.startswith(word) for name in known):
                yield Wrong(str(FILE), key, f"no rule's id begins with {word!r}; `cleanbill rules` lists them")
    for name in (name for name in config.payer if name not in profiles):
        yield Wrong(str(FILE), f"payer.{name}", unknown(name, profiles, "payer profile"))
    for number, allowance in enumerate(config.allow, 1):
        if not allowance.reason.strip():
            yield Wrong(str(FILE), f"allow[{number}].reason", "say why, for whoever reads it next")


def _rule_words(config: Config) -> Iterator[tuple[str, Iterable[str]]]:
    """Each key that names rules, with what it names."""
    for key, check in (("check", config.check), *((f"payer.{name}", one) for name, one in config.payer.items())):
        yield f"{key}.select", check.select
        yield f"{key}.ignore", check.ignore
        yield f"{key}.severity", check.severity
    for number, allowance in enumerate(config.allow, 1):
        yield f"allow[{number}].rule", (allowance.rule,)
