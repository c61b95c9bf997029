"""The synthetic clinic's people, registers and charts."""

import datetime as dt
from typing import NamedTuple

from cleanbill.web.accounts.models import Clinic, User
from cleanbill.web.audit.keep import keep
from cleanbill.web.charts.models import Coverage, Episode, Patient, Payer, PlanOfCare, Provider, Referrer
from cleanbill.web.demo.cast import Person, told
from cleanbill.web.schedule.models import AmountUsed, Authorization, Benefit


class Cast(NamedTuple):
    """The people and the registers of the clinic, by the names that cast.toml gives them."""

    users: dict[str, User]
    payers: dict[str, Payer]
    providers: dict[str, list[tuple[Provider, User]]]
    referrers: list[Referrer]

    @property
    def desk(self) -> User:
        """Who books."""
        return self.users["sam"]

    @property
    def owner(self) -> User:
        """Who keeps the registers."""
        return self.users["dana"]


def cast_of(clinic: Clinic) -> Cast:
    """The people of cast.toml with their providers, the payers and the referrers, saved."""
    cast = told("cast.toml")
    users: dict[str, User] = {}
    providers: dict[str, list[tuple[Provider, User]]] = {"PT": [], "chiropractic": [], "medical": []}
    for row in cast["people"]:
        user = User(clinic=clinic, username=row["username"], name=row["name"], role=row["role"])
        user.set_unusable_password()
        keep(users.get("dana", user), user)
        users[user.username] = user
        if "provider" in row:
            provider = Provider(clinic=clinic, **row["provider"])
            keep(users["dana"], provider)
            user.provider = provider
            keep(users["dana"], user)
            discipline = {"PT": "PT", "DC": "chiropractic", "MD": "medical"}[provider.credential]
            providers[discipline].append((provider, user))
    payers = {}
    for row in cast["payers"]:
        payers[row["name"]] = Payer(clinic=clinic, name=row["name"], profile=row["profile"], payer_id=row["payer_id"])
        keep(users["dana"], payers[row["name"]])
    referrers = [Referrer(clinic=clinic, **row) for row in cast["referrers"]]
    for referrer in referrers:
        keep(users["dana"], referrer)
    return Cast(users, payers, providers, referrers)


def chart(cast: Cast, person: Person, provider: Provider, number: int) -> Episode:
    """Chart, coverage, authorization or limit, episode and plan of care of a patient."""
    patient = Patient(clinic=provider.clinic, **person.chart)
    keep(cast.desk, patient)
    coverage = Coverage(
        clinic=provider.clinic, patient=patient, payer=cast.payers[person.payer["name"]],
        member_id=f"{900_000 + number}", start=dt.date(person.begins.year, 1, 1),
        authorization_required=person.payer["asks"], eligibility_checked=person.begins,
    )  # fmt: skip
    keep(cast.desk, coverage)
    cause = _cause(person)
    episode = Episode(
        clinic=provider.clinic, patient=patient, title=person.story["title"].format(**person.words(0)).capitalize(),
        discipline=person.story["discipline"], opened=person.begins, onset=person.onset, cause=cause,
        accident_date=person.onset if cause in ("work", "auto") else None,
        accident_state="IL" if cause in ("work", "auto") else "",
        accident_claim_number=f"LOSS-{7100 + number}" if cause == "work" or (cause == "auto" and number % 4) else "",
        dx=person.story["dx"].format(**person.words(0)),
        provider=provider, referrer=cast.referrers[number % 2],
    )  # fmt: skip
    keep(cast.owner, episode)
    _limits(cast, person, coverage, number)
    if person.story["discipline"] == "PT":
        _plan(cast, person, episode, number)
    return episode


def _cause(person: Person) -> str:
    by_payer = {"workers_comp": "work", "auto": "auto"}
    return by_payer.get(person.payer["profile"]) or str(person.story["cause"])


def _limits(cast: Cast, person: Person, coverage: Coverage, number: int) -> None:
    """An authorization where the plan asks, some nearly used, some followed by another; a limit where it has one."""
    if person.payer["asks"]:
        approved = 6 + number % 3 * 3
        first = Authorization(
            clinic=coverage.clinic, coverage=coverage, number=f"A{4000 + number}", start=person.begins,
            end=person.begins + dt.timedelta(days=45), approved=approved, received=person.begins,
        )  # fmt: skip
        keep(cast.desk, first)
        if number % 2:
            keep(cast.desk, Authorization(
                clinic=coverage.clinic, coverage=coverage, number=f"A{5000 + number}",
                start=person.begins + dt.timedelta(days=30), end=person.begins + dt.timedelta(days=100), approved=8,
                received=person.begins + dt.timedelta(days=28),
            ))  # fmt: skip
    if person.payer["profile"] == "medicare_b" and number % 3:
        keep(cast.desk, AmountUsed(
            patient=coverage.patient, year=person.begins.year, pt_slp=number % 3 * 1150, asked=person.begins,
            source="The contractor's portal",
        ))  # fmt: skip
    if "limit" in person.payer:
        used = {"used_before": 12 + number % 6, "used_in": person.begins.year}
        keep(cast.desk, Benefit(clinic=coverage.clinic, coverage=coverage, visit_limit=person.payer["limit"], **used))


def _plan(cast: Cast, person: Person, episode: Episode, number: int) -> None:
    sent = person.begins + dt.timedelta(days=1)
    signed = None if number % 4 == 0 else sent + dt.timedelta(days=6)
    keep(cast.owner, PlanOfCare(
        clinic=episode.clinic, episode=episode, established=person.begins, duration_days=60 + number % 2 * 30,
        frequency="Twice a week", goals="Sit 60 minutes at work. Climb one flight of stairs without the rail.",
        certifier=cast.referrers[number % 2], sent=sent, cert_signed=signed,
    ))  # fmt: skip
