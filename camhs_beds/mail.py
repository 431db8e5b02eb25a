"""Mail to families. It says nothing of anybody: whoever reads it learns of a unit and no more."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from camhs_beds.models import Stay
from camhs_beds.policy import STAY
from partnership.access.jobs.mail import Unsent, post
from partnership.access.principal import Principal
from partnership.organisations.models import Unit


def send_family_page(*, unit: Unit, to: str, page_url: str, stay: Stay, by: Principal) -> None:
    """The address of the unit's page. Whoever admitted is told when it could not be sent."""
    body = render_to_string("camhs_beds/email/family_page.txt", {"unit": unit, "url": page_url})
    mail = EmailMessage(f"About {unit}", body, to=[to])
    text = f"The email to the family about {unit} could not be sent. Give them the page on paper."
    url = reverse("camhs_beds:stay-overview", kwargs={"reference": stay.reference})
    post(mail, Unsent(by=by, policy=STAY, about=stay.reference, url=url, text=text))
