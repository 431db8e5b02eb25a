"""What `./portal run` needs to know of the demonstration: when it is there, and who can sign in."""

from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.models import Max, Prefetch

from partnership.access.models import Grant, User
from partnership.access.scope import as_the_system
from partnership.records.models import Read


def time_to_resume_at() -> datetime:
    """The moment to start the clock at: PORTAL_NOW, or the last one that anything was recorded at.

    Stopped and started again, the demonstration never goes back before its own records.
    """
    with as_the_system("portal run"), connection.cursor() as cursor:
        cursor.execute("SELECT max((metadata->>'at')::timestamptz) FROM pghistory_context")
        (last_change,) = cursor.fetchone()
        last_read = Read.objects.aggregate(last=Max("at"))["last"]
    moments = (datetime.fromisoformat(str(settings.PORTAL_NOW)), last_change, last_read)
    return max(moment for moment in moments if moment)


def people_to_sign_in_as() -> list[str]:
    """A line for each persona: email address and roles."""
    grants = Prefetch("grants", Grant.objects.active().select_related("trust"), to_attr="held")
    with as_the_system("portal run"):
        people = list(User.objects.filter(is_active=True).prefetch_related(grants).order_by("email"))
    return [f"{person.email:40} {' and '.join(map(str, person.held))}" for person in people if person.held]
