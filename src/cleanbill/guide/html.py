"""A guide page as one HTML file: no script, no other file, ready to print."""

from importlib import resources

from markupsafe import Markup

from cleanbill.guide.page import Guide
from cleanbill.guide.rendering import LABELS, Citations, fill
from cleanbill.version import __version__


def style() -> str:
    """What stands between the page's style tags, to the letter; a site allows it by its hash."""
    return f"\n{resources.files(__package__).joinpath('style.css').read_text('utf-8')}\n"


def render(guide: Guide, back: tuple[str, str] | None = None) -> str:
    """The page as a whole HTML document. `back`: address and words of a link to where the reader came from."""
    numbers = Citations(guide)
    return fill(
        "page.html.j2",
        guide,
        style=Markup(style()),  # our own file: it is no text to escape
        back=back,
        labels=LABELS,
        numbers=numbers.numbers,
        unverified=numbers.unverified,
        version=__version__,
    )
