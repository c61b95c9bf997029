"""A guide page as one HTML file: no script, no other file, ready to print."""

from importlib import resources

from markupsafe import Markup

from cleanbill.guide.page import Guide
from cleanbill.guide.rendering import LABELS, Citations, fill
from cleanbill.version import __version__


def render(guide: Guide) -> str:
    """The page as a whole HTML document."""
    numbers = Citations(guide)
    # The style is our own file: it is no text to escape.
    style = Markup(resources.files(__package__).joinpath("style.css").read_text("utf-8"))
    return fill(
        "page.html.j2",
        guide,
        style=style,
        labels=LABELS,
        numbers=numbers.numbers,
        unverified=numbers.unverified,
        version=__version__,
    )
