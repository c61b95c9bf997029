"""What a command writes is put where it is wanted in one step, or not at all."""

import shutil
import sys
from pathlib import Path
from typing import IO

from cleanbill.cli.options import refuse, why_unreadable


def put(draft: IO[bytes], out: str) -> None:
    """Put a whole file where it is wanted ("": standard output). Ends the command where it cannot be written."""
    draft.seek(0)
    if not out:
        shutil.copyfileobj(draft, sys.stdout.buffer)
        return
    path = Path(out)
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as stream:
            shutil.copyfileobj(draft, stream)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        refuse(why_unreadable(out, error).replace("read", "written"))
