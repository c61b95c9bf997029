"""`cleanbill demo`: the site with a synthetic clinic, on this machine alone."""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from cleanbill.cli.options import refuse
from cleanbill.cli.site import needs_web


def demo(
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="PORT", help="The port.")] = 8000,
    browser: Annotated[bool, typer.Option(help="Open the browser, where there is a display.")] = True,
) -> None:
    """Serve a synthetic clinic, gone when it stops. Sixty patients, ten weeks of visits, things to fix today."""
    needs_web()
    from cleanbill.cli.data import prepare

    prepare()
    folder = Path(tempfile.mkdtemp(prefix="cleanbill-demo-"))
    os.environ.update(CLEANBILL_SITE=str(folder), CLEANBILL_DEMO="1", CLEANBILL_HTTPS="0", CLEANBILL_IDLE_MINUTES="120")
    os.environ.pop("DATABASE_URL", None)
    try:
        _serve(port, browser)
    except (ValueError, OSError) as error:
        refuse(f"The demo does not start: {error}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _serve(port: int, browser: bool) -> None:
    from cleanbill.web import serving

    print("Making the synthetic clinic ...", file=sys.stderr)
    serving.django()
    serving.migrate()
    from django.utils import timezone

    from cleanbill.web.demo.build import build

    build(timezone.localdate())
    if browser and (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in ("darwin", "win32")
    ):
        import threading
        import webbrowser

        threading.Timer(2, webbrowser.open, [f"http://127.0.0.1:{port}/"]).start()
    serving.serve("127.0.0.1", port)
