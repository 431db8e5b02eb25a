"""The words of the young people's beds: each list of choices once, in the code, the table and the page alike."""

from django.db.models import TextChoices


class BedState(TextChoices):
    """Exactly one at a time. A reservation whose time has run out leaves its bed available."""

    AVAILABLE = "available", "Available"
    RESERVED = "reserved", "Reserved"
    OCCUPIED = "occupied", "Occupied"
    ON_LEAVE = "on_leave", "On leave"
    OUT_OF_SERVICE = "out_of_service", "Out of service"


class BedSex(TextChoices):
    """For whom the bed is, by where it stands in the unit."""

    ANY = "any", "Any"
    FEMALE = "female", "Female"
    MALE = "male", "Male"


class State(TextChoices):
    """A request's status."""

    NEW = "new", "New"
    WAITING = "waiting", "Waiting for information"
    SEARCHING = "searching", "Searching"
    OFFER_MADE = "offer_made", "Offer made"
    RESERVED = "reserved", "Reserved"
    ADMITTED = "admitted", "Admitted"
    ADMITTED_OUT_OF_AREA = "admitted_out_of_area", "Admitted out of area"
    COMMUNITY = "community", "Community alternative"
    WITHDRAWN = "withdrawn", "Withdrawn"


CLOSED = (State.ADMITTED, State.ADMITTED_OUT_OF_AREA, State.COMMUNITY, State.WITHDRAWN)
OPEN = tuple(state for state in State if state not in CLOSED)


class Response(TextChoices):
    """How soon an answer is needed: the referral types of NHS England's Form 1 for children and young people."""

    EMERGENCY = "emergency", "Emergency"
    URGENT = "urgent", "Urgent"
    ROUTINE = "routine", "Routine"


class Whereabouts(TextChoices):
    """Where the young person is now."""

    HOME = "home", "Home"
    EMERGENCY_DEPARTMENT = "emergency_department", "Emergency department"
    PAEDIATRIC_WARD = "paediatric_ward", "Paediatric ward"
    SECTION_136_SUITE = "section_136_suite", "Section 136 suite"
    INPATIENT_UNIT = "inpatient_unit", "Other inpatient unit"
    POLICE_CUSTODY = "police_custody", "Police custody"


class LegalStatus(TextChoices):
    """Under the Mental Health Act, or informal by whose consent."""

    PARENTAL_CONSENT = "parental_consent", "Informal with parental consent"
    OWN_CONSENT = "own_consent", "Informal with own consent"
    SECTION_2 = "s2", "Section 2"
    SECTION_3 = "s3", "Section 3"
    SECTION_136 = "s136", "Section 136"
    REMAND = "remand", "Remand"
    NOT_KNOWN = "not_known", "Not known"


class ParentalResponsibility(TextChoices):
    PARENTS = "parents", "Both parents"
    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    LOCAL_AUTHORITY = "local_authority", "Local authority, shared or alone"
    OTHER = "other", "Someone else"
    NOT_KNOWN = "not_known", "Not known"


class YesNoNotKnown(TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class Need(TextChoices):
    """What a unit has to be able to meet."""

    NASOGASTRIC_FEEDING = "nasogastric_feeding", "Nasogastric feeding"
    LEARNING_DISABILITY = "learning_disability", "Learning disability"
    AUTISM = "autism", "Autism"
    PHYSICAL_HEALTH = "physical_health", "Physical health"
    MOBILITY = "mobility", "Mobility"
    INTERPRETER = "interpreter", "Interpreter"
    SINGLE_SEX = "single_sex", "Single-sex accommodation"


class Risk(TextChoices):
    """What the mix of young people on a unit has to take into account."""

    SEXUAL_RISK_TO_OTHERS = "sexual_risk", "Sexual safety: risk to others"
    SEXUALLY_VULNERABLE = "sexually_vulnerable", "Sexual safety: vulnerable"
    AGGRESSION = "aggression", "Aggression"
    ABSCONDING = "absconding", "Leaving without agreement"


class Alternative(TextChoices):
    """What was tried in the community before a bed was asked for, or is agreed on in its place."""

    CRISIS_TEAM = "crisis_team", "Crisis team"
    DBT = "dbt", "Dialectical behaviour therapy (DBT)"
    OUTREACH = "outreach", "Adolescent outreach"
    DAY_CARE = "day_care", "Day care"


class Answer(TextChoices):
    """What a unit says when it is asked."""

    YES = "yes", "Accepted"
    NO = "no", "Declined"


class NoWhy(TextChoices):
    """Why a unit declined."""

    ACUITY = "acuity", "Acuity"
    MIX = "mix", "Mix of young people"
    STAFFING = "staffing", "Staffing"
    NEED = "need", "Cannot meet need"
    NO_BED = "no_bed", "No bed after all"


class ReservationEnd(TextChoices):
    """How a reservation ended, where somebody or something ended it; one that ran out has no end but its time."""

    ADMITTED = "admitted", "Admitted"
    RELEASED = "released", "Released"
    RAN_OUT = "ran_out", "Time ran out"


class WithdrawnWhy(TextChoices):
    REFERRER = "referrer", "The referring team withdrew it"
    NOT_NEEDED = "not_needed", "A bed is no longer needed"
    ELSEWHERE = "elsewhere", "The young person is being cared for elsewhere"
    ADULT = "adult", "Passed to adult services"
    OTHER = "other", "Other"


class Kind(TextChoices):
    """Of a stay: worked out from who runs the unit, and where it is, on the day of admission."""

    PARTNERSHIP = "partnership", "Partnership"
    OTHER_IN_AREA = "other_in_area", "Other in area"
    OUT_OF_AREA = "out_of_area", "Out of area"


class DischargedTo(TextChoices):
    HOME = "home", "Home"
    OTHER_UNIT = "other_unit", "Other unit"
    STEP_DOWN = "step_down", "Step-down"
    RESIDENTIAL = "residential", "Residential care"
    ABROAD = "abroad", "Abroad"


class DelayWhy(TextChoices):
    """Why a young person who is ready to leave is still in hospital."""

    COMMUNITY_PACKAGE = "community_package", "Waiting for a community package"
    SOCIAL_CARE = "social_care", "Waiting for social care"
    RESIDENTIAL = "residential", "Waiting for a residential place"
    EDUCATION = "education", "Waiting for an education place"
    FAMILY = "family", "Family circumstances"
    OTHER_BED = "other_bed", "Waiting for a bed in another unit"
    OTHER = "other", "Other"


class LeaveType(TextChoices):
    HOME = "home", "Home leave"
    HOSPITAL = "hospital", "Other hospital"


class ClosedWhy(TextChoices):
    """Why a bed is out of service."""

    REPAIRS = "repairs", "Repairs"
    INFECTION = "infection", "Infection control"
    STAFFING = "staffing", "Staffing"
    SINGLE_USE = "single_use", "Single-person use of a double room"
    OTHER = "other", "Other"


class Accepting(TextChoices):
    """Whether a unit can take an admission today."""

    YES = "yes", "Yes"
    CONDITIONS = "conditions", "Yes, with conditions"
    NO = "no", "No"


class AcceptingWhy(TextChoices):
    """What stands against an admission, or sets its conditions."""

    STAFFING = "staffing", "Staffing"
    ACUITY = "acuity", "Acuity"
    INFECTION = "infection", "Infection"
    BUILDING = "building", "Building"


class OutOfAreaWhy(TextChoices):
    """Why no Partnership bed is suitable."""

    NO_BED = "no_bed", "No bed of this type"
    NEED = "need", "Unit cannot meet need"
    SAFETY = "safety", "Safety"
    LEGAL = "legal", "Legal direction"
    FAMILY = "family", "Family wish"


class OutOfAreaState(TextChoices):
    """A placement's, from asking for it to bringing the young person home."""

    ASKED = "asked", "Waiting for approval"
    APPROVED = "approved", "Approved"
    PLACED = "placed", "Placed"
    HOME = "home", "Ended"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


OUT_OF_AREA_OPEN = (OutOfAreaState.ASKED, OutOfAreaState.APPROVED, OutOfAreaState.PLACED)


class ApprovesAs(TextChoices):
    """For whom somebody approves: both have to."""

    TRUST = "trust", "The responsible trust"
    CLINICAL = "clinical", "The CAMHS clinical lead"


class CanComeBack(TextChoices):
    """The answer of a weekly review."""

    OFFERED = "offered", "Yes, bed offered"
    WAITING = "waiting", "Yes, waiting for bed"
    NOT_YET = "not_yet", "Not yet clinically"


class Rule(TextChoices):
    """What a dated rule of the beds is about."""

    RESPOND = "respond", "Respond to a request"
    ASSESS = "assess", "Assess the young person"
    RESERVE = "reserve", "Hold a reserved bed"
    CONFIRM = "confirm", "Confirm a unit’s beds again"
    REVIEW = "review", "Review a placement out of area"
    SHOWN = "shown", "Show a ward who has left it"


class Amount(TextChoices):
    HOURS = "hours", "hours"
    DAYS = "days", "days"


class Pressure(TextChoices):
    """What the level of pressure in a report is worked out from: too few beds available, too much of the rest."""

    AVAILABLE = "available", "Beds available"
    WAITING = "waiting", "Requests waiting"
    EMERGENCIES = "emergencies", "Emergency requests waiting"
    LONGEST_WAIT = "longest_wait", "Hours of the longest wait"
    NOT_CONFIRMED = "not_confirmed", "Units not confirmed"
