"""The rules: one file each, in the folder of their family. The register is made by reading the folders."""

import hashlib
import importlib
import pkgutil
from functools import cache
from inspect import unwrap
from pathlib import Path

from cleanbill.engine.rule import Rule

LOCK = Path(__file__).with_name("rules.lock")


@cache
def register() -> tuple[Rule, ...]:
    """Every rule, ordered by family and id."""
    found = [
        importlib.import_module(f"{folder.name}.{module.name}").rule
        for folder in pkgutil.iter_modules(__path__, f"{__name__}.")
        if folder.ispkg
        for module in pkgutil.iter_modules(importlib.import_module(folder.name).__path__)
    ]
    return tuple(sorted(found, key=lambda rule: (family(rule), rule.id)))


def family(rule: Rule) -> str:
    """The folder of a rule: "units"."""
    return rule.check.__module__.split(".")[-2]


def source(rule: Rule) -> tuple[str, str]:
    """The docstring of a rule's file, and the file."""
    module = unwrap(rule.check).__globals__
    return module["__doc__"] or "", module["__file__"]


def lock() -> str:
    """The text of `rules.lock`: id, version and SHA-256 of the file of every rule, a line each."""
    return "".join(f"{rule.id} {rule.version} {_sha256(rule)}\n" for rule in sorted(register(), key=_id))


def _sha256(rule: Rule) -> str:
    return hashlib.sha256(Path(source(rule)[1]).read_bytes()).hexdigest()


def _id(rule: Rule) -> str:
    return rule.id
