"""A practice's own rules: one Python file each, in a folder that it names. To load a file is to run it."""

import datetime as dt
import importlib.util
import re
import sys
from collections.abc import Iterator
from functools import wraps
from inspect import isclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import msgspec
from msgspec import Struct

from cleanbill.engine.rule import Fault, Rule
from cleanbill.model.claim import Claim, Line
from cleanbill.model.example import Example
from cleanbill.model.finding import Authority, Denial, FixSafety, Stage
from cleanbill.model.toml import Wrong, faults, unknown
from cleanbill.payers import TRAITS
from cleanbill.rules import register

if TYPE_CHECKING:
    from cleanbill.engine.context import Context
    from cleanbill.engine.visit import Visit

_ID = re.compile(r"[A-Z]{2}\d{3}")
_FIELDS: dict[str, Any] = {
    "id": str,
    "version": int,
    "name": str,
    "title": str,
    "catalogue": str,
    "severity": Literal["error", "warning", "info"],
    "stage": tuple[Stage, ...],
    "authority": tuple[Authority, ...],
    "fix": str,
    "fix_safety": FixSafety,
    "examples": tuple[Example, ...],
    "applies": dict[str, tuple[Any, ...]],
    "reads": tuple[str, ...],
    "procedures": frozenset[str],
    "modifiers": frozenset[str],
    "diagnoses": frozenset[str],
    "about": str,
    "needs": tuple[str, ...],
    "denials": tuple[Denial, ...],
    "tables": dict[str, Any],
    "added": str,
    "since": dt.date,
    "until": dt.date | None,
}


class OwnRuleError(Exception):
    """A practice's own rule broke off on a claim. The message is one plain sentence."""


def rules(folder: Path) -> tuple[tuple[Rule, ...], tuple[Wrong, ...]]:
    """The rules of a folder, and what is wrong with its files. A file that is wrong is left out.

    Raises `OSError` where the folder cannot be read.
    """
    found: dict[str, Rule] = {rule.id: rule for rule in register()}
    shipped = len(found)
    wrong: list[Wrong] = []
    for path in sorted(one for one in folder.iterdir() if one.suffix == ".py" and one.name[0] != "_"):
        rule = _loaded(path)
        told = (rule,) if isinstance(rule, Wrong) else tuple(_faults(rule, str(path), found))
        wrong += told
        if isinstance(rule, Rule) and not told:
            found[rule.id] = msgspec.structs.replace(rule, check=_guarded(rule, str(path)))
    return tuple(found.values())[shipped:], tuple(wrong)


def _loaded(path: Path) -> Rule | Wrong:
    name = f"own.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        return Wrong(str(path), "", "this is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        return Wrong(str(path), "", f"this file cannot be loaded: {type(error).__name__}: {error}")
    rule = getattr(module, "rule", None)
    return rule if isinstance(rule, Rule) else Wrong(str(path), "rule", "the file must end in `rule = Rule(...)`")


def _faults(rule: Rule, file: str, known: dict[str, Rule]) -> Iterator[Wrong]:
    told = [one for name, type_ in _FIELDS.items() for one in faults(getattr(rule, name), type_, file, name)]
    yield from told or (*_in_identity(rule, file, known), *_in_facts(rule, file), *_in_proof(rule, file))


def _in_identity(rule: Rule, file: str, known: dict[str, Rule]) -> Iterator[Wrong]:
    if not _ID.fullmatch(rule.id):
        yield Wrong(file, "id", f"{rule.id!r} is not two capital letters and three digits, such as OW101")
    if rule.id in known:
        yield Wrong(file, "id", f"{rule.id} is taken by {known[rule.id].name}; OW101 to OW999 never ship")
    if not callable(rule.check):
        yield Wrong(file, "check", "expected a function of a visit and a context")


def _in_facts(rule: Rule, file: str) -> Iterator[Wrong]:
    """Traits and facts that a rule names and there are none of."""
    for key, trait in [("applies", trait) for trait in rule.applies] + [("reads", trait) for trait in rule.reads]:
        if trait not in (*TRAITS, "type"):
            yield Wrong(file, key, unknown(trait, (*TRAITS, "type"), "trait"))
    if rule.about and (rule.about.startswith("lines/") or not _is_fact(rule.about)):
        yield Wrong(
            file, "about", f"{rule.about!r} is no place in the claim document outside its lines, such as note/text"
        )
    for path in (path for need in rule.needs for path in need.split("|")):
        if not _is_fact(path):
            yield Wrong(file, "needs", f"{path!r} is no place in the claim document, such as lines/minutes")


def _in_proof(rule: Rule, file: str) -> Iterator[Wrong]:
    """Who says so, and the examples that show it."""
    if not rule.authority:
        yield Wrong(file, "authority", "say who says so: the contract, policy or manual, its section and edition")
    elif rule.severity == "error" and not any(authority.verified for authority in rule.authority):
        yield Wrong(file, "severity", "nobody has seen the authority of this error; make it a warning")
    kinds = {example.kind for example in rule.examples}
    wanted = ("passes", "near miss") if rule.added else ("fails", "passes", "near miss")
    if missing := [kind for kind in wanted if kind not in kinds]:
        yield Wrong(file, "examples", f"of the kinds fails, passes and near miss, {' and '.join(missing)} is missing")


def _is_fact(path: str) -> bool:
    """Whether a need names a place in the claim document."""
    type_: Any = Claim
    parts = path.split("/")
    if parts[0] == "lines":
        type_, parts = Line, parts[1:]
    for part in parts:
        kinds = (type_, *get_args(type_))  # a part of the document may be absent: Struct | None
        struct = next((one for one in kinds if isclass(one) and issubclass(one, Struct)), None)
        fields = {field.encode_name: field.type for field in msgspec.structs.fields(struct)} if struct else {}
        if part not in fields:
            return False
        type_ = fields[part]
    return bool(parts)


def _guarded(rule: Rule, file: str) -> Any:
    """The rule's check, whose exceptions name the rule and its file."""

    @wraps(rule.check)
    def check(visit: "Visit", context: "Context") -> Iterator[Fault]:
        try:
            for fault in rule.check(visit, context):
                if not isinstance(fault, Fault):
                    raise TypeError(f"{fault!r} is not a Fault")
                yield fault
        except Exception as error:
            claim = visit.claim.claim_id or "(no id)"
            raise OwnRuleError(
                f"{file}: rule {rule.id} broke off on claim {claim}: {type(error).__name__}: {error}."
            ) from error

    return check
