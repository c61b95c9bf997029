"""What a practice adds, for the commands: its rules and payer profiles, from the folders that it names."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.options import refuse

if TYPE_CHECKING:
    from cleanbill.cli.choice import Choice
    from cleanbill.cli.config import Config
    from cleanbill.door import Own

RulesFolder = Annotated[str, typer.Option("--rules", metavar="DIR", help="Folder of your own rules.")]
PayersFolder = Annotated[str, typer.Option("--payers", metavar="DIR", help="Folder of your own payer profiles.")]


def own(config: "Config", rules: str = "", payers: str = "") -> "Own":
    """The practice's own, from the folders of the options, else of the configuration. Ends at what is wrong in them."""
    import cleanbill
    from cleanbill.door import OwnError

    rules, payers = rules or config.practice.rules, payers or config.practice.payers
    for folder in filter(None, (rules, payers)):
        if not Path(folder).is_dir():
            refuse(f"{folder} is not a folder; name the one that holds your own rules or payer profiles.")
    try:
        return cleanbill.own(rules, payers)
    except OwnError as error:
        more = len(error.wrong) - 1
        refuse(str(error) + (f" ({more} more; `cleanbill rules check` and `payers check` list them.)" if more else ""))
    except OSError as error:
        refuse(f"{error.filename} cannot be read: {error.strerror}.")


def choice(config: "Config", own: "Own", select: str, ignore: str) -> "Choice":
    """Which findings are heard. Ends the command where a rule or a payer is named that there is none of."""
    from cleanbill.cli.choice import Choice
    from cleanbill.cli.config import names_nothing
    from cleanbill.rules import register

    known = [name for rule in (*register(), *own.rules) for name in (rule.id, rule.catalogue) if name]
    for wrong in names_nothing(config, known, own.payers.profiles):
        refuse(wrong.sentence)
    for option, words in (("--select", _words(select)), ("--ignore", _words(ignore))):
        for word in words:
            if not any(name.startswith(word) for name in known):
                refuse(f"{option}: no rule's id begins with {word!r}; `cleanbill rules` lists them.")
    return Choice(config, own.payers, _words(select), _words(ignore))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())
