"""Draw docs/check.svg, the picture of the README: a spoiled example as `cleanbill check` prints it."""

import datetime as dt
import io
from pathlib import Path

from rich.console import Console

import cleanbill
from cleanbill.cli.show import show_claim
from cleanbill.model.decode import decode_claim

ROOT = Path(__file__).parent.parent
# Rich's own frame, with the reader's monospaced font: its default fetches one from a font host.
FRAME = """<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" xml:space="preserve">
<title>cleanbill check: a claim whose note tells of a fall</title>
<style>.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, monospace; font-size: {char_height}px;
line-height: {line_height}px; }} {styles}</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>{lines}</defs>
<rect fill="#101418" width="{width}" height="{height}" rx="8"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g></g></svg>
"""


def main() -> None:
    """Check the example and write the picture."""
    claim = decode_claim((ROOT / "examples/spoiled/3-fall-coded-as-spasm.json").read_bytes())
    findings = cleanbill.check_claim(claim, dt.date(2026, 11, 5))
    out = Console(record=True, width=80, highlight=False, file=io.StringIO(), force_terminal=True)
    show_claim(out, claim, findings)
    (ROOT / "docs/check.svg").write_text(
        out.export_svg(title="cleanbill check", code_format=FRAME, unique_id="check"), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
