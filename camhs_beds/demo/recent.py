"""The last days before the demonstration begins: requests, who is out of area, approvals, a leave, beds confirmed."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from camhs_beds import clocks
from camhs_beds.actions import beds, requests, stays
from camhs_beds.demo.out_of_area import still_out_of_area
from camhs_beds.demo.past import TODAY, Past, at
from camhs_beds.models import Approval, Bed, BedRequest, OutOfAreaPlacement, Review, Stay
from camhs_beds.vocabulary import CanComeBack, OutOfAreaState, OutOfAreaWhy, State
from partnership.access.models import Grant
from partnership.access.principal import Principal
from partnership.access.scope import acting_as, as_the_system
from partnership.arithmetic import clock
from partnership.organisations.models import Borough, Unit
from partnership.people.models import Person
from partnership.records.models.sequence import next_reference

URGENT_FOR_MERTON = 31
"""The number of the request that everybody shows: CB-2018-0031."""
OF_SLAM = 4
"""The number of the placement that everybody shows: OA-2018-0004."""
TEAMS = ("Merton CAMHS", "Lambeth CAMHS", "Bexley CAMHS", "Croydon CAMHS", "South London crisis team")
PRICES = {"northmoor-young-people": "720.00", "eastmere-young-people": "690.00", "westlode-young-people": "745.00",
          "highfell-young-people": "1150.00"}  # fmt: skip


def load(past: Past) -> None:
    recent = Recent(past)
    recent.who_is_out_of_area()
    recent.who_was_admitted()
    with as_the_system("demonstration"):
        past.people.give_out_numbers()
    recent.who_waits()
    recent.the_wards()


class Recent:
    def __init__(self, past: Past) -> None:
        self.past, self.chance = past, past.chance
        grants = Grant.objects.select_related("user", "trust", "unit").order_by("pk")
        self.of = {grant.user.email.split("@")[0]: Principal(grant.user, grant) for grant in grants}
        self.units = {unit.slug: unit for unit in Unit.objects.filter(service_line="camhs").select_related("site")}
        self.beth = self.of["beth.beds"]

    def does(self, who: str, moment: dt.datetime, verb: Callable[..., Any], **given: Any) -> Any:
        with clock.override(moment), acting_as(self.of[who]):
            return verb(by=self.of[who], **given)

    # --- bulk: what came before -----------------------------------------------------------------------------------

    def who_is_out_of_area(self) -> None:
        """A request, a placement with its two approvals and its last review, for each who is still out of area."""
        with as_the_system("demonstration"):
            stays = still_out_of_area()
        this_year = [stay for stay in stays if stay.start_at.year == TODAY.year]
        with on_its_day(this_year[OF_SLAM - 1]) as stay:
            self._belongs_to_slam(stay)
        for one in stays:
            with on_its_day(one) as stay:
                self._placed(stay)

    def _belongs_to_slam(self, stay: Stay) -> None:
        person, lambeth = stay.person, Borough.objects.select_related("trust").get(slug="lambeth")
        person.home_borough = lambeth
        person.responsible_trust = stay.responsible_trust = lambeth.trust
        person.save()
        stay.save()

    def _placed(self, stay: Stay) -> None:
        request = self._request(stay, State.ADMITTED_OUT_OF_AREA)
        asked_at = stay.start_at - dt.timedelta(hours=self.chance.randint(5, 20))
        reviews = [day for day in _weeks(stay.start_at) if day < TODAY]
        last = reviews[-1] if reviews else stay.start_at.date()
        placement = OutOfAreaPlacement.objects.create(
            reference=self.past.people.reference("OA", stay.start_at.year), request=request, unit=stay.unit,
            why=self.chance.choice((OutOfAreaWhy.NO_BED, OutOfAreaWhy.NO_BED, OutOfAreaWhy.NEED, OutOfAreaWhy.SAFETY)),
            miles=stay.miles,
            units_tried=[{"unit": "Cedar Unit", "answer": "Declined", "why": "No bed after all"}],
            price=Decimal(PRICES[stay.unit.slug]), family_told=True,
            return_plan="The bed team telephones each Monday and looks for a Partnership bed", asked_by=self.beth.actor,
            asked_at=asked_at, state=OutOfAreaState.PLACED, stay=stay, review_on=clocks.review_on(last),
        )  # fmt: skip
        self._approve(placement, stay, asked_at)
        for day in reviews[-3:]:
            self._review(placement, day)

    def _approve(self, placement: OutOfAreaPlacement, stay: Stay, asked_at: dt.datetime) -> None:
        manager = next(
            who for who in self.of.values() if who.role and who.role.code == "trust_manager"
            and who.trust_id == stay.responsible_trust_id
        )  # fmt: skip
        for given_as, who, hours in (("clinical", self.of["clara.clinical"], 1), ("trust", manager, 2)):
            Approval.objects.create(
                placement=placement, given_as=given_as, approved=True, by=who.actor,
                at=asked_at + dt.timedelta(hours=hours),
            )  # fmt: skip

    def _review(self, placement: OutOfAreaPlacement, day: dt.date) -> None:
        answer = self.chance.choices((CanComeBack.NOT_YET, CanComeBack.WAITING), (2, 1))[0]
        barrier = "" if answer == CanComeBack.WAITING else "Needs another two weeks of treatment there"
        Review.objects.create(
            placement=placement, can_come_back=answer, barrier=barrier, next_on=clocks.review_on(day),
            by=self.beth.actor, at=at(day, 11),
        )  # fmt: skip

    def who_was_admitted(self) -> None:
        """The requests of the last admissions in the Partnership, up to the number before the one of Merton."""
        with as_the_system("demonstration"):
            left = URGENT_FOR_MERTON - 1 - self.past.people.last.get(("CB", TODAY.year), 0)
            stays_here = Stay.objects.filter(kind="partnership", request=None, start_at__year=TODAY.year)
            latest = stays_here.filter(start_at__lt=at(TODAY, 0)).select_related("person", "unit")
            admitted = list(reversed(latest.order_by("-start_at")[: max(left, 0)]))
        for one in admitted:
            with on_its_day(one) as stay:
                self._request(stay, State.ADMITTED)

    def _request(self, stay: Stay, state: str) -> BedRequest:
        response = self.chance.choices(("emergency", "urgent", "routine"), (2, 5, 2))[0]
        received = stay.start_at - dt.timedelta(hours=self.chance.randint(22, 60))
        answered = received + dt.timedelta(hours=self.chance.randint(3, 21))
        request = BedRequest.objects.create(
            reference=self.past.people.reference("CB", stay.start_at.year), person=stay.person,
            responsible_trust=stay.responsible_trust, received_at=received, logged_at=received,
            logged_by=self.beth.actor, wanted_on=stay.start_at.date(), state=state, closed_at=stay.start_at,
            responded_at=answered, visible_to_units=[stay.unit_id] if state == State.ADMITTED else [],
            ward_sees_until=stay.ward_sees_until,
            **clocks.due(received, response),
            **self._asked(response=response, unit_type=stay.unit.camhs_type, legal_status=stay.legal_status),
        )  # fmt: skip
        stay.request = request
        stay.save()
        return request

    def _asked(self, **given: Any) -> dict[str, Any]:
        usual = {
            "referring_team": self.chance.choice(TEAMS), "referrer_name": "Dr Ada Referrer",
            "referrer_phone": "020 7946 0177", "whereabouts": self.chance.choice(("home", "paediatric_ward")),
            "parental_responsibility": "parents", "looked_after": "no", "safeguarding": False,
            "risks": self.chance.sample(("sexually_vulnerable", "aggression", "absconding"), self.chance.randint(0, 1)),
            "alternatives": ["crisis_team"], "alternatives_outcome": "Not safe at home overnight",
        }  # fmt: skip
        return usual | given

    # --- lived through: who waits now -----------------------------------------------------------------------------

    def person(self, moment: dt.datetime, **given: Any) -> Person:
        with clock.override(moment), as_the_system("demonstration"):
            person = self.past.people.make(moment, reference=next_reference("PX"), **given)
            person.save()
        return person

    def log(self, moment: dt.datetime, person: Person, **asked: Any) -> BedRequest:
        return self.does(
            "beth.beds", moment, requests.log, person=person, asked=self._asked(received_at=moment, **asked)
        )

    def who_waits(self) -> None:
        self._urgent_for_merton()
        self._emergency_with_a_bed_reserved()
        self._routine_that_was_declined()

    def _urgent_for_merton(self) -> None:
        logged = at(dt.date(2018, 4, 15), 16, 20)
        merton = self.person(logged, borough="merton", sex="female", date_of_birth=dt.date(2002, 9, 12))
        request = self.log(
            logged, merton, response="urgent", unit_type="general_adolescent", legal_status="s2",
            referring_team="Merton CAMHS", assessed_on=logged.date(), risks=["sexually_vulnerable"],
        )  # fmt: skip
        units = [self.units["cedar"], self.units["elm"]]
        self.does("beth.beds", at(dt.date(2018, 4, 16), 8, 30), requests.ask_units, request=request, units=units)

    def _emergency_with_a_bed_reserved(self) -> None:
        logged = at(TODAY, 5, 50)
        person = self.person(logged, borough="bexley", sex="male", date_of_birth=dt.date(2001, 11, 3))
        request = self.log(
            logged, person, response="emergency", unit_type="general_adolescent", legal_status="s136",
            whereabouts="emergency_department", referring_team="Bexley CAMHS",
        )  # fmt: skip
        [ask] = self.does(
            "beth.beds", at(TODAY, 6, 15), requests.ask_units, request=request, units=[self.units["cedar"]]
        )
        self.does("wren.ward", at(TODAY, 7, 5), requests.answer, ask=ask, answer="yes", decided_by="Dr Amara Obi")
        free = self._free("cedar")
        self.does("beth.beds", at(TODAY, 7, 30), requests.reserve, request=request, bed=free)

    def _routine_that_was_declined(self) -> None:
        logged = at(dt.date(2018, 4, 11), 11, 5)
        person = self.person(logged, borough="southwark", sex="female", date_of_birth=dt.date(2003, 2, 20))
        request = self.log(
            logged, person, response="routine", unit_type="eating_disorder", legal_status="parental_consent",
            needs=["nasogastric_feeding"], referring_team="Lambeth CAMHS", risks=[],
        )  # fmt: skip
        [ask] = self.does(
            "beth.beds", at(dt.date(2018, 4, 12), 9, 40), requests.ask_units, request=request,
            units=[self.units["rowan"]],
        )  # fmt: skip
        self.does(
            "beth.beds", at(dt.date(2018, 4, 13), 15), requests.answer, ask=ask, answer="no", why_no="acuity",
            decided_by="Dr Carla Reyes", note="Two young people on continuous observation",
        )  # fmt: skip

    def _free(self, slug: str) -> Bed:
        with as_the_system("demonstration"):
            return Bed.objects.available().filter(unit=self.units[slug]).select_related("unit").order_by("number")[0]

    def the_wards(self) -> None:
        """A bed out of service, two young people on leave, some ready to go home, and when each unit last confirmed."""
        with as_the_system("demonstration"):
            seven = Bed.objects.select_related("unit").get(slug="cedar-7")
        self.does(
            "wren.ward", at(dt.date(2018, 4, 15), 9), beds.take_out_of_service, bed=seven,
            start_on=dt.date(2018, 4, 15), expected_end_on=dt.date(2018, 4, 20), why="repairs",
            work_order="WO-4471", details="Window restrictor",
        )  # fmt: skip
        self._on_leave("wren.ward", "cedar", usable_tonight=False)
        self._on_leave("beth.beds", "elm", usable_tonight=True, agreed_by="Dr Dev Anand",
                       return_plan="Back on Wednesday into bed 2, or a call to the family on Tuesday")  # fmt: skip
        self._ready_to_go_home()
        self._confirmed_in_the_days_before()
        for slug, who, moment, accepting in (
            ("cedar", "wren.ward", at(dt.date(2018, 4, 15), 20, 12), "yes"),
            ("elm", "beth.beds", at(TODAY, 8, 12), "yes"),
            ("birch", "beth.beds", at(TODAY, 8, 4), "conditions"),
            ("rowan", "beth.beds", at(TODAY, 7, 55), "no"),
        ):
            reasons = [] if accepting == "yes" else ["acuity"]
            conditions = "One at a time, and not overnight" if accepting == "conditions" else ""
            self.does(who, moment, beds.confirm, unit=self.units[slug], accepting=accepting, reasons=reasons,
                      conditions=conditions, observations=self.chance.randint(0, 3))  # fmt: skip

    def _confirmed_in_the_days_before(self) -> None:
        """Morning and evening, so that the reports of those days have figures."""
        for day, hour in itertools.product((13, 14, 15), (8, 19)):
            for slug in ("cedar", "elm", "birch", "rowan"):
                self.does("beth.beds", at(dt.date(2018, 4, day), hour, 40), beds.confirm, unit=self.units[slug],
                          accepting="yes", reasons=[], conditions="", observations=1)  # fmt: skip

    def _on_leave(self, who: str, slug: str, **leave: Any) -> None:
        start = at(dt.date(2018, 4, 15), 10)
        with as_the_system("demonstration"):
            stay = Stay.objects.open().filter(unit__slug=slug, start_at__lt=start).order_by("start_at")[0]
        self.does(who, at(dt.date(2018, 4, 15), 10, 30), stays.start_leave, stay=stay, type="home", start_at=start,
                  expected_back_at=at(dt.date(2018, 4, 18), 17), bed_held=True, **leave)  # fmt: skip

    def _ready_to_go_home(self) -> None:
        with as_the_system("demonstration"):
            longest = list(Stay.objects.open().filter(kind="partnership").order_by("start_at")[2:6])
        for stay, why in zip(longest, ("social_care", "residential", "community_package", "social_care"), strict=True):
            on = max(stay.start_at.date(), TODAY - dt.timedelta(days=self.chance.randint(4, 20)))
            self.does("beth.beds", at(TODAY, 8), stays.mark_ready, stay=stay, on=on, why_delayed=why)


@contextlib.contextmanager
def on_its_day(stay: Stay) -> Iterator[Stay]:
    """History says when, by the clock of the moment at which the system begins: the clock is put back first."""
    with clock.override(stay.start_at), as_the_system("demonstration"):
        yield stay


def _weeks(start: dt.datetime) -> list[dt.date]:
    first = start.date()
    return [first + dt.timedelta(days=7 * number) for number in range(1, 60)]
