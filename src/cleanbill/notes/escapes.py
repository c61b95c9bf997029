"""Exports that write a line break as backslash and n: read as if they broke the line, told as they are written."""

from typing import Any

import msgspec

from cleanbill.model.reading import NoteFacts

FEW = 2  # fewer of them may be a path or a slip


def unescaped(text: str) -> str:
    """`text` with its written-out line breaks and tabs as real ones, exactly as long; else `text` itself."""
    if text.count("\\n") <= max(FEW, text.count("\n")):
        return text
    return text.replace("\\r\\n", "   \n").replace("\\n", " \n").replace("\\t", "  ")


def as_written(facts: NoteFacts, text: str) -> NoteFacts:
    """The facts with the words of each span as `text` has them."""
    return msgspec.convert(_rewritten(msgspec.to_builtins(facts), text), NoteFacts)


def _rewritten(part: Any, text: str) -> Any:
    if isinstance(part, list | tuple):
        return [_rewritten(each, text) for each in part]
    if not isinstance(part, dict):
        return part
    held = {key: _rewritten(value, text) for key, value in part.items()}
    if "span" in held and {"start", "end"} <= held.keys():
        held["span"] = text[held["start"] : held["end"]]
    return held
