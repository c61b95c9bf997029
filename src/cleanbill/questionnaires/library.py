"""The forms that ship: one TOML file each in `definitions/`.

`use` takes a group from `groups/`, whose items may be given an `initial` answer; `options` may name a list of
`lists.toml`; `codes` are the procedure codes that a choice offers, with our own labels.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from cleanbill.codes.procedures import label
from cleanbill.questionnaires.definition import Questionnaire

FOLDER = resources.files(__package__)


@cache
def forms() -> dict[str, Questionnaire]:
    """Every form by name."""
    files = sorted(FOLDER.joinpath("definitions").iterdir(), key=lambda entry: entry.name)
    found = (_form(tomllib.loads(entry.read_text("utf-8"))) for entry in files if entry.name.endswith(".toml"))
    return {form.name: form for form in found}


def form(name: str) -> Questionnaire:
    """The form of that name. Raises `KeyError` with a plain sentence where there is none."""
    if name not in forms():
        raise KeyError(f"There is no form {name[:40]!r}; there are {', '.join(forms())}.")
    return forms()[name]


def _form(raw: dict[str, Any]) -> Questionnaire:
    return msgspec.convert(raw | {"items": [_item(item) for item in raw["items"]]}, Questionnaire)


def _item(raw: dict[str, Any]) -> dict[str, Any]:
    """An item with its group, its options and its codes written out."""
    if "use" in raw:
        initial = raw.get("initial", {})
        group = _group(raw["use"])
        items = [item | {"initial": initial[item["id"]]} if item["id"] in initial else item for item in group["items"]]
        return _item(group | {"items": items})
    if isinstance(raw.get("options"), str):
        raw = raw | {"options": _lists()[raw["options"]]}
    if "codes" in raw:
        options = [{"value": code, "label": label(code), "say": code} for code in raw["codes"]]
        raw = {key: value for key, value in raw.items() if key != "codes"} | {"options": options}
    return raw | {"items": [_item(item) for item in raw.get("items", [])]}


@cache
def _group(name: str) -> dict[str, Any]:
    return tomllib.loads(FOLDER.joinpath("groups", f"{name}.toml").read_text("utf-8"))


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(FOLDER.joinpath("lists.toml").read_text("utf-8"))
