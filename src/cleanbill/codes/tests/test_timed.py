"""Minutes to units: the manual's table and examples, and what holds for any minutes."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbill.codes.timed import bill, count, earned, pools, share, sum_of, well_shared
from cleanbill.model.claim import Line

CODES = ["97110", "97112", "97116", "97140", "97035"]
some_minutes = st.dictionaries(st.sampled_from(CODES), st.integers(0, 130), min_size=1)


def _none(minutes: dict[str, int]) -> dict[str, float]:
    return dict.fromkeys(minutes, 0.0)


@pytest.mark.parametrize(
    ("units", "first", "last"),
    [
        (0, 0, 7),
        (1, 8, 22),
        (2, 23, 37),
        (3, 38, 52),
        (4, 53, 67),
        (5, 68, 82),
        (6, 83, 97),
        (7, 98, 112),
        (8, 113, 127),
    ],
)
def test_the_manuals_table(units: int, first: int, last: int) -> None:
    assert {earned(minutes) for minutes in range(first, last + 1)} == {units}


@pytest.mark.parametrize(
    ("minutes", "right"),
    [
        ({"97112": 24, "97110": 23}, [{"97112": 2, "97110": 1}]),
        ({"97112": 20, "97110": 20}, [{"97112": 2, "97110": 1}, {"97112": 1, "97110": 2}]),
        ({"97110": 33, "97140": 7}, [{"97110": 2, "97140": 1}]),
        ({"97110": 18, "97140": 13, "97116": 10, "97035": 8}, [{"97110": 1, "97140": 1, "97116": 1, "97035": 0}]),
        (
            {"97112": 7, "97110": 7, "97140": 7},
            [{"97110": 1, "97112": 0, "97140": 0}, {"97112": 1, "97110": 0, "97140": 0}],
        ),
    ],
)
def test_the_manuals_examples(minutes: dict[str, int], right: list[dict[str, int]]) -> None:
    assert share(minutes, _none(minutes)) in right
    for units in right:
        assert share(minutes, units) == units
        assert well_shared(minutes, units)


@pytest.mark.parametrize(
    ("minutes", "cms", "midpoint"),
    [([10, 10], 1, 2), ([33, 7], 3, 2), ([7, 7], 1, 0), ([12, 12, 12], 2, 3), ([8, 8, 8], 2, 3), ([37], 2, 2),
     ([38], 3, 3), ([20, 20, 5], 3, 2)],
)  # fmt: skip
def test_pooling_and_counting_each_code_differ(minutes: list[int], cms: int, midpoint: int) -> None:
    assert earned(sum(minutes)) == cms
    assert sum(map(earned, minutes)) == midpoint


@given(some_minutes)
def test_sharing_gives_exactly_what_the_pool_earns(minutes: dict[str, int]) -> None:
    units = share(minutes, _none(minutes))
    assert sum(units.values()) == earned(sum(minutes.values()))


@given(some_minutes)
def test_a_code_gets_its_whole_quarters_and_at_most_one_unit_more(minutes: dict[str, int]) -> None:
    for code, units in share(minutes, _none(minutes)).items():
        assert minutes[code] // 15 <= units <= minutes[code] // 15 + 1


@given(some_minutes, st.randoms(use_true_random=False))
def test_the_order_of_the_codes_does_not_matter(minutes: dict[str, int], random: Random) -> None:
    codes = list(minutes)
    random.shuffle(codes)
    shuffled = {code: minutes[code] for code in codes}
    assert share(minutes, _none(minutes)) == share(shuffled, _none(shuffled))


@given(st.data())
def test_units_that_are_right_in_total_are_well_shared_exactly_when_sharing_keeps_them(data: st.DataObject) -> None:
    minutes = data.draw(some_minutes)
    total = earned(sum(minutes.values()))
    billed: dict[str, float] = {}
    for code in list(minutes)[:-1]:
        billed[code] = data.draw(st.integers(0, total - int(sum(billed.values()))))
    billed[list(minutes)[-1]] = total - sum(billed.values())
    assert well_shared(minutes, billed) == (share(minutes, billed) == billed)


def test_two_disciplines_are_two_pools_and_a_bare_line_is_not_a_third_beside_one() -> None:
    gp, go = (
        Line("97110", modifiers=("GP",), minutes=10, units=1),
        Line("97530", modifiers=("GO",), minutes=10, units=1),
    )
    bare = Line("97140", minutes=10, units=1)
    assert len(pools((gp, go))) == 2
    assert [pool.total for pool in pools((gp, bare))] == [20]
    assert pools((Line("97161", minutes=30, units=1),)) == []


def test_further_units_of_cognitive_training_count_with_its_first() -> None:
    (pool,) = pools((Line("97129", minutes=15, units=1), Line("97130", minutes=23, units=2)))
    assert pool.minutes == {"97129": 38}
    assert pool.billed == {"97129": 3}
    assert [line.code for line in pool.of("97129")] == ["97129", "97130"]


def test_the_arithmetic_is_shown() -> None:
    assert sum_of(33) == "(33 + 7) / 15 = 2.67, so 2"
    assert sum_of(38) == "(38 + 7) / 15 = 3"
    assert bill({"97110": 2, "97035": 0}) == "97110 x2, 97035 not billed"
    assert [count(n) for n in (0, 1, 1.5, 2)] == ["0 units", "1 unit", "1.5 units", "2 units"]
