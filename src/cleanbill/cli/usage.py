"""A command that is not written as it should be is answered in one line, as everything else that is refused."""

import sys
from typing import Any

import typer
from typer.core import TyperGroup

from cleanbill.cli.options import tell
from cleanbill.cli.streams import INTERRUPTED

_UsageError: Any = typer.BadParameter.__mro__[1]  # of every error of usage; typer has no public name for it


class Commands(TyperGroup):
    """The commands. What is wrong with how one is written ends it with a line and exit status 2."""

    def main(self, *args: Any, **named: Any) -> Any:
        alone = named.get("standalone_mode", True)
        try:
            status = super().main(*args, **(named | {"standalone_mode": False}))
        except typer.Abort:  # of a question, by Ctrl-D
            status = INTERRUPTED
        except _UsageError as error:
            status = _told(error)
        except Exception as error:
            if not _of_the_data(error):
                raise
            tell(str(error))
            status = 2
        if alone:
            sys.exit(status if isinstance(status, int) else 0)
        return status


def _of_the_data(error: Exception) -> bool:
    """Whether the code set or an official file cannot be had. What tells is imported only where something is wrong."""
    from cleanbill.codes.icd10cm import CodeSetError
    from cleanbill.data import DataFileError

    return isinstance(error, CodeSetError | DataFileError)


def _told(error: Any) -> int:
    """Tell an error of usage; the exit status."""
    wrong = error.format_message().rstrip(".")
    if wrong.startswith("Usage:"):  # the help, which answers a command that needs a word more
        error.show()
        return 2
    end = "" if wrong.endswith("?") else "."
    more = f" `{error.ctx.command_path} --help` says how it is written." if error.ctx else ""
    print(f"cleanbill: {wrong}{end}{more}", file=sys.stderr)
    return 2
