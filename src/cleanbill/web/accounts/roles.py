"""The roles of a clinic's people and what each may do. This table is the only place that says so."""

from typing import Literal

from django.db import models

Act = Literal[
    "read_charts", "write_charts", "write_care", "write_register", "merge_patients", "read_codes", "manage_people",
    "make_intakes", "write_consents",
    "read_audit", "read_schedule", "write_schedule", "overrule_limits", "write_notes",
    "read_claims", "write_claims", "manage_billing", "take_payments",
    "read_numbers", "manage_site",
]  # fmt: skip


class Role(models.TextChoices):
    """What a person is in the clinic."""

    OWNER = "owner", "Owner"
    CLINICIAN = "clinician", "Clinician"
    FRONT_DESK = "front_desk", "Front desk"
    BILLER = "biller", "Biller"
    AUDITOR = "auditor", "Auditor (reads only)"


_EVERYONE = frozenset(Role)
MAY: dict[Act, frozenset[Role]] = {
    "read_charts": _EVERYONE,
    "write_charts": _EVERYONE - {Role.AUDITOR},  # patients and their coverages
    "write_care": frozenset({Role.OWNER, Role.CLINICIAN}),  # episodes and plans of care
    "write_notes": frozenset({Role.OWNER, Role.CLINICIAN}),  # and sign, where they sign as a provider
    "write_register": frozenset({Role.OWNER, Role.FRONT_DESK, Role.BILLER}),  # payers, providers, referrers
    "merge_patients": frozenset({Role.OWNER, Role.FRONT_DESK}),
    "read_codes": _EVERYONE,
    "manage_people": frozenset({Role.OWNER}),
    "read_audit": frozenset({Role.OWNER, Role.AUDITOR}),
    "make_intakes": frozenset({Role.OWNER, Role.CLINICIAN, Role.FRONT_DESK}),
    "write_consents": frozenset({Role.OWNER}),  # what patients are asked to agree to
    "read_schedule": _EVERYONE,
    "write_schedule": _EVERYONE - {Role.AUDITOR},  # appointments, authorizations, limits, tasks
    "read_claims": _EVERYONE - {Role.FRONT_DESK},
    "write_claims": frozenset({Role.OWNER, Role.BILLER}),  # and send, void and correct them; fees, payments, refusals
    "take_payments": frozenset({Role.OWNER, Role.FRONT_DESK, Role.BILLER}),  # what patients pay
    "manage_billing": frozenset({Role.OWNER}),  # the billing identity, and the routes to payers
    "read_numbers": frozenset({Role.OWNER, Role.BILLER, Role.AUDITOR}),  # and the lists behind them
    "manage_site": frozenset({Role.OWNER}),  # the log of the nightly work, and where summaries go
    "overrule_limits": frozenset({Role.OWNER, Role.CLINICIAN, Role.BILLER}),  # book what a limit stands against
}
