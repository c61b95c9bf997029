"""What a year, an operation's day, a box that was left and a header say of the words beside them."""

import datetime as dt

import pytest

from cleanbill.coding import choose
from cleanbill.notes import missing, read

ON = dt.date(2026, 11, 12)


def status(text: str, words: str) -> str:
    """The status of the mention that these words stand in."""
    at = text.index(words)
    return next(said.status for said in read(text, ON).assertions if said.start < at + len(words) and at < said.end)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("In 2009 the back went out after he came off a tractor; got over that.", "came off a", "historical"),
        ("In 2015 she fell on the ice and broke her wrist.", "fell", "historical"),
        ("In 2015 she fell, but on Monday she tripped over the dog.", "tripped", "affirmed"),
        ("HA 4/10. Whiplash back in '14.", "Whiplash", "historical"),
        ("Neck pain. Whiplash '09, no trouble.", "Whiplash", "historical"),
        ("Whiplash. Heat 14' and rest.", "Whiplash", "affirmed"),
        ("Whiplash, seen here since '26.", "Whiplash", "affirmed"),
        ("Earlier sprain of this ankle: [x] Y [ ] N", "sprain", "historical"),
        ("Earlier this week a sprain of the ankle.", "sprain", "affirmed"),
        ("The night spasms he had in October have stopped.", "spasms", "historical"),
        ("The spasms he had at the visit are worse.", "spasms", "affirmed"),
        ("She may also have a meniscal tear.", "meniscal tear", "uncertain"),
        ("Knee stable to varus/valgus stress.", "varus/valgus", "negated"),
        ("Family hx: (x) diabetes - mother   Past: (x) carpal tunnel release 2018", "carpal tunnel", "historical"),
    ],
)
def test_a_mention_is_of_the_time_that_its_words_tell(text: str, words: str, expected: str) -> None:
    assert status(text, words) == expected


@pytest.mark.parametrize(
    ("text", "trauma"),
    [
        ("Knee pain for a month. Upped mileage; never fell on it.", "none"),
        ("Calf pain three nights running. No slip, no lifting.", "none"),
        ("Mechanism: [x] stepped off bleacher  [ ] no injury", "traumatic"),
        ("Mechanism: [ ] fall  [x] no injury", "none"),
        ("Ankle pain. [ ] no injury", "not_stated"),
        ("HA consult, two weeks, band-like. Denies head injury.", "none"),
        ("Neck pain 2 weeks, HA too. Denies head injury.", "not_stated"),
    ],
)
def test_the_cause_is_what_was_said_and_not_what_was_left(text: str, trauma: str) -> None:
    assert read(text, ON).trauma == trauma


@pytest.mark.parametrize(
    ("text", "onset"),
    [
        ("L shoulder impingement. Onset June of this year, gradual.", "chronic"),
        ("Neck pain on & off since the 2020 lockdown.", "chronic"),
        ("Post-op PT. R rotator cuff repair 10/12/26 for a degenerative tear.", "acute"),
        ("L TKA (8/20/26), knee stiff.", "subacute"),
        ("PMH: R knee arthroscopy 9/1/26. Hip pain.", "not_stated"),
        ("Hip pain. R knee arthroscopy 9/1/19.", "not_stated"),
    ],
)
def test_it_began_on_the_day_that_is_written(text: str, onset: str) -> None:
    assert read(text, ON).onset == onset


def test_an_operation_with_its_day_is_followed_by_aftercare() -> None:
    facts = read("PT discharge 11/02/26\nL TKA 08/17/26 for primary OA. 22 visits.\nAt d/c: L knee flex 118.", ON)
    assert choose(facts, ON)[0].code == "Z47.1"


def test_dictation_without_a_stop_is_read_statement_by_statement() -> None:
    text = (
        "this is a woman of thirty four who woke up yesterday with her neck stuck she did not hurt it in any way she"
        " has had no fever her mother gets migraine on exam the neck turns thirty degrees tender along the left upper"
        " trapezius i do not feel any spasm there strength in the arms is normal my impression is neck pain"
    )
    facts = read(text, ON)
    assert (facts.trauma, facts.spasm, status(text, "migraine")) == ("none", "negated", "family")
    assert "finding" not in missing(facts)
