"""The Partnership's units as they stand now, for the matching: the same few queries however many units there are."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any

from camhs_beds import clocks
from camhs_beds.matching import Candidate, FreeBed, Match, Wanted, rank
from camhs_beds.models import Bed, BedRequest, Confirmation, Stay, UnitProfile
from camhs_beds.places import A_TENTH
from camhs_beds.vocabulary import LegalStatus
from partnership.arithmetic import clock
from partnership.organisations.distance import miles
from partnership.organisations.models import OutwardCode, Unit
from partnership.people.models import Person

SOON_IN_DAYS = 14


def matches_for(request: BedRequest) -> list[Match]:
    """Every unit with beds on this portal, ranked for this request. Whoever asks has to see the stays of all units."""
    return rank(wanted_by(request), units_now(request.person))


def wanted_by(request: BedRequest) -> Wanted:
    return Wanted(
        age=request.age_wanted, sex=request.person.sex, unit_type=request.unit_type,
        legal_status=request.legal_status, needs=request.needs, risks=request.risks,
    )  # fmt: skip


def units_now(person: Person) -> list[Candidate]:
    today = clock.today()
    beds: dict[int, list[Bed]] = defaultdict(list)
    for bed in Bed.objects.in_use():
        beds[bed.unit_id].append(bed)
    units = Unit.objects.open_on(today).with_facts_on(today).filter(pk__in=beds).select_related("site", "provider")
    home = OutwardCode.objects.filter(code=person.home_outcode or "").first()
    said = {one.unit_id: one for one in Confirmation.objects.latest_of_each()}
    profiles = {profile.unit_id: profile for profile in UnitProfile.objects.on(today)}
    stays: dict[int, list[Stay]] = defaultdict(list)
    for stay in Stay.objects.open().filter(unit__in=units).select_related("request"):
        stays[stay.unit_id].append(stay)
    fresh_for = clocks.fresh_for()
    return [
        _candidate(unit, home, beds[unit.pk], stays[unit.pk], said.get(unit.pk), profiles.get(unit.pk), fresh_for)
        for unit in units
    ]


def _candidate(
    unit: Any,
    home: OutwardCode | None,
    beds: list[Bed],
    stays: list[Stay],
    said: Confirmation | None,
    profile: UnitProfile | None,
    fresh_for: dt.timedelta,
) -> Candidate:
    now = clock.now()
    return Candidate(
        unit=unit, unit_type=unit.camhs_type, type_label=unit.type_label, youngest=unit.youngest, oldest=unit.oldest,
        sex=unit.sex, run_by_partnership=bool(unit.run_by_partnership), in_south_london=bool(unit.in_south_london),
        miles=Decimal(miles(home.coordinates, unit.site.coordinates)).quantize(A_TENTH) if home else None,
        free=[FreeBed(bed, bed.sex, bed.since_now) for bed in beds if bed.is_available],
        expected_on=_expected(stays),
        legal_statuses=profile.legal_statuses if profile else None, legal_status_words=dict(LegalStatus.choices),
        single_sex_area=bool(profile and profile.single_sex_area), needs_met=profile.needs_met if profile else (),
        takes_admissions=said is None or said.takes_admissions, why_not=_reasons(said),
        conditions=(said.conditions or _reasons(said)) if said and said.takes_admissions else "",
        mix=Counter(risk for stay in stays if stay.request for risk in stay.request.risks),
        is_fresh=said is not None and not said.is_stale(now, fresh_for), confirmed_at=said.at if said else None,
    )  # fmt: skip


def _expected(stays: list[Stay]) -> list[Any]:
    today = clock.today()
    days = (stay.expected_discharge_on for stay in stays if stay.expected_discharge_on)
    return sorted(day for day in days if 0 <= (day - today).days <= SOON_IN_DAYS)


def _reasons(said: Confirmation | None) -> str:
    labels = dict(Confirmation._meta.get_field("reasons").base_field.flatchoices)  # type: ignore[union-attr]
    return ", ".join(labels[reason].lower() for reason in said.reasons) if said else ""
