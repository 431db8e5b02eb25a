"""How far from home: a straight line over the globe, which is always less than the journey by road."""

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

EARTH_RADIUS_KM = 6371.0088  # mean radius, International Union of Geodesy and Geophysics
KM_IN_A_MILE = 1.609344


class Coordinates(NamedTuple):
    """A point in degrees of WGS 84: north and east are positive."""

    latitude: float
    longitude: float


def kilometres(start: Coordinates, end: Coordinates) -> float:
    """Great-circle distance by the haversine formula."""
    north, south = radians(start.latitude), radians(end.latitude)
    half_up = sin((south - north) / 2) ** 2
    half_across = sin(radians(end.longitude - start.longitude) / 2) ** 2
    # A rounding error can lift the sum a hair above one for opposite points, where asin has no answer.
    return 2 * EARTH_RADIUS_KM * asin(min(1, sqrt(half_up + cos(north) * cos(south) * half_across)))


def miles(start: Coordinates, end: Coordinates) -> float:
    return kilometres(start, end) / KM_IN_A_MILE
