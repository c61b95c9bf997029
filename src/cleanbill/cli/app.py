"""The register of commands."""

from typing import Annotated

import typer

from cleanbill.cli.backtest import backtest
from cleanbill.cli.backup import backup, restore
from cleanbill.cli.check import check
from cleanbill.cli.claim import claim_app
from cleanbill.cli.code import code
from cleanbill.cli.coverage import coverage
from cleanbill.cli.data import data_app
from cleanbill.cli.demo import demo
from cleanbill.cli.fee import fee
from cleanbill.cli.form import form_app
from cleanbill.cli.guide import guide
from cleanbill.cli.inbox import inbox_app
from cleanbill.cli.note import note
from cleanbill.cli.outbox import outbox_app
from cleanbill.cli.payers import payers_app
from cleanbill.cli.practice_payer import practice_payer
from cleanbill.cli.remit import remit
from cleanbill.cli.rules import rule, rules_app
from cleanbill.cli.schema import schema
from cleanbill.cli.search import search
from cleanbill.cli.site import audit_app, recover, remind, serve, site_app
from cleanbill.cli.usage import Commands
from cleanbill.cli.x12 import x12_app
from cleanbill.version import __version__

app = typer.Typer(
    name="cleanbill",
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(asked: bool) -> None:
    if asked:
        print(f"cleanbill {__version__}")
        raise typer.Exit


@app.callback()
def cleanbill(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """A clean bill, the first time: read the note, choose the code, check the claim."""


COMMANDS = (
    check, note, code, search, guide, fee, coverage, rule, remit, backtest, practice_payer, schema,
    serve, demo, backup, restore, recover, remind,
)  # fmt: skip
for command in COMMANDS:
    app.command()(command)
app.add_typer(claim_app, name="claim")
app.add_typer(outbox_app, name="outbox")
app.add_typer(inbox_app, name="inbox")
app.add_typer(x12_app, name="x12")
app.add_typer(rules_app, name="rules")
app.add_typer(form_app, name="form")
app.add_typer(payers_app, name="payers")
app.add_typer(data_app, name="data")
app.add_typer(audit_app, name="audit")
app.add_typer(site_app, name="site")
