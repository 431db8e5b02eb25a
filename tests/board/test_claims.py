import datetime as dt
from decimal import Decimal

import pytest

from partnership.access.roles import BOARD_MEMBER
from partnership.access.scope import acting_as
from partnership.board import claims
from partnership.board.claims import Stored, compare, work_out
from partnership.board.models import Claim
from partnership.board.vocabulary import Kind, Method, Outcome, Precision
from tests.access.factories import somebody_as
from tests.factories import measures as make
from tests.factories.board import claim as published

NOW = dt.datetime(2018, 4, 16, 8, tzinfo=dt.UTC)
YEAR = [dt.date(2017, 4 + place, 1) for place in range(9)] + [dt.date(2018, place, 1) for place in (1, 2, 3)]


def a_claim(**given) -> Claim:
    return Claim(**{"published": Decimal(26), "precision": Precision.EXACT, "places": 0, "unit": "count", **given})


def stored(**amounts) -> dict[dt.date, Stored]:
    """By month, such as m2018_03=152."""
    return {
        dt.date(int(name[1:5]), int(name[6:]), 1): Stored(Decimal(amount), None, None, NOW)
        for name, amount in amounts.items()
    }


MARCHES = {
    "first": dt.date(2018, 3, 1), "last": dt.date(2018, 3, 1),
    "base_first": dt.date(2017, 3, 1), "base_last": dt.date(2017, 3, 1),
}  # fmt: skip


@pytest.mark.parametrize(
    ("precision", "published", "places", "value", "outcome"),
    [
        (Precision.EXACT, 38, 0, "38.2940", Outcome.MATCHES),
        (Precision.EXACT, 26, 0, "24.3781", Outcome.DIFFERS),
        (Precision.EXACT, "2.5", 1, "2.54", Outcome.MATCHES),
        (Precision.EXACT, "2.5", 1, "2.55", Outcome.DIFFERS),
        (Precision.EXACT, 4_630_000, -4, "4634999.99", Outcome.MATCHES),
        (Precision.EXACT, 4_630_000, -4, "4635000.00", Outcome.DIFFERS),
        (Precision.AROUND, 150, 0, "146.25", Outcome.MATCHES),
        (Precision.AROUND, 150, 0, "146.24", Outcome.DIFFERS),
        (Precision.AROUND, 150, 0, "153.75", Outcome.MATCHES),
        (Precision.AROUND, 150, 0, "153.76", Outcome.DIFFERS),
        (Precision.AT_LEAST, 70, 0, "70", Outcome.MATCHES),
        (Precision.AT_LEAST, 70, 0, "69", Outcome.DIFFERS),
        (Precision.FEWER, 50, 0, "49", Outcome.MATCHES),
        (Precision.FEWER, 50, 0, "50", Outcome.DIFFERS),
    ],
)
def test_compare_asks_no_more_than_was_published(precision, published, places, value, outcome):
    claim = a_claim(precision=precision, published=Decimal(published), places=places)

    assert compare(claim, Decimal(value), Decimal("2.5")) is outcome


def test_work_out_a_fall_gives_it_with_what_it_is_of():
    worked = work_out(a_claim(method=Method.FALL, **MARCHES), stored(m2017_03=201, m2018_03=152))

    assert (round(worked.value, 1), worked.numerator, worked.denominator) == (Decimal("24.4"), 49, 201)


def test_work_out_a_fall_from_nought_is_not_available():
    worked = work_out(a_claim(method=Method.FALL, **MARCHES), stored(m2017_03=0, m2018_03=152))

    assert worked.value is None
    assert worked.why


def test_work_out_a_year_with_a_missing_month_is_never_guessed():
    months = {month: Stored(Decimal(5), None, None, NOW) for month in YEAR if month.month != 12}
    claim = a_claim(method=Method.TOTAL, first=YEAR[0], last=YEAR[-1])

    worked = work_out(claim, months)

    assert (worked.value, worked.why) == (
        None,
        "11 of the 12 months from April 2017 to March 2018 have figures.",
    )


def test_work_out_a_ratio_compares_two_years():
    months = {month: Stored(Decimal(5), None, None, NOW) for month in YEAR}
    months |= {month.replace(year=month.year - 1): Stored(Decimal(2), None, None, NOW) for month in YEAR}
    before = {"base_first": dt.date(2016, 4, 1), "base_last": dt.date(2017, 3, 1)}

    worked = work_out(a_claim(method=Method.TIMES, first=YEAR[0], last=YEAR[-1], **before), months)

    assert (worked.value, worked.numerator, worked.denominator) == (Decimal("2.5"), 60, 24)


def test_work_out_a_mean_weighs_each_month_by_whom_it_is_of():
    months = {
        YEAR[-2]: Stored(Decimal(40), None, Decimal(1), NOW),
        YEAR[-1]: Stored(Decimal(80), None, Decimal(3), NOW),
    }

    worked = work_out(a_claim(method=Method.MEAN, first=YEAR[-2], last=YEAR[-1]), months)

    assert (worked.value, worked.denominator) == (70, 4)


def test_claim_of_a_measure_that_no_app_declares_has_no_data_yet(db):
    board = somebody_as(BOARD_MEMBER)
    with acting_as(board):
        (checked,) = claims.check(board, [published("26-fewer-ooa")])

    assert (checked.outcome, checked.own.value) == (Outcome.CANNOT, None)
    assert "no data yet" in checked.why
    assert checked.counts_outcome is Outcome.DIFFERS
    assert (checked.counts.numerator, checked.counts.denominator) == (49, 201)


def test_claim_of_a_stored_month_is_compared_with_it(db):
    make.enter([61, 48])
    board = somebody_as(BOARD_MEMBER)

    with acting_as(board):
        (checked,) = claims.check(board, [published("bexley-under-50")])

    assert (checked.outcome, checked.own.value) == (Outcome.MATCHES, 48)


def test_commitment_that_is_not_reached_is_no_difference(db):
    commitment = published("150-to-repatriate")
    own = claims.Worked(Decimal(11), as_at=NOW)

    outcome, why = claims._judged(commitment, own, Decimal("2.5"))

    assert (commitment.kind, outcome) == (Kind.TARGET, Outcome.CANNOT)
    assert "So far it is 11" in why


def test_sixty_moves_are_never_set_against_a_hundred_and_fifty(db):
    sixty, commitment = published("60-positive-moves"), published("150-to-repatriate")

    assert (sixty.measure, commitment.measure) == ("M01", "M02")
    assert "not progress towards the 150" in sixty.remark


def test_register_has_every_published_claim_and_commitment(db):
    numbers = set(Claim.objects.values_list("number", flat=True))

    assert numbers == {3, 4, 5, 10, 11, 12, 13, 14, 15, 16, 18, 19, 20, 21, 22, *range(24, 35)}


def test_register_asks_a_constant_number_of_questions(db, django_assert_num_queries):
    board = somebody_as(BOARD_MEMBER)
    with acting_as(board):
        everything = list(Claim.objects.all())
        with django_assert_num_queries(3):
            claims.check(board, everything)
