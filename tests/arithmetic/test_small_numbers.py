from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.arithmetic.small_numbers import NOT_SHOWN, disclosed, disclosed_parts, disclosed_share


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (7, "5"), (8, "10"), (12, "10"), (13, "15"),
     (22, "20"), (23, "25"), (254, "255"), (1102, "1,100")],
)  # fmt: skip
def test_disclosed_count_is_the_one_of_the_rule(count, shown):
    assert disclosed(count) == shown


def test_disclosed_with_another_threshold_rounds_to_it():
    assert [disclosed(count, 10) for count in (9, 10, 14, 15)] == ["fewer than 10", "10", "10", "20"]


def test_disclosed_of_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="never below nought"):
        disclosed(-1)


@pytest.mark.parametrize(
    ("number", "of", "shown"),
    [(5, 10, "50%"), (6, 18, "33%"), (13, 26, "50%"), (5, 5, "100%"), (4, 40, None), (0, 40, None), (4, 4, None),
     (38, 40, None), (35, 40, "88%"), (0, 0, None)],
)  # fmt: skip
def test_disclosed_share_is_shown_where_both_parts_are_large_enough(number, of, shown):
    assert disclosed_share(number, of) == shown


def test_breakdown_without_a_small_part_is_rounded_part_by_part():
    assert disclosed_parts({"oxleas": 12, "slam": 0, "swlstg": 23}) == {"oxleas": "10", "slam": "0", "swlstg": "25"}


def test_breakdown_with_a_small_part_does_not_say_which_others_are_nought():
    assert set(disclosed_parts({"oxleas": 3, "slam": 0, "swlstg": 0}).values()) == {"fewer than 5"}


def test_breakdown_keeps_the_reader_own_part_exact():
    assert disclosed_parts({"oxleas": 4, "slam": 8, "swlstg": 23}, known=["oxleas"]) == {
        "oxleas": "4", "slam": "10", "swlstg": "25",
    }  # fmt: skip


def test_breakdown_hides_a_neighbour_where_the_total_gives_a_small_part_away():
    """Of 11 that are left, 5 to 7 and 0 to 4 can only be 7 and 4."""
    assert disclosed_parts({"oxleas": 6, "slam": 7, "swlstg": 4}, known=["oxleas"])["slam"] == NOT_SHOWN


@given(st.lists(st.integers(0, 12), min_size=2, max_size=4), st.booleans())
def test_breakdown_beside_its_total_gives_no_small_part_away(counts, manager):
    parts = {str(number): count for number, count in enumerate(counts)}
    known = ["0"] if manager else []
    shown = disclosed_parts(parts, known)
    hidden = [part for part in parts if part not in known]

    def possible(part: str) -> range | set[int]:
        if shown[part] == NOT_SHOWN:
            return range(60)
        return {n for n in range(60) if disclosed(n) == shown[part] or (n == 0 and shown[part] == "fewer than 5")}

    total = sum(parts[part] for part in hidden)
    worlds = [world for world in product(*(possible(part) for part in hidden)) if sum(world) == total]
    for place, part in enumerate(hidden):
        if 0 < parts[part] < 5 and (len(hidden) > 1):
            assert len({world[place] for world in worlds}) > 1
