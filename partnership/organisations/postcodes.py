"""Postcodes, as people type them, and the parts of them that the portal keeps.

Of a person's home only the outward code ("SE5") and the sector ("SE5 8") are kept. The NHS's own pseudo-postcodes,
which begin ZZ99 (NHS Data Dictionary: ZZ99 3VZ is no fixed abode, ZZ99 3WZ not known), are postcodes of no place.
"""

import re

NO_PLACE = "ZZ99"
NO_FIXED_ABODE = "ZZ99 3VZ"

OUTWARD_CODE = r"[A-Z]{1,2}[0-9][0-9A-Z]?"
POSTCODE = rf"({OUTWARD_CODE}) ([0-9][ABD-HJLNP-UW-Z]{{2}})|(ZZ99) (3[A-Z]Z)"


class NotAPostcode(ValueError):
    """What was typed has not the shape of a whole postcode."""

    def __init__(self) -> None:
        super().__init__("Enter a full UK postcode, like SE5 8AZ")


def normalise(typed: str) -> str:
    """The postcode in capitals with its one space: "sw177dj" and " SW17  7DJ" are both "SW17 7DJ".

    Fixed-width files leave the space out or write two. Refuses anything else with NotAPostcode; says nothing about
    whether the postcode is in use.
    """
    letters = "".join(typed.split()).upper()
    postcode = f"{letters[:-3]} {letters[-3:]}"
    if not re.fullmatch(POSTCODE, postcode):
        raise NotAPostcode
    return postcode


def outward_code(postcode: str) -> str:
    """ "SW17" of "SW17 7DJ". Takes what `normalise` takes and refuses what it refuses."""
    return normalise(postcode).split()[0]


def sector(postcode: str) -> str:
    """ "SE5 8" of "SE5 8AZ": some three thousand addresses."""
    return normalise(postcode)[:-2]


def kept_part(typed: str) -> str:
    """What is kept of a home's postcode: "SE5 8" of "se58az", and of "SE5 8" itself; a pseudo-postcode whole.

    Refuses what is neither a postcode nor the part that is kept with NotAPostcode.
    """
    part = " ".join(typed.split()).upper()
    if re.fullmatch(rf"{OUTWARD_CODE} [0-9]", part):
        return part
    return normalise(typed) if is_of_no_place(typed) else sector(typed)


def is_of_no_place(postcode: str) -> bool:
    """Whether it is a pseudo-postcode: no fixed abode, not known, abroad. No distance can be worked out from it."""
    return outward_code(postcode) == NO_PLACE
