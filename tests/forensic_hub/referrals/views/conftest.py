"""People of the hub in front of a browser."""

import pytest
from django.urls import reverse

from tests.browsing import Browser


@pytest.fixture
def hana(officer) -> Browser:
    return Browser(officer)


@pytest.fixture
def leo(lead) -> Browser:
    return Browser(lead)


@pytest.fixture
def at():
    """The address of a page of a referral: ``at(referral, "referral-triage")``."""
    return lambda referral, name, **more: reverse(
        f"forensic_hub:{name}", kwargs={"reference": referral.reference, **more}
    )
