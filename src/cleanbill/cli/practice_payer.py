"""`cleanbill practice-payer`: a payer on this machine that answers everything and pays nothing."""

import datetime as dt
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.options import On, day, refuse

if TYPE_CHECKING:
    from cleanbill.transport.practice.payer import PracticePayer
    from cleanbill.transport.practice.server import Door

_LOOK = 0.5  # seconds between looks into the folder


def practice_payer(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Where it keeps its files; made where there is none.")],
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="PORT", help="The port of its SFTP server; 0: any.")
    ] = 2222,
    seed: Annotated[int, typer.Option(metavar="N", help="What it decides by chance depends on it.")] = 1,
    once: Annotated[bool, typer.Option("--once", help="Answer what lies there and end, without a server.")] = False,
    on: On = "",
) -> None:
    """Serve a synthetic payer over SFTP. It takes test files, and answers 999, 277CA and 835."""
    from cleanbill.cli.data import prepare

    root = Path(folder)
    try:
        root.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        refuse(f"{folder} is not a folder; name one, or one that is to be made.")
    except OSError as error:
        refuse(f"{folder} cannot be made: {error.strerror or error}.")
    fixed = day(on) if on else None
    prepare()
    try:
        from cleanbill.transport.practice.payer import PracticePayer

        payer = PracticePayer(root, seed)
        if once:
            _told(payer, fixed)
            return
        from cleanbill.transport.practice.server import serving
    except ImportError:
        refuse("The practice payer's server needs asyncssh: pip install 'cleanbill[sftp]'.")
    try:
        with serving(root, port) as door:
            _introduce(door)
            while True:
                _told(payer, fixed)
                time.sleep(_LOOK)
    except OSError as error:
        refuse(f"Port {port} cannot be served: {error.strerror or error}; choose another with --port.")
    except KeyboardInterrupt:
        print("The practice payer has closed.", file=sys.stderr)


def _told(payer: "PracticePayer", on: dt.date | None) -> None:
    """Let the payer work once, and print the names of its answers."""
    for name in payer.work(on or dt.date.today()):
        print(name, flush=True)


def _introduce(door: "Door") -> None:
    """Print how it is reached, as cleanbill.toml has it."""
    from cleanbill.transport.practice.server import ANSWERS, CLAIMS, HOST, USER

    print("A practice payer: all that it says is synthetic, and nobody is paid. End it with Ctrl-C.\n")
    print("[x12]\ntest = true\n\n[routes.practice]")
    values = {
        "kind": "sftp",
        "host": HOST,
        "port": door.port,
        "user": USER,
        "key_file": str(door.user_key.resolve()),
        "known_hosts": str(door.known_hosts.resolve()),
        "out": CLAIMS,
        "in": ANSWERS,
    }
    for key, value in values.items():
        print(f"{key} = {value}" if isinstance(value, int) else f'{key} = "{value}"')
    print(flush=True)
