"""A folder in which files are left for somebody else: how one is put there whole, once, whatever breaks off."""

from typing import Protocol

from msgspec import Struct

PASSING = ".part"  # the end of the name of a file that is not whole yet; receivers look for other names


class RouteError(Exception):
    """A route does not work now. The message is one plain sentence."""


class Entry(Struct, frozen=True):
    """A file of a folder: its name, its size in bytes, and the second in which it was last changed."""

    name: str
    size: int
    modified: int


class Folder(Protocol):
    """What is done with a folder, here or at the payer's. Each raises `RouteError` where it cannot be done."""

    def entries(self) -> list[Entry]:
        """The files in it, by name."""

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none."""

    def write(self, name: str, data: bytes, append: bool = False) -> None:
        """Write a file anew, or go on with it. What breaks off leaves the beginning of it."""

    def rename(self, name: str, to: str) -> None:
        """Give a file another name, in one step."""

    def remove(self, name: str) -> None:
        """Take a file away."""


def upload(folder: Folder, name: str, data: bytes) -> None:
    """Bring a file whole into a folder under its passing name; goes on where an earlier try broke off."""
    if _lies(folder, name, data):
        return
    part = name + PASSING
    there = folder.read(part)
    if there is not None and data.startswith(there):
        if there != data:
            folder.write(part, data[len(there) :], append=True)
    else:
        folder.write(part, data)
    if folder.read(part) != data:
        raise RouteError(f"{part} did not arrive whole.")


def release(folder: Folder, name: str, data: bytes) -> None:
    """Give an uploaded file its name. Where it has neither name, the receiver took it already."""
    part = name + PASSING
    if _lies(folder, name, data):
        if folder.read(part) is not None:
            folder.remove(part)
    elif folder.read(part) is not None:
        folder.rename(part, name)


def _lies(folder: Folder, name: str, data: bytes) -> bool:
    """Whether the file lies there under its name. Raises `RouteError` for another one of that name."""
    there = folder.read(name)
    if there is not None and there != data:
        raise RouteError(f"Another file called {name} lies there; have it taken away.")
    return there is not None
