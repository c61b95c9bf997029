"""Files go out and come in over a real SFTP connection on this machine."""

import asyncio
import datetime as dt
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec import structs

from cleanbill.model.claim import Claim
from cleanbill.transport import inbox, sending
from cleanbill.transport.folder import RouteError, release, upload
from cleanbill.transport.queue import queue
from cleanbill.transport.routes import Route, opened
from cleanbill.transport.store import open_store
from cleanbill.transport.tests.test_out_and_in import NOW, ON, TRADING
from cleanbill.transport.tests.written import functional

asyncssh = pytest.importorskip("asyncssh")

from cleanbill.transport.practice.server import Door, serving  # noqa: E402


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the server."""
    return tmp_path_factory.mktemp("payer")


@pytest.fixture(scope="module")
def door(root: Path) -> Iterator[Door]:
    """A server on any free port."""
    with serving(root) as door:
        yield door


@pytest.fixture
def route(door: Door) -> Route:
    """The route to the server."""
    return Route(
        "sftp", "claims", "answers", "127.0.0.1", door.port, "practice", str(door.user_key), "", str(door.known_hosts)
    )


def test_a_claim_goes_out_and_its_acknowledgement_comes_in(
    route: Route, root: Path, tmp_path: Path, claim: Callable[..., Claim]
) -> None:
    with open_store(str(tmp_path / "store")) as store, opened(route) as (out, in_):
        queue(store, claim("A1"), "hub", TRADING, ON, NOW)
        sending.write(store, "hub", TRADING, ON, NOW)
        assert [one.reason for one in sending.carry(store, sending.due(store, "hub", NOW), out, NOW)] == [""]
        (sent,) = (root / "claims").iterdir()
        assert sent.name == "CLINIC_HUB_T_000000001.edi"
        (root / "answers" / "999.edi").write_bytes(functional(1, of=1))
        assert inbox.fetch(store, "hub", in_, NOW, remove=True) == 1
        assert [one.state for one in inbox.take(store, NOW)] == ["taken"]
        assert store.rows("SELECT state FROM claim") == [("acknowledged",)]
        assert not list((root / "answers").iterdir())
        sent.unlink()


def test_an_upload_goes_on_where_it_broke_off(route: Route, root: Path) -> None:
    data = bytes(range(256)) * 400
    (root / "claims" / "a.edi.part").write_bytes(data[:30_000])
    with opened(route) as (out, _):
        upload(out, "a.edi", data)
        assert (root / "claims" / "a.edi.part").read_bytes() == data
        release(out, "a.edi", data)
        release(out, "a.edi", data)
        upload(out, "a.edi", data)
    assert (root / "claims" / "a.edi").read_bytes() == data
    assert not (root / "claims" / "a.edi.part").exists()


def test_what_is_left_of_something_else_is_written_anew(route: Route, root: Path) -> None:
    (root / "claims" / "b.edi.part").write_bytes(b"something else")
    with opened(route) as (out, _):
        upload(out, "b.edi", b"ISA")
        release(out, "b.edi", b"ISA")
    assert (root / "claims" / "b.edi").read_bytes() == b"ISA"


def test_another_file_of_the_same_name_is_left_alone(route: Route, root: Path) -> None:
    (root / "claims" / "c.edi").write_bytes(b"another")
    with opened(route) as (out, _), pytest.raises(RouteError, match=r"Another file called c\.edi lies there"):
        upload(out, "c.edi", b"ISA")
    assert (root / "claims" / "c.edi").read_bytes() == b"another"


def refused(route: Route, sentence: str) -> None:
    with pytest.raises(RouteError, match=sentence), opened(route):
        pass


def test_a_server_with_an_unknown_key_is_refused_before_anything_is_sent(route: Route, tmp_path: Path) -> None:
    other = asyncssh.generate_private_key("ssh-ed25519").export_public_key()
    (tmp_path / "known").write_bytes(f"[127.0.0.1]:{route.port} ".encode() + other)
    refused(
        structs.replace(route, known_hosts=str(tmp_path / "known")), "shows a key that is not in .*: nothing was sent"
    )
    (tmp_path / "known").write_text("")
    refused(
        structs.replace(route, known_hosts=str(tmp_path / "known")), "shows a key that is not in .*: nothing was sent"
    )


def test_what_is_wrong_with_a_route_is_said_in_one_sentence(
    route: Route, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused(structs.replace(route, known_hosts="nowhere"), "nowhere, which must hold the key of .*, does not exist")
    refused(structs.replace(route, user="other"), "does not let other in")
    asyncssh.generate_private_key("ssh-ed25519").write_private_key(str(tmp_path / "key"))
    refused(structs.replace(route, key_file=str(tmp_path / "key")), "does not let practice in")
    (tmp_path / "key").write_text("no key")
    refused(structs.replace(route, key_file=str(tmp_path / "key")), "key is not there, or not a private key")
    refused(structs.replace(route, key_file=str(tmp_path / "no key")), "no key")
    refused(
        structs.replace(route, key_file="", password_from="NO_SUCH"), "NO_SUCH, which is to hold the password, is not"
    )
    monkeypatch.setenv("SUCH", "wrong")
    refused(structs.replace(route, key_file="", password_from="SUCH"), "does not let practice in")
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        nobody = structs.replace(route, port=free.getsockname()[1])
        refused(nobody, "cannot be reached")


def test_a_folder_that_the_server_does_not_have_is_said(route: Route) -> None:
    with opened(structs.replace(route, in_="nowhere", out="nowhere")) as (out, in_):
        with pytest.raises(RouteError, match="has no such file or folder, at the list of nowhere"):
            in_.entries()
        with pytest.raises(RouteError, match=r"has no such file or folder, at writing a\.edi"):
            upload(out, "a.edi", b"ISA")


class Cut:
    """A wire to a server that is cut after so many bytes towards it."""

    def __init__(self, port: int, after: int) -> None:
        self._port, self._left = port, after
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> int:
        self._thread.start()
        starting = asyncio.start_server(self._carry, "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(starting, self._loop).result()
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _stop(self) -> None:
        self._server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _carry(self, here: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        there, to = await asyncio.open_connection("127.0.0.1", self._port)
        returning = asyncio.create_task(self._return(there, back))
        try:
            while self._left > 0 and (data := await here.read(4096)):
                to.write(data[: self._left])
                self._left -= len(data)
                await to.drain()
        finally:
            returning.cancel()
            to.close()
            back.close()

    async def _return(self, there: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        while data := await there.read(4096):
            back.write(data)
            await back.drain()


def test_a_cut_connection_puts_the_file_off_and_the_next_try_finishes_it(
    route: Route, root: Path, tmp_path: Path, claim: Callable[..., Claim]
) -> None:
    with open_store(str(tmp_path / "store")) as store:
        for number in range(60):
            queue(store, claim(f"A{number}"), "hub", TRADING, ON, NOW)
        sending.write(store, "hub", TRADING, ON, NOW)
        (name,) = sending.due(store, "hub", NOW)
        with Cut(route.port, after=15_000) as port:
            key = (root / "known_hosts").read_text().replace(str(route.port), str(port))
            (tmp_path / "known").write_text(key)
            through = structs.replace(route, port=port, known_hosts=str(tmp_path / "known"))
            with opened(through) as (out, _):
                (tried,) = sending.carry(store, [name], out, NOW)
        assert "broke off" in tried.reason
        assert tried.due == "2026-11-05T12:01:00+00:00"
        assert store.rows("SELECT DISTINCT state FROM claim") == [("sending",)]
        assert not (root / "claims" / name).exists()
        assert sending.due(store, "hub", NOW) == []
        later = NOW + dt.timedelta(minutes=1)
        with opened(route) as (out, _):
            assert [one.reason for one in sending.carry(store, sending.due(store, "hub", later), out, later)] == [""]
        ((content,),) = store.rows("SELECT content FROM file")
        assert (root / "claims" / name).read_bytes() == content
        (root / "claims" / name).unlink()


def test_each_failure_puts_a_file_off_for_longer_and_none_for_good(tmp_path: Path, claim: Callable[..., Claim]) -> None:
    with open_store(str(tmp_path / "store")) as store:
        queue(store, claim("A1"), "hub", TRADING, ON, NOW)
        sending.write(store, "hub", TRADING, ON, NOW)
        (name,) = sending.due(store, "hub", NOW)
        waits = [sending.put_off(store, name, "No.", NOW).due for _ in range(12)]
        assert waits[:3] == [f"2026-11-05T12:0{minute}:00+00:00" for minute in (1, 2, 4)]
        assert set(waits[8:]) == {"2026-11-05T16:00:00+00:00"}
        assert sending.due(store, "hub", NOW) == []
        assert sending.due(store, "hub", None) == [name], "a person need not wait"
