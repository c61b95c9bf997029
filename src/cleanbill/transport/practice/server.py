"""The practice payer's SFTP server: on this machine only, with a host key of its own and one user."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import asyncssh
from msgspec import Struct

HOST = "127.0.0.1"
USER = "practice"
CLAIMS = "claims"  # the folder that takes files
ANSWERS = "answers"  # the folder that gives them


class Door(Struct, frozen=True):
    """How the server is reached: the port, the file that names its key, and the user's private key."""

    port: int
    known_hosts: Path
    user_key: Path


@contextmanager
def serving(root: Path, port: int = 0) -> Iterator[Door]:
    """Serve the folders `claims` and `answers` under `root` as long as the door is used; port 0: any that is free.

    The keys lie in `root`, and are made where there are none. Raises OSError for a port that is taken.
    """
    for name in (CLAIMS, ANSWERS):
        (root / name).mkdir(parents=True, exist_ok=True)
    host_key, user_key = _key(root / "host_key"), _key(root / "user_key")
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        acceptor = asyncio.run_coroutine_threadsafe(_listen(root, port, host_key, user_key), loop).result()
        try:
            known = root / "known_hosts"
            known.write_bytes(f"[{HOST}]:{acceptor.get_port()} ".encode() + host_key.export_public_key())
            yield Door(acceptor.get_port(), known, root / "user_key")
        finally:
            asyncio.run_coroutine_threadsafe(_close(acceptor), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _listen(root: Path, port: int, host_key: asyncssh.SSHKey, user_key: asyncssh.SSHKey) -> asyncssh.SSHAcceptor:
    return await asyncssh.listen(
        HOST,
        port,
        server_factory=partial(_OneUser, user_key),
        server_host_keys=[host_key],
        sftp_factory=partial(asyncssh.SFTPServer, chroot=str(root).encode()),
        allow_scp=False,
    )


async def _close(acceptor: asyncssh.SSHAcceptor) -> None:
    acceptor.close()
    await acceptor.wait_closed()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


class _OneUser(asyncssh.SSHServer):
    """Lets one user in, by one key."""

    def __init__(self, key: asyncssh.SSHKey) -> None:
        self._key = key

    def begin_auth(self, username: str) -> bool:
        return True

    def public_key_auth_supported(self) -> bool:
        return True

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        return username == USER and key.public_data == self._key.public_data


def _key(path: Path) -> asyncssh.SSHKey:
    """The private key in a file, made where there is none."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(asyncssh.generate_private_key("ssh-ed25519").export_private_key())
    return asyncssh.read_private_key(str(path))
