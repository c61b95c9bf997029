"""`cleanbill backup` and `cleanbill restore`: the whole site in one encrypted file, and back. They need extra `web`."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from cleanbill.cli.options import check_there, refuse, why_unreadable
from cleanbill.cli.site import needs_web, opened, ready
from cleanbill.cli.written import check_place

_PASSPHRASE = "CLEANBILL_PASSPHRASE"


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the backup is written.")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write an encrypted backup of the site. It is tried before it counts."""
    needs_web()
    from cleanbill.web import backup as backups

    if file.exists() and not force:
        refuse(f"{file} is there already; name another file, or give --force.")
    check_place(str(file))
    opened()
    try:
        size = backups.back_up(file, _passphrase(again=True))
    except backups.BackupError as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"{file} cannot be written: {error.strerror or error}.")
    print(f"Backed up to {file}: {size:,} bytes, restored once in a temporary place and verified.")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `cleanbill backup` wrote.")],
    force: Annotated[bool, typer.Option("--force", help="Put it in the place of the site that is there.")] = False,
) -> None:
    """Restore the site from a backup, once it is verified."""
    needs_web()
    from cleanbill.web import backup as backups

    check_there([str(file)])
    passphrase = _passphrase(again=False)
    ready()
    try:
        backups.restore(file, passphrase, force)
    except backups.BackupError as error:
        refuse(str(error))
    except OSError as error:
        refuse(why_unreadable(str(file), error))
    print(f"Restored from {file}. `cleanbill serve` starts the site.")


def _passphrase(again: bool) -> str:
    """From CLEANBILL_PASSPHRASE, else asked for and not shown. Ends the command where nobody can be asked."""
    given = os.environ.get(_PASSPHRASE)
    if not given and not sys.stdin.isatty():
        refuse(f"There is no terminal to ask for the passphrase; give it in {_PASSPHRASE}.")
    return given or str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=again))
