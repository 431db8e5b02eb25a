"""What the forensic hub keeps. A referral is made in any state at once; how it got there is the actions' to test."""

import datetime as dt

import factory

from forensic_hub.referrals import clocks, models
from forensic_hub.referrals.vocabulary import CLOSED, State, Step
from partnership.arithmetic import clock
from partnership.organisations.models import Organisation
from partnership.records.models.sequence import next_reference
from tests.factories.access import UserFactory
from tests.factories.base import Factory, aside
from tests.factories.people import PersonFactory

TRUSTS = ("oxleas", "slam", "swlstg")


def legal_status(code: str = "not-detained") -> models.LegalStatus:
    return models.LegalStatus.objects.get(code=code)


def asked(**given) -> dict:
    """What a referrer asks, as ``actions.referrals.log`` takes it."""
    usual = {
        "source": "prison", "organisation_name": "HMP Example", "referrer_name": "Dr A Example",
        "referrer_email": "a.example@example.nhs.uk", "received_at": clock.now(), "received_time_known": True,
        "priority": "routine", "security_asked": "medium", "reason": "An assessment is asked for.",
        "needs": ["psychosis"], "legal_status": legal_status(), "moj_restrictions": "no", "whereabouts": "prison",
        "place_name": "HMP Example",
    }  # fmt: skip
    return usual | given


class ReferralFactory(Factory):
    class Meta:
        model = models.Referral

    class Params:
        borough = "lambeth"

    reference = factory.LazyFunction(lambda: next_reference("FR"))
    person = factory.SubFactory(PersonFactory, borough=factory.SelfAttribute("..borough"))
    source = "prison"
    organisation_name = "HMP Example"
    referrer_name = "Dr A Example"
    referrer_email = "a.example@example.nhs.uk"
    received_at = factory.LazyFunction(clock.now)
    priority = "routine"
    security_asked = "medium"
    reason = "An assessment is asked for."
    legal_status = factory.LazyFunction(legal_status)
    moj_restrictions = "no"
    whereabouts = "prison"
    place_name = "HMP Example"
    logged_by = factory.SubFactory(UserFactory)
    logged_at = factory.LazyAttribute(lambda referral: referral.received_at)
    responsible_trust = factory.LazyAttribute(lambda referral: referral.person.responsible_trust)
    state = State.NEW
    counted_from_on = factory.LazyAttribute(lambda referral: clock.local(referral.received_at).date())
    accepted_at = factory.LazyAttribute(
        lambda referral: None if referral.state in (State.NEW, State.WAITING) else referral.received_at
    )
    closed_at = factory.LazyAttribute(lambda referral: clock.now() if referral.state in CLOSED else None)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        with aside():
            referral = model_class(**kwargs)
            for name, value in clocks.columns(referral, referral.state).items():
                setattr(referral, name, value)
            referral.save()
            return referral


class InformationRequestFactory(Factory):
    class Meta:
        model = models.InformationRequest

    referral = factory.SubFactory(ReferralFactory, state=State.WAITING)
    sent_to = "a.example@example.nhs.uk"
    sent_by = factory.SubFactory(UserFactory)
    sent_at = factory.LazyFunction(clock.now)
    chase_every = 5
    chase_on = dt.date(2018, 4, 23)


class RequestedItemFactory(Factory):
    class Meta:
        model = models.RequestedItem

    request = factory.SubFactory(InformationRequestFactory)
    paper = "risk_assessment"


class ChaseFactory(Factory):
    class Meta:
        model = models.Chase

    request = factory.SubFactory(InformationRequestFactory)
    number = 1
    chased_by = factory.SubFactory(UserFactory)
    chased_at = factory.LazyFunction(clock.now)


class AssessmentFactory(Factory):
    class Meta:
        model = models.Assessment

    referral = factory.SubFactory(ReferralFactory, state=State.ASSESSMENT_BOOKED)
    assessor_name = "Dr B Example"
    planned_at = factory.LazyFunction(lambda: clock.now() + dt.timedelta(days=1))
    place = "HMP Example"
    how = "in_person"
    booked_by = factory.SubFactory(UserFactory)
    booked_at = factory.LazyFunction(clock.now)


class RecordedAssessmentFactory(AssessmentFactory):
    referral = factory.SubFactory(ReferralFactory, state=State.AWAITING_DECISION)
    planned_at = factory.LazyFunction(clock.now)
    status = models.Assessment.Status.TOOK_PLACE
    took_place_on = factory.LazyFunction(clock.today)
    outcome = "medium"
    recommended_setting = "medium"
    summary = "Medium secure care is recommended."
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = factory.LazyFunction(clock.now)


class PanelFactory(Factory):
    class Meta:
        model = models.Panel
        django_get_or_create = ("meets_on",)

    meets_on = factory.LazyFunction(clock.today)
    arranged_by = factory.SubFactory(UserFactory)
    arranged_at = factory.LazyFunction(clock.now)


class DecisionMakerFactory(Factory):
    class Meta:
        model = models.DecisionMaker

    class Params:
        of = "slam"

    name = factory.Sequence(lambda n: f"Dr Maker{n}")
    trust = factory.LazyAttribute(lambda maker: Organisation.objects.get(slug=maker.of))


class AttendanceFactory(Factory):
    class Meta:
        model = models.Attendance

    class Params:
        of = "slam"

    panel = factory.SubFactory(PanelFactory)
    decision_maker = factory.SubFactory(DecisionMakerFactory, of=factory.SelfAttribute("..of"))
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = factory.LazyFunction(clock.now)


def quorate_panel(**panel) -> models.Panel:
    """A panel, today unless said otherwise, with a decision maker of each trust."""
    made = PanelFactory(**panel)
    for slug in TRUSTS:
        AttendanceFactory(panel=made, of=slug)
    return made


class DecisionFactory(Factory):
    """Needs a quorate panel, unless it is a deferral."""

    class Meta:
        model = models.Decision

    referral = factory.SubFactory(ReferralFactory, state=State.BED_SEARCH)
    panel = factory.LazyFunction(quorate_panel)
    outcome = "placement"
    setting = "medium"
    reason = "The three trusts agree."
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = factory.LazyFunction(clock.now)


class ClosureFactory(Factory):
    class Meta:
        model = models.Closure

    referral = factory.SubFactory(ReferralFactory, state=State.NOT_ACCEPTED)
    how = "not_accepted"
    why = "criteria"
    closed_by = factory.SubFactory(UserFactory)
    closed_at = factory.LazyFunction(clock.now)


class NoteFactory(Factory):
    class Meta:
        model = models.Note

    referral = factory.SubFactory(ReferralFactory)
    kind = "note"
    text = "The ward was telephoned."
    happened_on = factory.LazyFunction(clock.today)
    written_by = factory.SubFactory(UserFactory)
    written_at = factory.LazyFunction(clock.now)


class _StoredFileFactory(Factory):
    class Meta:
        abstract = True

    file = factory.django.FileField(filename="letter.pdf", data=b"%PDF-1.4 made up")
    name = "letter.pdf"
    content_type = "application/pdf"
    size = 16
    sha256 = "0" * 64
    uploaded_by = factory.SubFactory(UserFactory)
    uploaded_at = factory.LazyFunction(clock.now)


class UploadFactory(_StoredFileFactory):
    class Meta:
        model = models.Upload


class DocumentFactory(_StoredFileFactory):
    class Meta:
        model = models.Document

    referral = factory.SubFactory(ReferralFactory)


class ReferralCorrectionFactory(Factory):
    class Meta:
        model = models.ReferralCorrection

    referral = factory.SubFactory(ReferralFactory)
    row = factory.SelfAttribute("referral.pk")
    about = "Priority"
    field = "referral.priority"
    old_value = "Urgent"
    new_value = "Routine"
    why = "wrong_value"
    explanation = "The letter says so."
    corrected_by = factory.SubFactory(UserFactory)
    corrected_at = factory.LazyFunction(clock.now)


class DutyFactory(Factory):
    class Meta:
        model = models.Duty

    officer = factory.SubFactory(UserFactory)
    day = factory.LazyFunction(clock.today)


class TargetRuleFactory(Factory):
    class Meta:
        model = models.TargetRule

    step = Step.TRIAGE
    priority = "routine"
    amount = 5
    unit = "working"
    valid_from = dt.date(2018, 4, 1)
    source = "made up for a test"
