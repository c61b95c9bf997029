"""The ways to payers that the keeper of the machine has laid: `[routes.NAME]` of cleanbill.toml in the site's folder.

They name servers, keys and folders, so nobody who is only signed in to the site may change them.
"""

import msgspec

from cleanbill.model.toml import faults, parsed
from cleanbill.transport.routes import Route
from cleanbill.web.place import PlaceError, folder

FILE = "cleanbill.toml"


def ways() -> dict[str, Route]:
    """The ways by name; none without the file. Raises `PlaceError`, one sentence, for a file that is not right."""
    path = folder() / FILE
    if not path.exists():
        return {}
    document = parsed(path.read_bytes(), FILE)
    if not isinstance(document, dict):
        raise PlaceError(document.sentence)
    laid = document.get("routes", {})
    wrong = next(faults(laid, dict[str, Route], FILE, "routes"), None)
    if wrong:
        raise PlaceError(wrong.sentence)
    found = {name: msgspec.convert(way, Route) for name, way in laid.items()}
    lacking = next((f"routes.{name}.{way.lacking()}" for name, way in found.items() if way.lacking()), "")
    if lacking:
        raise PlaceError(f"{FILE}: {lacking}: an SFTP route needs this key.")
    return found


def names() -> list[tuple[str, str]]:
    """The names of the ways, as a form offers them; none where the file is not right."""
    try:
        return [(name, f"{name} ({way.kind})") for name, way in sorted(ways().items())]
    except PlaceError:
        return []
