"""An annotation of a code host, one a line: what is wrong, in which file."""


def annotation(level: str, message: str, **properties: str) -> str:
    """The line that a code host reads; `level` is error, warning or notice."""
    named = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level}{' ' if named else ''}{named}::{_escaped(message)}\n"


def _property(value: str) -> str:
    return _escaped(value).replace(":", "%3A").replace(",", "%2C")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
