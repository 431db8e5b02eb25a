"""The words of the forensic hub: each list of choices once, in the code, the table and the page alike."""

from django.db.models import TextChoices


class State(TextChoices):
    """A referral's status. What is not yet sent is a draft, and no referral."""

    NEW = "new", "New"
    WAITING = "waiting", "Waiting for information"
    ASSESSMENT_DUE = "assessment_due", "Assessment due"
    ASSESSMENT_BOOKED = "assessment_booked", "Assessment booked"
    AWAITING_DECISION = "awaiting_decision", "Awaiting decision"
    BED_SEARCH = "bed_search", "Bed search"
    PLACED = "placed", "Placed"
    NOT_ACCEPTED = "not_accepted", "Not accepted"
    WITHDRAWN = "withdrawn", "Withdrawn"


CLOSED = (State.PLACED, State.NOT_ACCEPTED, State.WITHDRAWN)
OPEN = tuple(state for state in State if state not in CLOSED)


class Source(TextChoices):
    PRISON = "prison", "Prison"
    COURT = "court", "Court"
    CUSTODY = "custody", "Police custody or liaison and diversion"
    HIGH_SECURE = "high_secure", "High secure hospital"
    SECURE_HOSPITAL = "secure_hospital", "Medium or low secure hospital"
    ACUTE_WARD = "acute_ward", "Acute ward or psychiatric intensive care"
    OUT_OF_AREA = "out_of_area", "Out of area hospital"
    COMMUNITY = "community", "Community team"
    CAMHS = "camhs", "Secure services for young people"
    IMMIGRATION = "immigration", "Immigration removal centre"
    OTHER = "other", "Other"


class Priority(TextChoices):
    URGENT = "urgent", "Urgent"
    ROUTINE = "routine", "Routine"


class SecurityAsked(TextChoices):
    """What the referrer asks for."""

    MEDIUM = "medium", "Medium secure"
    LOW = "low", "Low secure"
    COMMUNITY = "community", "Community forensic"
    STEP_DOWN = "step_down", "Step-down accommodation"
    NOT_KNOWN = "not_known", "Not known"


class Setting(TextChoices):
    """Where an assessor recommends, and the panel agrees, that the person is cared for."""

    MEDIUM = "medium", "Medium secure ward"
    LOW = "low", "Low secure ward"
    STEP_DOWN = "step_down", "Step-down accommodation"
    SUPPORTED_HOUSING = "supported_housing", "Supported housing"
    COMMUNITY = "community", "Community forensic team"


WITH_A_BED = (Setting.MEDIUM, Setting.LOW, Setting.STEP_DOWN, Setting.SUPPORTED_HOUSING)


class Need(TextChoices):
    PSYCHOSIS = "psychosis", "Psychosis"
    PERSONALITY_DISORDER = "personality_disorder", "Personality disorder"
    LEARNING_DISABILITY = "learning_disability", "Learning disability"
    AUTISM = "autism", "Autism"
    BRAIN_INJURY = "brain_injury", "Brain injury"
    PHYSICAL_HEALTH = "physical_health", "Physical health"
    WOMENS_SERVICE = "womens_service", "Women's service"
    OLDER_ADULT = "older_adult", "Older adult"


class Risk(TextChoices):
    """What a placement has to take into account."""

    FIRE_SETTING = "fire_setting", "Fire setting"
    SEXUAL_SAFETY = "sexual_safety", "Sexual safety"
    GANG_LINKS = "gang_links", "Gang links"
    ABSENCE = "absence", "Going absent without leave"
    STAFF_SPECIFIC = "staff_specific", "Risk to particular staff"


class YesNoNotKnown(TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class Whereabouts(TextChoices):
    """Where the person is when referred."""

    PRISON = "prison", "Prison"
    HOSPITAL = "hospital", "Hospital"
    COMMUNITY = "community", "Community"


class Paper(TextChoices):
    """The documents that a referral should come with."""

    REFERRAL_LETTER = "referral_letter", "Referral letter"
    RISK_ASSESSMENT = "risk_assessment", "Risk assessment"
    PSYCHIATRIC_REPORT = "psychiatric_report", "Psychiatric report"
    INDEX_OFFENCE = "index_offence", "Index offence summary"
    CARE_PLAN = "care_plan", "Care plan"


class Step(TextChoices):
    """What a target is about. The last two are the transfer of a person from prison."""

    TRIAGE = "triage", "Triage"
    ASSESSMENT = "assessment", "Assessment"
    FIRST_ASSESSMENT = "first_assessment", "First assessment"
    TRANSFER = "transfer", "Transfer"


class NotAcceptedWhy(TextChoices):
    CRITERIA = "criteria", "Does not meet criteria"
    RESPONSIBILITY = "responsibility", "Not South London responsibility"
    WITHDRAWN = "withdrawn", "Withdrawn by referrer"
    DUPLICATE = "duplicate", "Duplicate"


class WithdrawnWhy(TextChoices):
    REFERRER = "referrer", "The referrer withdrew it"
    RECOVERED = "recovered", "Secure care is no longer needed"
    RELEASED = "released", "The person was released"
    ELSEWHERE = "elsewhere", "The person is being cared for elsewhere"
    DIED = "died", "The person died"
    OTHER = "other", "Other"


class AssessmentHow(TextChoices):
    IN_PERSON = "in_person", "In person"
    VIDEO = "video", "Video"


class AssessmentOutcome(TextChoices):
    MEDIUM = "medium", "Secure care needed: medium"
    LOW = "low", "Secure care needed: low"
    COMMUNITY = "community", "Community forensic"
    NO_NEED = "no_need", "No forensic need"


class NotCompletedWhy(TextChoices):
    """Why a booked assessment did not lead to an outcome."""

    DECLINED = "declined", "The person declined"
    UNWELL = "unwell", "The person was too unwell"
    NOT_THERE = "not_there", "The person was not there"
    NO_ACCESS = "no_access", "The prison or ward could not give access"
    ASSESSOR = "assessor", "The assessor could not attend"
    OTHER = "other", "Other"


class PanelOutcome(TextChoices):
    PLACEMENT = "placement", "Agree placement"
    COMMUNITY = "community", "Agree community package"
    NOT_ACCEPTED = "not_accepted", "Not accepted"
    DEFER = "defer", "Defer"

    @property
    def done(self) -> str:
        """What the panel did, once it has."""
        return _DONE[self]


_DONE = {
    PanelOutcome.PLACEMENT: "agreed a placement",
    PanelOutcome.COMMUNITY: "agreed a community package",
    PanelOutcome.NOT_ACCEPTED: "did not accept the referral",
    PanelOutcome.DEFER: "deferred its decision",
}
