"""What `check --fix` writes: the mended documents of a file, in its place, all or nothing."""

import tempfile
from typing import TYPE_CHECKING, Self

from cleanbill.cli.options import tell
from cleanbill.cli.written import put

if TYPE_CHECKING:
    from cleanbill.cli.batches import Done

_IN_MEMORY = 1 << 24  # bytes; a larger file is kept on disk until it is whole


class Rewriting:
    """The documents of one file, as they come. At the end they take the file's place, where any was changed."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._changed = self._beyond = False
        self._documents = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - `__exit__` closes it

    def add(self, batch: "Done") -> None:
        """The next documents."""
        self._changed |= batch.changed
        self._beyond |= batch.beyond
        self._documents.writelines(document.rstrip(b"\n") + b"\n" for document in batch.documents)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self._documents:
            if kind is None:
                self._finish()

    def _finish(self) -> None:
        if self._beyond:
            tell(f"{self._name} is an 837P; --fix mends claims in JSON alone.")
        if not self._changed:
            return
        if self._name == "-":
            tell("standard input cannot be mended in place; name a file.")
            return
        put(self._documents, self._name)
