"""The routes on which files go and come: a table of cleanbill.toml each, `[routes.NAME]`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from msgspec import Struct

from cleanbill.transport.folder import Folder, RouteError
from cleanbill.transport.local import LocalFolder
from cleanbill.x12.trading import Trading


class Route(Struct, frozen=True, forbid_unknown_fields=True, rename={"in_": "in"}):
    """A way to a payer or clearinghouse and back: the folder `out` takes our files, `in` holds theirs.

    An SFTP route names the server's `host`, the file of `known_hosts`, the `user` and either `key_file` or, by
    `password_from`, the environment variable that holds the password. `remove`: what is fetched is taken away there.
    `x12` says between whom the files of this route go, where that differs.
    """

    kind: Literal["sftp", "folder"]
    out: str
    in_: str
    host: str = ""
    port: int = 22
    user: str = ""
    key_file: str = ""
    password_from: str = ""
    known_hosts: str = ""
    remove: bool = False
    x12: Trading | None = None

    def lacking(self) -> str:
        """The key that an SFTP route cannot do without and does not have; empty where nothing lacks."""
        if self.kind == "folder":
            return ""
        one = "key_file" if not self.password_from else ""
        return next((key for key in ("host", "user", "known_hosts", one) if key and not getattr(self, key)), "")


@contextmanager
def opened(route: Route) -> Iterator[tuple[Folder, Folder]]:
    """The folders out and in of a route, as long as they are used. Raises `RouteError` where it cannot be opened."""
    if route.kind == "folder":
        yield LocalFolder(Path(route.out)), LocalFolder(Path(route.in_))
        return
    try:
        from cleanbill.transport.sftp import connected
    except ImportError as error:
        raise RouteError("An SFTP route needs asyncssh: pip install 'cleanbill[sftp]'.") from error
    key = Path(route.key_file).expanduser() if route.key_file else None
    hosts = Path(route.known_hosts).expanduser()
    with connected(route.host, route.port, route.user, hosts, key, _password(route)) as server:
        yield server.folder(route.out), server.folder(route.in_)


def _password(route: Route) -> str | None:
    if not route.password_from:
        return None
    password = os.environ.get(route.password_from)
    if password is None:
        raise RouteError(f"The environment variable {route.password_from}, which is to hold the password, is not set.")
    return password
