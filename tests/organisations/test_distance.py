from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.organisations.distance import EARTH_RADIUS_KM, Coordinates, kilometres, miles

POINTS = st.builds(Coordinates, st.floats(-90, 90), st.floats(-180, 180))


def test_kilometres_along_a_meridian_is_its_share_of_the_circle():
    assert kilometres(Coordinates(0, 0), Coordinates(1, 0)) == pytest.approx(2 * pi * EARTH_RADIUS_KM / 360)


@pytest.mark.parametrize(
    ("home", "hospital", "in_km", "in_miles"),
    [
        pytest.param((51.47411, -0.09297), (52.23815, -0.87368), 100.5, 62.4, id="SE5 to Northampton"),
        pytest.param((51.47272, -0.0671), (52.07813, -0.03059), 67.4, 41.9, id="SE15 to Kneesworth"),
        pytest.param((51.43032, -0.16524), (52.02791, -0.74057), 77.4, 48.1, id="SW17 to Chadwick Lodge"),
        pytest.param((51.37327, -0.07873), (51.92835, -0.214), 62.4, 38.8, id="CR0 to Stevenage"),
        pytest.param((51.46496, 0.14309), (53.99541, -1.00257), 291.7, 181.3, id="DA7 to Stockton Hall"),
        pytest.param((51.41072, 0.01945), (53.76851, -1.73212), 287.6, 178.7, id="BR1 to Bierley"),
        pytest.param((51.40706, -0.29762), (53.58715, -2.31673), 278.3, 172.9, id="KT1 to Bury"),
        pytest.param((51.46722, -0.16376), (51.04955, 0.3984), 60.7, 37.7, id="SW11 to Ticehurst"),
        pytest.param((51.48561, 0.07154), (53.37495, -2.22148), 261.3, 162.4, id="SE18 to Cheadle"),
        pytest.param((51.47411, -0.09297), (51.38092, -0.02974), 11.3, 7.0, id="SE5 to Bethlem"),
        pytest.param((51.46496, 0.14309), (51.43344, 0.17899), 4.3, 2.7, id="DA7 to the Bracton"),
        pytest.param((51.43032, -0.16524), (51.43735, -0.17234), 0.9, 0.6, id="SW17 to Springfield"),
    ],
)
def test_distance_from_an_outward_code_to_a_hospital_is_the_one_worked_by_hand(home, hospital, in_km, in_miles):
    assert round(kilometres(Coordinates(*home), Coordinates(*hospital)), 1) == in_km
    assert round(miles(Coordinates(*home), Coordinates(*hospital)), 1) == in_miles


@given(POINTS)
def test_kilometres_to_the_opposite_point_is_half_the_circle(point):
    opposite = Coordinates(-point.latitude, point.longitude + 180)
    assert kilometres(point, opposite) == pytest.approx(pi * EARTH_RADIUS_KM, abs=1)


@given(POINTS, POINTS, POINTS)
def test_kilometres_is_a_distance(a, b, c):
    assert kilometres(a, a) == 0
    assert kilometres(a, b) == pytest.approx(kilometres(b, a), abs=1e-6)
    assert kilometres(a, c) <= kilometres(a, b) + kilometres(b, c) + 1e-6
