"""What lies on people's desks when the demonstration begins: what they began, what they were told and have read."""

from __future__ import annotations

from collections.abc import Mapping

from forensic_hub.referrals.actions import notes
from forensic_hub.referrals.demo.hub import Colleagues, when
from forensic_hub.referrals.journeys import LOG_REFERRAL
from forensic_hub.referrals.models import Referral
from partnership.access.principal import Principal
from partnership.work.actions import drafts, notifications
from partnership.work.models import Draft, Notification
from partnership.work.person_journey import FOUND
from partnership.work.steps import Answers

HANA = "hana.hub"
CONTACTS = (
    ("tess.trust", "FR-2018-0031", "2018-04-11", "phone", "Ward manager", "A bed is expected on the ward next week."),
    ("olu.trust", "FR-2018-0032", "2018-04-12", "email", "", "The trust's own team asks to be told of the assessment."),
    ("will.trust", "FR-2018-0041", "2018-04-13", "phone", "Social worker", "The report is written and being signed."),
    ("tess.trust", "FR-2018-0042", "2018-04-13", "meeting", "Ward team", "The ward and the family agree with a move."),
    ("olu.trust", "FR-2018-0040", "2018-04-13", "note", "", "The prison asks when it will hear. Waiting for triage."),
)
LAST_READ_AT = when("2018-04-12", "17:10")

Typed = Mapping[str, Mapping[str, list[str]]]
BORN = {"date_of_birth_day": ["9"], "date_of_birth_month": ["11"], "date_of_birth_year": ["1979"]}
PERSON = {
    "first_name": ["Ottilie"], "last_name": ["Ferngarth"], **BORN, "knows_nhs_number": ["no"], "sex": ["female"],
    "ethnic_group": ["B"], "home": ["lewisham"], "home_postcode": ["SE13 6"],
}  # fmt: skip
REFERRER = {
    "source": ["prison"], "organisation_name": ["HMP Elmstead healthcare"], "referrer_name": ["Dr Ivo Inlet"],
    "referrer_job": ["Prison psychiatrist"], "referrer_phone": ["020 7946 0123"], "received_on_day": ["13"],
    "received_on_month": ["4"], "received_on_year": ["2018"],
}  # fmt: skip
NEED = {
    "priority": ["routine"], "security_asked": ["medium"], "needs": ["psychosis"],
    "reason": ["An access assessment is asked for before the end of the sentence."],
}  # fmt: skip
LEGAL = {
    "legal_status": ["s47-49"],
    "moj_restrictions": ["yes"],
    "whereabouts": ["prison"],
    "place_name": ["HMP Elmstead"],
}
ASKED = {"person": PERSON, "referrer": REFERRER, "need": NEED, "legal": LEGAL}


def load() -> None:
    hub = Colleagues()
    for who, reference, day, kind, contact, text in CONTACTS:
        hub.does(who, when(day, "11:15"), _contact, reference=reference, kind=kind, contact=contact, text=text)
    hub.does(HANA, LAST_READ_AT, _read_all_so_far)
    only_found = {FOUND: {"last_name": ["Duncroft"], **BORN}}
    hub.does(HANA, when("2018-04-13", "16:20"), begin, typed=ASKED)
    hub.does(HANA, when("2018-04-13", "16:50"), begin, typed=only_found)


def _contact(by: Principal, reference: str, **said: str) -> None:
    notes.add(by=by, referral=Referral.objects.get(reference=reference), **said)


def _read_all_so_far(by: Principal) -> None:
    for told in Notification.objects.of(by).unread().filter(made_at__lt=LAST_READ_AT):
        notifications.mark_as_read(by=by, notification=told.pk)


def begin(by: Principal, typed: Typed) -> Draft:
    """A referral that somebody has begun to log, left at the first page that is still to be answered."""
    draft = drafts.begin(by=by, kind=LOG_REFERRAL.slug, title=LOG_REFERRAL.name, step="", typed=typed)
    answers = Answers(LOG_REFERRAL, draft, by)
    step = answers.first_open or LOG_REFERRAL.steps[-1]
    return drafts.name(draft=draft, by=by, title=LOG_REFERRAL.title(answers), step=step.slug)
