import pytest

from partnership.arithmetic.small_numbers import disclosed


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
