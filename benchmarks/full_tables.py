"""Add the whole NCCI and HCPCS tables to a data folder, so that `benchmarks/claims.py` measures with them.

    export CLEANBILL_DATA=/tmp/full
    python benchmarks/full_tables.py
    python benchmarks/claims.py

The tables are those of the `shared` folder beside the repository, put back into their published layouts.
"""

import datetime as dt
import os
import sys
import tempfile
from pathlib import Path

from cleanbill import data
from cleanbill.codes.published import KINDS
from cleanbill.codes.published.tests import test_shared_files as official
from cleanbill.codes.published.tests.conftest import add_on, edit, hcpcs_record, limit, listed, mue, ptp


def written(folder: Path) -> list[list[Path]]:
    """The tables in their published layouts, the files of one table together."""
    pairs = sorted(official.pairs())
    quarter = -(-len(pairs) // 4)
    parts = [folder / f"ccipra-v302r0-f{number}.TXT" for number in (1, 2, 3, 4)]
    for place, path in enumerate(parts):
        path.write_text(ptp(edit(*pair) for pair in pairs[place * quarter : (place + 1) * quarter]))
    limits = folder / "MCR_MUE_PractitionerServices_Eff_07-01-2024.csv"
    rows = official.table("mue_practitioner_2024q3.csv.gz")
    limits.write_text(mue(limit(row["code"], int(row["mue"]), int(row["mai"])) for row in rows))
    add_ons = folder / "AOC_V2024Q3-MCR.txt"
    rows = official.table("ncci_addon_2024q3.csv.gz")
    add_ons.write_text(add_on(listed(row["addon"], row["primary"], int(row["type"])) for row in rows))
    hcpcs = folder / "HCPC2024_JUL_ANWEB.txt"
    rows = official.table("hcpcs_level2_2024-07.csv.gz")
    codes = {row["code"]: row["short_description"] for row in rows if len(row["code"]) == 5}
    hcpcs.write_text("".join(hcpcs_record(code, short) for code, short in codes.items()))
    return [parts, [limits], [add_ons], [hcpcs]]


def main() -> None:
    """Add them, and say what was added."""
    if "CLEANBILL_DATA" not in os.environ:
        sys.exit("Set CLEANBILL_DATA to the folder that shall hold the tables.")
    with tempfile.TemporaryDirectory() as name:
        for paths in written(Path(name)):
            for holding in data.add_together(paths, KINDS, dt.datetime.now(dt.UTC)):
                print(f"{holding.file}: {holding.rows:,} rows")


if __name__ == "__main__":
    main()
