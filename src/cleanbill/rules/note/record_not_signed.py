"""The note is not signed, or the signature does not say who signed: no credential stands beside the name.

Record systems keep the signature apart from the text: where neither the claim nor the text of a therapy note tells, it
is a remark before the visit is billed and unknown afterwards.
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules import noted
from cleanbill.rules.authorities import signed_record, treatment_note

_SEARCHED = ("a signature", "the credential of who treated")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault at most."""
    note, found = visit.note, noted.facts(visit)
    signature = found.signature if found else None
    if note.signed is False:
        yield Fault("The note is not signed.", field="note/signed", searched=_SEARCHED)
    elif signature and not (signature.credential or note.signer_credential):
        message = f"«{signature.span}» names no credential."
        evidence = (noted.span(signature),)
        yield Fault(message, field="note/text", evidence=evidence, searched=_SEARCHED[1:], severity="warning")
    elif found and note.signed is None and signature is None and noted.kind(visit) not in (None, "visit"):
        if visit.lines:
            yield Fault("Not checked: note.signed not given.", field="note/signed", severity="not_checked")
        else:
            message = "The text of the note bears no signature."
            yield Fault(message, field="note/signed", searched=_SEARCHED, severity="info")


rule = Rule(
    id="NO106",
    version=1,
    name="record_not_signed",
    title="The note is not signed by who treated",
    catalogue="DOC-05",
    severity="error",
    stage=("note", "claim"),
    authority=(
        treatment_note(
            "Signature and professional identification of the qualified professional who furnished or supervised the "
            "services"
        ),
        signed_record(),
    ),
    denials=(Denial("50", "N706"),),
    fix="Who treated the patient, with which credential, and who signs?",
    fix_safety="never",
    check=check,
    examples=(
        fails("the record says that it is unsigned", note={"text": "S: Better.", "signed": False}),
        fails(
            "a name without its credential",
            note={"text": "Daily note. S: Better.\nElectronically signed by: Jane Rivera"},
        ),
        passes(
            "signed in the text", note={"text": "Daily note. S: Better.\nElectronically signed by: Jane Rivera, PT"}
        ),
        passes("signed, with a credential", note={"text": "S: Better.", "signed": True, "signer_credential": "PT"}),
        near_miss("signed in the record system, not in the text", note={"text": "S: Better.", "signed": True}),
        near_miss("whether it is signed is not known", note={"text": "S: Better."}, lines=[{"code": "97110"}]),
    ),
)
