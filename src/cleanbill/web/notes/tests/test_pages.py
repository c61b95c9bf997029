"""The pages of a note: written, checked, saved from two windows, allowed, signed, added to."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cleanbill.notes import digest
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.keep import keep
from cleanbill.web.audit.models import Entry
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.notes.models import Addendum, Note
from cleanbill.web.notes.tests.written import WHOLE, next_visit, sign_as_it_is
from cleanbill.web.schedule.models import Appointment

HTMX = {"HX-Request": "true"}
UNSAFE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


class Desk:
    """A browser in which the clinician writes the note of the clinic's visit."""

    def __init__(self, practice: Practice, browse: SignIn) -> None:
        self.client: Client = browse(practice.clinician)
        self.pk = practice.records["appointment"].pk

    def post(self, name: str, **values: str) -> Any:
        """What a page answers."""
        return self.client.post(reverse(name, args=[self.pk]), values)

    def live(self, name: str, **values: str) -> str:
        """What a page answers while one types."""
        return self.client.post(reverse(name, args=[self.pk]), values, headers=HTMX).content.decode()

    def get(self, name: str = "note", query: str = "") -> Any:
        """A page of the note."""
        return self.client.get(reverse(name, args=[self.pk]) + query)

    @property
    def note(self) -> Note:
        """The note as it is stored."""
        return Note.objects.get(appointment=self.pk)


@pytest.fixture
def desk(practice: Practice, browse: SignIn) -> Desk:
    """The clinician's."""
    return Desk(practice, browse)


def test_the_first_saving_makes_the_note(practice: Practice, browse: SignIn) -> None:
    visit = next_visit(practice)
    client = browse(practice.clinician)
    assert client.get(reverse("note", args=[visit.pk])).status_code == 200
    assert not Note.objects.filter(appointment=visit).exists()
    client.post(reverse("save_note", args=[visit.pk]), {"text": "S: Better.\r\nO: Same.", "version": "0"})
    assert Note.objects.get(appointment=visit).text == "S: Better.\nO: Same."


def test_a_window_that_was_opened_before_another_saved_is_offered_a_choice_and_nothing_is_lost(desk: Desk) -> None:
    version = str(desk.note.version)
    assert desk.post("save_note", text="S: From the first window.", version=version).status_code == 302
    answer = desk.post("save_note", text="S: From the second window.", version=version)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "From the first window." in page
    assert "From the second window." in page
    assert desk.note.text == "S: From the first window."
    desk.post("save_note", text="S: From the second window.", version=version, both=str(desk.note.version))
    assert "From the first window." in desk.note.text
    assert "From the second window." in desk.note.text


def test_who_keeps_what_stands_in_this_window_saves_over_the_other(desk: Desk) -> None:
    version = str(desk.note.version)
    desk.post("save_note", text="S: First.", version=version)
    desk.post("save_note", text="S: Second.", version=version, over=str(desk.note.version))
    assert desk.note.text == "S: Second."


def test_a_window_that_would_change_nothing_disturbs_nobody(desk: Desk) -> None:
    desk.post("save_note", text="S: First.", version=str(desk.note.version))
    assert "Saved at" in desk.live("save_note", text="S: First.", version="0")
    assert desk.note.version == 1


def test_saving_as_one_types_answers_with_the_new_version(desk: Desk) -> None:
    answer = desk.live("save_note", text="S: Better.", version="0")
    assert "Saved at" in answer
    assert f'name="version" value="{desk.note.version}"' in answer


def test_a_stale_window_keeps_its_version_until_someone_chose(desk: Desk) -> None:
    desk.post("save_note", text="S: First.", version="0")
    answer = desk.live("save_note", text="S: Second.", version="0")
    assert 'name="version" value="0"' in answer
    assert 'name="over" value="1"' in answer


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_version_that_is_none_is_a_stale_one(desk: Desk, version: str) -> None:
    assert desk.post("save_note", text="S: Other.", version=version).status_code == 409


def test_a_text_that_is_too_long_is_refused_and_stands_in_the_page_again(desk: Desk) -> None:
    answer = desk.post("save_note", text="x" * 40_001, version="0")
    assert answer.status_code == 422
    assert b"x" * 40_001 in answer.content
    assert desk.note.version == 0


def test_checking_reads_what_is_typed_and_saves_nothing(desk: Desk) -> None:
    answer = desk.live("check_note", text=WHOLE)
    assert "M62.830" in answer
    assert "(27 + 7) / 15" in answer
    assert desk.note.version == 0


def test_without_script_the_check_gives_the_whole_page_with_the_text_in_it(desk: Desk) -> None:
    answer = desk.post("check_note", text="S: Right low back pain.", version="0").content.decode()
    assert "When did this episode begin?" in answer
    assert "S: Right low back pain.</textarea>" in answer


def test_what_is_typed_is_never_markup(desk: Desk) -> None:
    desk.post("save_note", text=UNSAFE, version="0")
    assert desk.post("allow_finding", text=UNSAFE, version="1", **_reason(desk, UNSAFE, UNSAFE)).status_code == 302
    sign_text = desk.get("sign_note").content.decode()
    for page in (
        desk.get().content.decode(),
        sign_text,
        desk.live("check_note", text=UNSAFE),
    ):
        assert "<script>alert" not in page
        assert "<img" not in page


def _reason(desk: Desk, text: str, reason: str) -> dict[str, str]:
    from cleanbill.web.notes.known import known
    from cleanbill.web.notes.reading import panel

    key = panel(text, known(desk.note.appointment), desk.note).prompts[0].key
    return {"allow": key, f"reason-{key}": reason}


def test_a_finding_is_let_stand_with_a_reason_and_can_be_asked_again(desk: Desk) -> None:
    text = "S: Right low back pain."
    given = _reason(desk, text, "Told in the evaluation")
    desk.post("allow_finding", text=text, version="0", **given)
    assert desk.note.allowed.get().reason == "Told in the evaluation"
    assert "Told in the evaluation" in desk.get().content.decode()
    desk.post("ask_again", text=text, version=str(desk.note.version), again=given["allow"])
    assert "Told in the evaluation" not in desk.get().content.decode()


def test_nothing_is_let_stand_without_a_reason(desk: Desk) -> None:
    answer = desk.post("allow_finding", text="S: Pain.", version="0", **_reason(desk, "S: Pain.", " "))
    assert answer.status_code == 422
    assert "say why it may stand" in answer.content.decode()
    assert not desk.note.allowed.exists()
    assert desk.note.version == 0


def test_signing_keeps_time_signer_credential_and_the_hash_of_what_was_shown(desk: Desk) -> None:
    desk.post("save_note", text=WHOLE, version="0")
    page = desk.get("sign_note").content.decode()
    assert digest(WHOLE) in page
    assert "Sign as Tom Reed, PT" in page
    assert desk.post("sign_note", hash=digest(WHOLE)).status_code == 302
    note = desk.note
    assert (note.state, note.hash, note.credential) == ("signed", digest(WHOLE), "PT")
    assert note.signed_by is not None
    assert note.signed_at is not None
    assert Appointment.objects.get(pk=desk.pk).state == "signed"
    assert json.loads(Entry.objects.filter(action="signed").get().detail)["hash"] == digest(WHOLE)


def test_a_text_that_was_changed_after_the_page_was_opened_is_not_signed(desk: Desk) -> None:
    desk.post("save_note", text=WHOLE, version="0")
    desk.post("save_note", text=f"{WHOLE}More.", version="1")
    answer = desk.post("sign_note", hash=digest(WHOLE))
    assert answer.status_code == 409
    assert "read it again before you sign" in answer.content.decode()
    assert desk.note.state == "draft"


def test_what_blocks_is_shown_and_keeps_the_note_from_being_signed(desk: Desk, practice: Practice) -> None:
    unsigned: dict[str, Callable[[], None]] = {
        "the owner sets under People": lambda: _unlink(practice),
        "there was no visit to sign": lambda: _state(practice, "no_show"),
        "The visit lies in the future": lambda: _start(practice, 2),
    }
    desk.post("save_note", text=WHOLE, version="0")
    for words, cause in unsigned.items():
        cause()
        page = desk.get("sign_note").content.decode()
        assert words in page
        assert ">Sign as" not in page
        assert desk.post("sign_note", hash=digest(WHOLE)).status_code == 409
    assert desk.note.state == "draft"


def _unlink(practice: Practice) -> None:
    practice.clinician.provider = None
    keep(practice.owner, practice.clinician)


def _state(practice: Practice, state: str) -> None:
    practice.records["appointment"].state = state
    keep(practice.owner, practice.records["appointment"])


def _start(practice: Practice, years: int) -> None:
    practice.records["appointment"].start += dt.timedelta(days=365 * years)
    keep(practice.owner, practice.records["appointment"])


def test_an_error_blocks_until_it_is_mended_or_let_stand(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"Visit cancelled, patient not seen.\n{WHOLE}"
    desk.post("save_note", text=text, version="0")
    from cleanbill.web.notes import reading

    def severe(finding: Any, place: Any) -> reading.Prompt:
        return plain(finding, place)._replace(severity="error")

    plain = reading._prompt
    monkeypatch.setattr(reading, "_prompt", severe)
    desk.post("save_note", text="S: Pain.\nO: Muscle spasm.", version="1")
    keys = [one.key for one in desk.get("sign_note").context["standing"].panel.errors]
    assert keys
    hash = digest(desk.note.text)
    assert desk.post("sign_note", hash=hash).status_code == 409
    for key in keys:
        version = str(desk.note.version)
        desk.post("allow_finding", text=desk.note.text, version=version, allow=key, **{f"reason-{key}": "Known"})
    assert desk.post("sign_note", hash=hash).status_code == 302


def test_who_signs_for_another_is_told(desk: Desk, practice: Practice) -> None:
    from cleanbill.web.charts.models import Provider

    name = {"clinic": practice.clinic, "last_name": "Diaz", "first_name": "Ana"}
    colleague = Provider(**name, npi="1003000126", credential="PTA", taxonomy="225200000X")
    keep(practice.owner, colleague)
    practice.clinician.provider = colleague
    keep(practice.owner, practice.clinician)
    assert "you sign as Diaz, Ana" in desk.get("sign_note").content.decode()


def test_a_signed_note_is_read_and_added_to_and_not_changed(desk: Desk, practice: Practice) -> None:
    sign_as_it_is(practice, desk.note)
    page = desk.get().content.decode()
    assert "Signed by Clinician, PT" in page
    assert desk.note.hash in page
    assert desk.post("save_note", text="Other.", version="0").status_code == 422
    assert desk.post("check_note", text="Other.").status_code == 403
    assert desk.post("add_addendum", text=" Late entry: ice. ").status_code == 302
    addendum = Addendum.objects.get()
    assert (addendum.text, addendum.hash, addendum.credential) == ("Late entry: ice.", digest("Late entry: ice."), "PT")
    assert "Late entry: ice." in desk.get().content.decode()
    assert desk.note.text == "S: Low back pain since Monday."


@pytest.mark.parametrize(("text", "signed"), [("", True), ("Late entry.", False)])
def test_an_addendum_has_words_and_a_signed_note_before_it(
    desk: Desk, practice: Practice, text: str, signed: bool
) -> None:
    if signed:
        sign_as_it_is(practice, desk.note)
    assert desk.post("add_addendum", text=text).status_code == 422
    assert not Addendum.objects.exists()


def test_a_blank_note_is_begun_from_the_last_signed_one_and_its_source_is_remembered(
    desk: Desk, practice: Practice
) -> None:
    desk.post("save_note", text=WHOLE, version="0")
    last = sign_as_it_is(practice, desk.note)
    desk.pk = next_visit(practice).pk
    assert "Start from the note of 2026-11-04" in desk.get().content.decode()
    assert desk.post("copy_note", text="", version="0").status_code == 302
    assert desk.note.copied_from == last
    page = desk.get().content.decode()
    assert "Word for word as in the note of 2026-11-04 (2)" in page
    assert "«S: Right low back pain for 5 days" in page
    assert "Start from" not in page
    assert desk.post("copy_note", text="Something", version="1").status_code == 422


def test_who_only_reads_sees_the_draft_and_no_way_to_change_it(practice: Practice, browse: SignIn) -> None:
    page = browse(practice.people[Role.AUDITOR]).get(reverse("note", args=[practice.records["appointment"].pk]))
    assert "Low back pain since Monday." in page.content.decode()
    assert "<textarea" not in page.content.decode()


def test_each_reading_of_a_note_is_written_down_and_none_of_its_words(desk: Desk, practice: Practice) -> None:
    for name in ("note", "sign_note"):
        before = Entry.objects.count()
        desk.get(name)
        entry = Entry.objects.get(number__gt=before)
        assert (entry.action, entry.kind, entry.record) == ("read", "note", str(desk.note.pk)), name
    desk.post("save_note", text=WHOLE, version="0")
    assert "bridging" not in "".join(Entry.objects.values_list("detail", flat=True))


def test_notes_to_finish_are_ones_own_first_and_leave_out_what_is_signed_to_come_or_did_not_take_place(
    desk: Desk, practice: Practice
) -> None:
    next_visit(practice, start=practice.records["appointment"].start + dt.timedelta(days=9000))
    missed = next_visit(practice)
    missed.state = Appointment.State.NO_SHOW
    keep(practice.owner, missed)
    listed = desk.client.get(reverse("notes"))
    assert [visit.pk for visit, _, _ in listed.context["rows"]] == [desk.pk]
    assert listed.context["rows"][0][2] > 0
    assert f'value="{practice.records["provider"].pk}" selected' in listed.content.decode()
    sign_as_it_is(practice, desk.note)
    assert "Every note is signed." in desk.client.get(reverse("notes")).content.decode()


@pytest.mark.parametrize("provider", ["all", "0", "x", "9" * 30, ""])
def test_a_provider_that_there_is_not_is_no_error(desk: Desk, provider: str) -> None:
    assert desk.client.get(reverse("notes"), {"provider": provider}).status_code == 200
