"""What is typed when a bed is asked for, and the addresses of a request."""

from django.urls import reverse

ASKED = {
    "received_on_day": "16", "received_on_month": "4", "received_on_year": "2018", "received_time": "8:30am",
    "referring_team": "Merton CAMHS", "referrer_name": "Dr A Example", "referrer_phone": "020 7946 0000",
    "whereabouts": "emergency_department", "response": "emergency", "unit_type": "general_adolescent",
    "wanted_on_day": "16", "wanted_on_month": "4", "wanted_on_year": "2018", "legal_status": "s2",
    "parental_responsibility": "parents", "looked_after": "no", "safeguarding": "no", "needs": ["autism"],
    "risks": ["aggression"], "alternatives": ["crisis_team"], "alternatives_outcome": "Not safe at home",
    "assessed": "no",
}  # fmt: skip


def at(request, name: str, **more) -> str:
    return reverse(f"camhs_beds:{name}", kwargs={"reference": request.reference, **more})
