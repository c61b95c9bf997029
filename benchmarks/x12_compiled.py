"""What compiling the reader of the 837P with mypyc gives: `python benchmarks/x12_compiled.py [claims]`.

Compiles a copy of `src` (a C compiler is needed, and mypyc, which comes with mypy) and reads the same claims with both,
beside a plain split. What defines a `Struct` is left out (`segments`, `shape`, `claim/people`, the blocks of claims):
compiled, it loses the keywords of its class line, `frozen` and `eq` among them, and can be no key of a table.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from x12 import READ, SPLIT, measure, sample

SOURCE = Path(__file__).parents[1] / "src"
CORE = ("blocks", "values", "header", "names")
CLAIM = ("reader", "draft", "known", "parties", "plans", "head")
MODULES = [f"cleanbill/x12/{name}.py" for name in (*CORE, *(f"claim/{name}" for name in CLAIM))]


def compiled(folder: Path) -> Path:
    """A copy of the source in the folder, with the modules of the reader compiled."""
    copy = folder / "src"
    shutil.copytree(SOURCE, copy)
    command = [sys.executable, "-m", "mypyc", "--follow-imports=silent", *MODULES]
    subprocess.run(command, cwd=copy, check=True, stdout=subprocess.DEVNULL)
    return copy


def main() -> None:
    """Measure both on alike and on varied claims and print a table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        ways = {"as it is": SOURCE, "compiled": compiled(Path(folder))}
        print(f"{'':10}{'':12}{'MB/s':>8}{'times the floor':>18}")
        for kind in ("837", "varied"):
            path = sample(count, folder, kind)
            floor, _ = measure(sys.executable, SPLIT, path)
            for name, source in ways.items():
                os.environ["PYTHONPATH"] = str(source)
                seconds, _ = measure(sys.executable, READ, path)
                print(f"{kind:10}{name:12}{path.stat().st_size / seconds / 1e6:8.1f}{seconds / floor:18.1f}")


if __name__ == "__main__":
    main()
