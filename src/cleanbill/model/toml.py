"""A TOML document that a person wrote: read as a struct, or every fault in it as one sentence with its key."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from inspect import isclass
from typing import Any, Literal, get_args, get_origin

import msgspec
from msgspec import Struct

from cleanbill.model.decode import in_words


class Wrong(Struct, frozen=True):
    """What is wrong with a file a person wrote: the file, the key, and what would be right."""

    file: str
    key: str
    what: str

    @property
    def sentence(self) -> str:
        """As it is told: "acme.toml: traits.ncci[1].value: expected true or false, got text."."""
        return f"{self.file}: {self.key}: {self.what}." if self.key else f"{self.file}: {self.what}."


def parsed(data: bytes, file: str) -> dict[str, Any] | Wrong:
    """The tables of a document, or why it is not TOML."""
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Wrong(file, "", f"this is not UTF-8 text (byte {error.start}); save the file as UTF-8")
    except tomllib.TOMLDecodeError as error:
        why, _, place = str(error).partition(" (at ")
        return Wrong(file, "", f"this is not TOML: {why}" + (f", at {place.rstrip(')')}" if place else ""))
    except RecursionError:
        return Wrong(file, "", "this is not TOML: it is nested too deeply")


def faults(value: Any, type_: Any, file: str, key: str = "") -> Iterator[Wrong]:
    """Every place where `value` is not of `type_`: unknown and missing keys, and values of another kind."""
    if isclass(type_) and issubclass(type_, Struct):
        yield from _of_struct(value, type_, file, key)
    elif get_origin(type_) is dict and isinstance(value, dict):
        for name, item in value.items():
            yield from faults(item, get_args(type_)[1], file, _under(key, name))
    elif get_origin(type_) is tuple and isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from faults(item, get_args(type_)[0], file, f"{key}[{number}]")
    else:
        yield from _of_value(value, type_, file, key)


def unknown(name: str, known: Iterable[str], what: str = "key") -> str:
    """The sentence for a name that is none of `known`, with the one that was probably meant."""
    names = sorted(known)
    meant = get_close_matches(name, names, 1, 0.6)
    right = f"{meant[0]!r} is probably meant" if meant else f"known are {', '.join(names)}"
    return f"there is no {what} {name!r}; {right}"


def _of_struct(value: Any, type_: type[Struct], file: str, key: str) -> Iterator[Wrong]:
    if not isinstance(value, dict):
        yield Wrong(file, key, f"expected a table, got {_kind(value)}")
        return
    fields = {field.encode_name: field for field in msgspec.structs.fields(type_)}
    for name in (name for name in value if name not in fields):
        yield Wrong(file, _under(key, name), unknown(name, fields))
    for name, field in fields.items():
        if name in value:
            yield from faults(value[name], field.type, file, _under(key, name))
        elif field.required:
            yield Wrong(file, _under(key, name), "this key is required")


def _of_value(value: Any, type_: Any, file: str, key: str) -> Iterator[Wrong]:
    allowed = _choices(type_)
    if allowed and isinstance(value, str) and value not in allowed:
        yield Wrong(file, key, f"{value!r} is not one of {', '.join(allowed)}")
        return
    try:
        msgspec.convert(value, type_)
    except msgspec.ValidationError as error:
        yield Wrong(file, key, in_words(str(error).split(" - at ")[0]))


def _choices(type_: Any) -> tuple[str, ...]:
    """The words that a type allows, where it allows words of a list alone."""
    if get_origin(type_) is Literal:
        return get_args(type_)
    return tuple(word for part in get_args(type_) for word in _choices(part)) if str not in get_args(type_) else ()


def _kind(value: Any) -> str:
    return {"str": "text", "bool": "true or false", "int": "a number", "list": "a list"}.get(type(value).__name__, "")


def _under(key: str, name: str) -> str:
    name = name if re.fullmatch(r"[\w-]+", name) else f'"{name}"'
    return f"{key}.{name}" if key else name
