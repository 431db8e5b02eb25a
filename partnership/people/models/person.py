"""The people cared for: one record a person in each pathway."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Func, Q, Value

from partnership.access.roles import Pathway
from partnership.organisations.models import Borough, Organisation
from partnership.organisations.postcodes import OUTWARD_CODE
from partnership.people.models.expressions import AddsUp, NameKey
from partnership.records.models import Record


class Sex(models.TextChoices):
    """As recorded on the referral."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"
    NOT_KNOWN = "not_known", "Not known"


class EthnicGroup(models.TextChoices):
    """NHS Data Dictionary: ethnic category."""

    A = "A", "White: British"
    B = "B", "White: Irish"
    C = "C", "Any other White background"
    D = "D", "Mixed: White and Black Caribbean"
    E = "E", "Mixed: White and Black African"
    F = "F", "Mixed: White and Asian"
    G = "G", "Any other Mixed background"
    H = "H", "Asian or Asian British: Indian"
    J = "J", "Asian or Asian British: Pakistani"
    K = "K", "Asian or Asian British: Bangladeshi"
    L = "L", "Any other Asian background"
    M = "M", "Black or Black British: Caribbean"
    N = "N", "Black or Black British: African"
    P = "P", "Any other Black background"
    R = "R", "Chinese"
    S = "S", "Any other ethnic group"
    NOT_STATED = "Z", "Not stated"
    NOT_KNOWN = "99", "Not known"


class HomeArea(models.TextChoices):
    """Where home is, when it need not be one of the 12 boroughs."""

    BOROUGH = "borough", "A borough of south London"
    OUTSIDE = "outside", "Outside South London"
    NO_FIXED_ADDRESS = "no_fixed_address", "No fixed address"


def initials_of(first_name: str, last_name: str) -> str:
    return f"{first_name[:1]}{last_name[:1]}".upper()


@pghistory.track(append_only=True, exclude=["home_outcode", "name_key"])
class Person(Record):
    """One person in one pathway: nobody of the other pathway ever reads this row (docs/adr, number 3).

    Of the home no more is kept than the outward code and the sector. The responsible trust follows from the borough and
    is never typed; without a borough it stands open until somebody has confirmed it.
    """

    pathway = models.CharField(max_length=16, choices=[(pathway.value, pathway.value) for pathway in Pathway])
    nhs_number = models.CharField("NHS number", max_length=10, null=True, blank=True)  # noqa: DJ001 - unique where known
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    date_of_birth = models.DateField()
    sex = models.CharField("sex recorded on the referral", max_length=12, choices=Sex)
    gender = models.CharField(max_length=60, blank=True)
    ethnic_group = models.CharField(max_length=2, choices=EthnicGroup, default=EthnicGroup.NOT_STATED)
    home_area = models.CharField(max_length=16, choices=HomeArea)
    home_borough = models.ForeignKey(Borough, models.PROTECT, null=True, blank=True, related_name="+")
    home_sector = models.CharField("home postcode sector", max_length=6, blank=True)
    gp_practice = models.CharField("GP practice", max_length=120, blank=True)
    responsible_trust = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(editable=False)

    home_outcode = models.GeneratedField(
        expression=Func("home_sector", Value(" "), Value(1), function="split_part"),
        output_field=models.CharField("home outward code", max_length=6),
        db_persist=True,
    )
    name_key = models.GeneratedField(
        expression=NameKey("last_name"), output_field=models.TextField(db_collation="C"), db_persist=True
    )

    class Meta(Record.Meta):
        abstract = False
        ordering = ["last_name", "first_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pathway", "nhs_number"],
                name="person_nhs_number_once_a_pathway",
                violation_error_message="This NHS number is already used. Contact the hub.",
            ),
            models.CheckConstraint(
                condition=Q(nhs_number=None) | AddsUp("nhs_number"),
                name="person_nhs_number_adds_up",
                violation_error_message="Check the NHS number – one or more digits are not correct",
            ),
            models.CheckConstraint(
                condition=Q(home_area=HomeArea.BOROUGH, home_borough__isnull=False)
                | (~Q(home_area=HomeArea.BOROUGH) & Q(home_borough__isnull=True)),
                name="person_has_a_borough_or_says_why_not",
                violation_error_message="Select the home borough",
            ),
            models.CheckConstraint(
                condition=~Q(home_area=HomeArea.NO_FIXED_ADDRESS) | Q(home_sector=""),
                name="person_without_address_has_no_postcode",
            ),
            models.CheckConstraint(
                condition=Q(home_sector="") | Q(home_sector__regex=rf"^{OUTWARD_CODE} [0-9]$"),
                name="person_keeps_no_more_than_a_sector",
            ),
        ]
        indexes = [
            models.Index(fields=["date_of_birth"], name="person_date_of_birth"),
            models.Index(fields=["name_key"], name="person_name_key"),
            models.Index(fields=["responsible_trust"], name="person_responsible_trust"),
        ]

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def initials(self) -> str:
        return initials_of(self.first_name, self.last_name)

    @property
    def home(self) -> str:
        """Where home is, as far as it is known: the borough, or why there is none."""
        return str(self.home_borough) if self.home_borough_id else self.get_home_area_display()

    @property
    def responsibility(self) -> str:
        return str(self.responsible_trust) if self.responsible_trust_id else "Responsibility to be confirmed"
