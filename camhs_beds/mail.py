"""Mail to families. It names a unit and no person."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.urls import reverse

from camhs_beds.models import Stay
from camhs_beds.policy import STAY
from partnership.access.jobs.mail import Unsent, send
from partnership.access.principal import Principal
from partnership.organisations.models import Unit


def send_family_page(*, unit: Unit, to: str, page_url: str, stay: Stay, by: Principal) -> None:
    """Sends the address of the unit's page. The member of staff who admitted reads when it could not be sent."""
    body = render_to_string("camhs_beds/email/family_page.txt", {"unit": unit, "url": page_url})
    text = f"The email to the family about {unit} could not be sent. Give them the page on paper."
    url = reverse("camhs_beds:stay-overview", kwargs={"reference": stay.reference})
    unsent = Unsent(user=by.actor.pk, policy=STAY.code, about=stay.reference, url=url, text=text)
    send(subject=f"About {unit}", body=body, to=to, unsent=unsent)
