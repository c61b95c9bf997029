"""A guide page as Markdown."""

import re

from cleanbill.guide.page import Guide, Source, Standing
from cleanbill.guide.rendering import LABELS, Citations, cite, environment, fill


def render(guide: Guide) -> str:
    """The page as Markdown (CommonMark with tables)."""
    numbers = Citations(guide)

    def refs(ids: tuple[str, ...]) -> str:
        doubt = "not verified, " if numbers.unverified(ids) else ""
        return f" [{doubt}{', '.join(map(str, numbers.numbers(ids)))}]"

    environment().filters["cell"] = _cell
    text = fill("page.md.j2", guide, refs=refs, label=_label, cite=_cite)
    return re.sub(r"\n{3,}", "\n\n", text)


def _label(standing: Standing) -> str:
    return f"*{LABELS[standing]}:* " if LABELS[standing] else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _cite(source: Source) -> str:
    return f"[{cite(source)}]({source.url})" if source.url else cite(source)
