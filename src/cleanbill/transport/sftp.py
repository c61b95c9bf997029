"""A folder on an SFTP server. The server's key must be one that is known."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import asyncssh

from cleanbill.transport.folder import Entry, RouteError

CONNECT = 20  # seconds
ANSWER = 300  # seconds that one step may take
Given = TypeVar("Given")


class Server:
    """A connection to an SFTP server; `folder` gives the folders on it. Each step waits for its answer."""

    def __init__(self, runner: asyncio.Runner, client: asyncssh.SFTPClient, name: str) -> None:
        self._runner = runner
        self.client = client
        self.name = name

    def folder(self, path: str) -> "SftpFolder":
        """A folder of the server."""
        return SftpFolder(self, path)

    def run(self, step: Coroutine[Any, Any, Given], what: str) -> Given:
        """The answer of one step. Raises `RouteError`."""
        try:
            return self._runner.run(asyncio.wait_for(step, ANSWER))
        except asyncssh.SFTPNoSuchFile:
            raise
        except asyncssh.SFTPError as error:
            raise RouteError(f"{self.name} refuses {what}: {error.reason}.") from error
        except (asyncssh.Error, OSError, TimeoutError) as error:
            raise RouteError(f"The connection to {self.name} broke off at {what}.") from error


@contextmanager
def connected(
    host: str, port: int, user: str, known_hosts: Path, key_file: Path | None, password: str | None
) -> Iterator[Server]:
    """A connection, as long as it is used. Raises `RouteError`: unknown key, refused user, nobody there."""
    name = f"{host}:{port}"
    if not known_hosts.is_file():
        raise RouteError(
            f"{known_hosts}, which must hold the key of {name}, does not exist; ask the payer for the key."
        )

    if key_file and not key_file.is_file():
        raise _no_key(key_file)

    async def connect() -> tuple[asyncssh.SSHClientConnection, asyncssh.SFTPClient]:
        connection = await asyncssh.connect(
            host,
            port,
            username=user,
            password=password,
            known_hosts=str(known_hosts),
            client_keys=[str(key_file)] if key_file else [],
            agent_path=None,
            config=[],
            connect_timeout=CONNECT,
            login_timeout=CONNECT,
            keepalive_interval=15,
        )
        return connection, await connection.start_sftp_client()

    with asyncio.Runner() as runner:
        try:
            connection, client = runner.run(connect())
        except asyncssh.HostKeyNotVerifiable as error:
            raise RouteError(
                f"{name} shows a key that is not in {known_hosts}: nothing was sent. Ask the payer which key is right."
            ) from error
        except asyncssh.PermissionDenied as error:
            raise RouteError(f"{name} does not let {user} in; look at the key file or the password.") from error
        except asyncssh.KeyImportError as error:
            raise _no_key(key_file) from error
        except (asyncssh.Error, OSError, TimeoutError) as error:
            raise RouteError(f"{name} cannot be reached: {_why(error)}.") from error
        try:
            yield Server(runner, client, name)
        finally:
            connection.abort()
            runner.run(connection.wait_closed())


class SftpFolder:
    """A `Folder` on a server."""

    def __init__(self, server: Server, path: str) -> None:
        self._server = server
        self._path = path.rstrip("/") or "/"

    def entries(self) -> list[Entry]:
        """The files in it, by name."""
        found = self._found(lambda: self._server.client.readdir(self._path), f"the list of {self._path}")
        files = [one for one in found if one.attrs.type == asyncssh.FILEXFER_TYPE_REGULAR]
        entries = [Entry(str(one.filename), one.attrs.size or 0, int(one.attrs.mtime or 0)) for one in files]
        return sorted(entries, key=lambda entry: entry.name)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none."""

        async def read() -> bytes:
            async with self._server.client.open(self._at(name), "rb") as stream:
                data: bytes = await stream.read()
                return data

        try:
            return self._server.run(read(), f"reading {name}")
        except asyncssh.SFTPNoSuchFile:
            return None

    def write(self, name: str, data: bytes, append: bool = False) -> None:
        """Write a file anew, or go on with it. What breaks off leaves the beginning of it."""

        async def write() -> None:
            async with self._server.client.open(self._at(name), "ab" if append else "wb") as stream:
                await stream.write(data)

        self._found(write, f"writing {name}")

    def rename(self, name: str, to: str) -> None:
        """Give a file another name, in one step."""
        self._found(lambda: self._server.client.rename(self._at(name), self._at(to)), f"renaming {name}")

    def remove(self, name: str) -> None:
        """Take a file away."""
        self._found(lambda: self._server.client.remove(self._at(name)), f"removing {name}")

    def _found(self, step: Callable[[], Coroutine[Any, Any, Given]], what: str) -> Given:
        """Run a step for which the file or folder must be there."""
        try:
            return self._server.run(step(), what)
        except asyncssh.SFTPNoSuchFile as error:
            raise RouteError(f"{self._server.name} has no such file or folder, at {what}.") from error

    def _at(self, name: str) -> str:
        return f"{self._path}/{name}"


def _no_key(path: Path | None) -> RouteError:
    return RouteError(f"{path} is not there, or not a private key that can be read without a passphrase.")


def _why(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) else str(error)
    return (text or "no answer").strip().rstrip(".")
