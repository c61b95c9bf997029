"""The command line: one file a command. Heavy modules are imported inside the commands."""

import sys

from cleanbill.cli import streams
from cleanbill.version import __version__


def main() -> None:
    """Run a command. `--version` answers before anything heavy is imported."""
    streams.run(_command)


def _command() -> None:
    if sys.argv[1:] == ["--version"]:
        print(f"cleanbill {__version__}")
        return
    from cleanbill.cli.app import app

    app(prog_name="cleanbill")
