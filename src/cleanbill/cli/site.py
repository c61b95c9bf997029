"""The site and its care: `serve`, `recover`, `remind`, `audit`, `site`. They need the extra `web`."""

from typing import Annotated

import typer

from cleanbill.cli.options import refuse

audit_app = typer.Typer(help="The site's audit log.", no_args_is_help=True)
site_app = typer.Typer(help="The site's own work.", no_args_is_help=True)


def serve(
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="PORT", help="The port.")] = 8000,
) -> None:
    """Serve the site. SQLite in the site's folder, or PostgreSQL by DATABASE_URL."""
    needs_web()
    from cleanbill.cli.data import prepare
    from cleanbill.web.serving import serve as answer

    prepare()
    try:
        answer(host, port)
    except (ValueError, OSError) as error:
        refuse(f"The site does not start: {error}")


def recover(
    username: Annotated[str, typer.Argument(metavar="NAME", help="The user name of someone who cannot sign in.")],
    second_factor: Annotated[
        bool, typer.Option("--second-factor", help="Also remove the authenticator app that is lost.")
    ] = False,
) -> None:
    """Make the link by which someone sets a new password. For where no owner can make it on the site."""
    opened()
    from cleanbill.web.accounts.models import User
    from cleanbill.web.accounts.recovery import recover as link

    try:
        path = link(username, second_factor)
    except User.DoesNotExist:
        refuse(f"Nobody on the site has the user name {username!r}.")
    print(f"Open this on the site within 24 hours; it works once:\n{path}")


def remind() -> None:
    """Make the tasks that the next two weeks' visits ask for. To be run each night; none is made twice."""
    opened()
    from django.utils import timezone

    from cleanbill.web.accounts.models import Clinic
    from cleanbill.web.schedule.tasks import remind_all

    made = sum(remind_all(clinic, timezone.localdate()) for clinic in Clinic.objects.all())
    print(f"{made} new task{'' if made == 1 else 's'}.")


@audit_app.command("verify")
def verify(
    head: Annotated[str, typer.Option(metavar="HASH", help="A hash noted earlier, which the log must hold.")] = "",
) -> None:
    """Verify the audit log: no entry changed, put in or taken out."""
    opened()
    from django.db import DatabaseError

    from cleanbill.web.audit import chain

    try:
        verdict = chain.verify(known_head=head)
    except DatabaseError as error:
        refuse(f"The audit log cannot be read: {str(error).splitlines()[0]}.")
    if verdict.fault:
        print(verdict.fault)
        raise typer.Exit(1)
    print(
        f"All {verdict.entries:,} entries follow each other as they were written. The last has the hash\n{verdict.head}"
    )


@site_app.command("work")
def work() -> None:
    """Send what is queued, and fetch what payers answer. Each answer is told to its claims; once, for every clinic."""
    opened()
    import datetime as dt

    from cleanbill.cli.data import prepare
    from cleanbill.transport.store import StoreError
    from cleanbill.web.place import PlaceError
    from cleanbill.web.remits.work import work_for_all

    prepare()
    try:
        told = work_for_all(dt.datetime.now(dt.UTC), dt.date.today())
    except (StoreError, PlaceError) as error:
        refuse(str(error))
    for clinic, did in told:
        print(f"{clinic}: {did.words}", *did.wrong, sep="\n")
    raise typer.Exit(1 if any(did.wrong for _, did in told) else 0)


@site_app.command("night")
def night() -> None:
    """Do the nightly work of every clinic. Exchange with payers, tasks, checks, proofs, numbers, summaries."""
    opened()
    from django.utils import timezone

    from cleanbill.cli.data import prepare
    from cleanbill.web.accounts.models import Clinic
    from cleanbill.web.jobs.night import TITLES
    from cleanbill.web.jobs.night import night as work_of

    prepare()
    failed = 0
    for clinic in Clinic.objects.order_by("pk"):
        for run in work_of(clinic, timezone.localdate()):
            print(f"{clinic}: {TITLES[run.job]}: {run.error or run.did}")
            failed += bool(run.error)
    if failed:
        print(f"{failed} job{'' if failed == 1 else 's'} failed; the owner sees the log under Nightly work.")
    raise typer.Exit(1 if failed else 0)


def needs_web() -> None:
    """Refuse where the extra `web` is not installed."""
    from importlib.util import find_spec

    if find_spec("django") is None:
        refuse("The site needs more packages: pip install 'cleanbill[web]'.")


def opened() -> None:
    """Have the site's database at hand. Ends the command where there is none."""
    needs_web()
    from cleanbill.web.place import folder, is_set_up

    if not is_set_up():
        refuse(f"There is no site in {folder()}; `cleanbill serve` makes one.")
    ready()


def ready() -> None:
    from cleanbill.web.serving import django

    try:
        django()
    except ValueError as error:
        refuse(f"The site cannot be opened: {error}")
