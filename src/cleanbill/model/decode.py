"""A claim document from JSON bytes, or one plain sentence that says what is wrong and where."""

import json
import re
from typing import Any, NoReturn

import msgspec

from cleanbill.model.claim import Claim

_decoder = msgspec.json.Decoder(Claim)
_PLACE = re.compile(r"^(?P<what>.*?)(?: - at `\$?(?P<path>[^`]*)`)?$", re.DOTALL)
_MALFORMED = re.compile(r"malformed: (?P<what>.*) \(byte (?P<byte>\d+)\)")
_PLAIN = (
    (r"^Object contains unknown field `(.*)`", r"the key '\1' is not known"),
    (r"^Object missing required field `(.*)`", r"the key '\1' is required"),
    (r"^Invalid enum value (.*)", r"\1 is not one of the values allowed here"),
    (r"^Invalid RFC3339 encoded date", "expected a date written YYYY-MM-DD"),
    (r"^Invalid decimal string", "expected a decimal number"),
    (r"^Expected `", "expected `"),
    (r"\bint \| float\b", "float"),
    (r" \| null`", "` or null"),
    (r"`(int|float|decimal)` >= 0", "a number of 0 or more"),
    (r"`(int|float|decimal)` <= (\d+)(\.0)?", r"a number of at most \2"),
    (r"`str` of length <= (\d+)", r"text of at most \1 characters"),
    (r"`int`", "a whole number"),
    (r"`(float|decimal)`", "a number"),
    (r"`str`", "text"),
    (r"`bool`", "true or false"),
    (r"`array`", "a list"),
    (r"`object`", "an object"),
    (r"`", ""),
)


class DocumentError(ValueError):
    """The bytes are not a claim document. The message is one plain sentence with the place."""


def decode_claim(data: bytes, first_line: int = 1) -> Claim:
    """The claim in `data`, one JSON object. `first_line` is the line of its file on which `data` begins.

    Raises `DocumentError` for malformed JSON (with line and column) and for a value that the claim document
    does not allow (with its path).
    """
    try:
        return _decoded(data)
    except msgspec.ValidationError as error:
        _refuse_value(str(error))
    except msgspec.DecodeError as error:
        _refuse_json(str(error), data, first_line)
    except RecursionError:
        raise DocumentError("The JSON is nested too deeply; a claim document has six levels.") from None
    except UnicodeDecodeError:
        raise DocumentError("This is not UTF-8 text; a claim document is JSON in UTF-8.") from None


def claim_from(document: dict[str, Any]) -> Claim:
    """The claim in a document that is already parsed. Raises `DocumentError` as `decode_claim` does."""
    try:
        return msgspec.convert(_without_nulls(document), Claim)
    except msgspec.ValidationError as error:
        _refuse_value(str(error))


def _decoded(data: bytes) -> Claim:
    """The claim. Null means not known, as absence does; broken JSON is told before a wrong value is."""
    try:
        return _decoder.decode(data)
    except msgspec.ValidationError:
        document = msgspec.json.decode(data)
        plain = _without_nulls(document)
        if plain == document:
            raise
        return _decoder.decode(msgspec.json.encode(plain))


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list | tuple) else value


def _refuse_value(message: str) -> NoReturn:
    match = _PLACE.match(message)
    what, path = (match["what"], match["path"] or "") if match else (message, "")
    pointer = re.sub(r"\[(\d+)\]", r"/\1", path).replace(".", "/") or "the top"
    raise DocumentError(f"At {pointer}: {in_words(what)}.") from None


def in_words(what: str) -> str:
    """What a validation error says, without the words of the program."""
    for pattern, plain in _PLAIN:
        what = re.sub(pattern, plain, what)
    return what


def _refuse_json(message: str, data: bytes, first_line: int) -> NoReturn:
    match = _MALFORMED.search(message)
    if not match and _is_json(data):  # half a character is told by msgspec as too few bytes
        raise DocumentError("The text of the JSON holds half a character, such as \\ud800 alone.") from None
    what = f"This is not JSON ({match['what']})" if match else "The JSON ends too early"
    before = data[: int(match["byte"])] if match else data
    line = first_line + before.count(b"\n")
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    raise DocumentError(f"{what}, at line {line}, column {column}.") from None


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True
