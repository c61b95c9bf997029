"""Where the site keeps its things: a folder with the database and the secret key, or a PostgreSQL server."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

DATABASE = "site.sqlite3"
KEY = "secret.key"
STORE = "claims.sqlite3"  # what is on its way to payers, and the numbers of its files
_SQLITE = (
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; "
    "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;"
)


class PlaceError(ValueError):
    """The environment says something of the site that cannot be, in one plain sentence."""


def folder() -> Path:
    """The site's folder: CLEANBILL_SITE, else `cleanbill/site` in the user's data folder (XDG). It may not exist."""
    own = os.environ.get("CLEANBILL_SITE")
    if own:
        return Path(own)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "cleanbill" / "site"


def is_set_up() -> bool:
    """Whether there is a database to open: the file in the site's folder, or a server that is named."""
    return bool(os.environ.get("DATABASE_URL")) or (folder() / DATABASE).exists()


def secret_key() -> str:
    """The key that signs sessions: CLEANBILL_SECRET_KEY, else one made at the first run, for this user alone."""
    own = os.environ.get("CLEANBILL_SECRET_KEY")
    if own:
        return own
    path = folder() / KEY
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text("ascii").strip()


def minutes(name: str, default: int) -> int:
    """A number of minutes in the environment, from 1 to a day's. Raises `PlaceError` for anything else."""
    text = os.environ.get(name, str(default))
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 1440):
        raise PlaceError(f"{name} is {text!r}; write a whole number of minutes from 1 to 1440.")
    return int(text)


def database() -> dict[str, Any]:
    """Django's settings of the database: the server that DATABASE_URL names, else SQLite in the site's folder.

    Raises `PlaceError` for a DATABASE_URL that is not PostgreSQL's.
    """
    url = os.environ.get("DATABASE_URL")
    if url:
        return _postgresql(url)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder() / DATABASE,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _SQLITE},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise PlaceError("DATABASE_URL is not understood; write postgresql://user:password@host:5432/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
