"""Start the site: migrate the database, make the code sets ready, answer requests."""

import os
import socket
import sys
from ipaddress import ip_address

from cleanbill.web.place import PlaceError

LOOPBACK = "localhost"


def django() -> None:
    """Make Django ready in this process. Raises `cleanbill.web.place.PlaceError` for an unusable DATABASE_URL."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cleanbill.web.settings")
    from django import setup

    setup()


def migrate() -> None:
    """Bring the database to the shape that this version needs; make it where there is none. Ended sessions go.

    Raises `cleanbill.web.place.PlaceError` where it is not reached.
    """
    from django.core.management import call_command
    from django.db import OperationalError

    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("clearsessions")
        weigh_tables()
    except OperationalError as error:
        raise PlaceError(f"The database does not answer: {str(error).splitlines()[0]}") from error


def weigh_tables() -> None:
    """Have SQLite look at how its tables are filled, so that it picks the right index; PostgreSQL does so by itself."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")  # rows of an index: enough to tell, and done in milliseconds
            cursor.execute("ANALYZE")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches that address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == LOOPBACK


def serve(host: str, port: int) -> None:
    """Answer requests until the process is stopped. Plain HTTP is spoken to this machine alone.

    Raises OSError for an address that cannot be listened at, PlaceError for a database that cannot be used.
    """
    from granian import Granian
    from granian.constants import Interfaces

    os.umask(0o077)  # what is written is for this user alone
    if is_loopback(host):
        os.environ.setdefault("CLEANBILL_HTTPS", "0")
    _free(host, port)
    django()
    migrate()
    print(_greeting(host, port), file=sys.stderr)
    Granian(
        "cleanbill.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=8,
        log_access=False,
        log_enabled=False,
        websockets=False,
    ).serve()


def _free(host: str, port: int) -> None:
    """Raise OSError for an address that is taken: the server itself would share it without a word."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


def _greeting(host: str, port: int) -> str:
    from cleanbill.web.accounts.links import setup_code
    from cleanbill.web.accounts.models import User

    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/"
    if User.objects.exists():
        return f"cleanbill serves at {address} (Ctrl-C stops it)"
    return f"cleanbill serves at {address}\nSet it up: {address}set-up/?code={setup_code()}"
