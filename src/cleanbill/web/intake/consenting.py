"""What patients are asked to agree to: the clinic's own texts, in plain words at first, each version kept."""

from importlib import resources

from django.db import transaction
from django.utils import timezone

from cleanbill.web.accounts.models import Clinic, User
from cleanbill.web.audit.keep import Actor, keep
from cleanbill.web.intake.models import Consent, ConsentText, Intake

_SHIPPED = resources.files(__package__).joinpath("consents")


def latest(clinic: Clinic) -> list[ConsentText]:
    """The newest version of each text of a clinic, asked or not."""
    found: dict[str, ConsentText] = {}
    for text in ConsentText.objects.of(clinic):  # newest first within a title
        found.setdefault(text.title, text)
    return list(found.values())


def begin_with_shipped(actor: User) -> None:
    """Give a clinic that has no texts yet those that ship; they are its own from then on."""
    if ConsentText.objects.of(actor.clinic).exists():
        return
    with transaction.atomic():
        for entry in sorted(_SHIPPED.iterdir(), key=lambda one: one.name):
            title, _, text = entry.read_text("utf-8").partition("\n")
            keep(actor, ConsentText(title=title.strip(), text=text.strip(), by=actor, at=timezone.now()))


def next_version(actor: User, text: ConsentText, words: str, asked: bool) -> None:
    """Keep a new wording as a new version; the same wording is only asked, or no longer."""
    if words == text.text:
        text.asked = asked
        keep(actor, text)
        return
    new = ConsentText(title=text.title, text=words, asked=asked, version=text.version + 1, by=actor, at=timezone.now())
    keep(actor, new)


def asked_texts(intake: Intake) -> list[ConsentText]:
    """What a patient is asked to agree to: the texts of now, and what was agreed to already in place of a newer one."""
    agreed = {one.text.title: one.text for one in intake.consents.select_related("text")}
    return [agreed.get(text.title, text) for text in latest(intake.clinic) if text.asked or text.title in agreed]


def agree(actor: Actor, intake: Intake, text: ConsentText, name: str) -> None:
    """Keep that the patient agrees, once."""
    keep(actor, Consent(intake=intake, text=text, name=name, at=timezone.now()))
