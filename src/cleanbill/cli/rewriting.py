"""What `check --fix` writes: the mended documents of a file, in its place, all or nothing."""

import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

_IN_MEMORY = 1 << 24  # bytes; a larger file is kept on disk until it is whole


class Rewriting:
    """The documents of one file, as they come. `finish` puts them in the file's place, where any was changed."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._changed = False
        self._documents = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - ends with it

    def add(self, documents: Iterable[bytes], changed: bool) -> None:
        """The next documents, and whether any is not as it was."""
        self._changed |= changed
        self._documents.writelines(document.rstrip(b"\n") + b"\n" for document in documents)

    def finish(self) -> None:
        """The file is read to its end."""
        if not self._changed:
            return
        if self._name == "-":
            print("cleanbill: standard input cannot be mended in place; name a file.", file=sys.stderr)
            return
        path = Path(self._name)
        self._documents.seek(0)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as stream:
            shutil.copyfileobj(self._documents, stream)
        mended = Path(stream.name)
        mended.chmod(path.stat().st_mode)
        mended.replace(path)
