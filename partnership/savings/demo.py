"""The demonstration's savings and schemes. The potential of legal services and the nine schemes are published; every
other saving and each amount of a month is made up. Lived through by the portal's own verbs, the same every time."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from partnership.access.models import Grant
from partnership.access.principal import Principal
from partnership.access.scope import acting_as, as_the_system
from partnership.arithmetic import clock, months
from partnership.arithmetic.shares import PENNY
from partnership.measures.registry import find
from partnership.organisations.models import Organisation, Programme
from partnership.records.models.sequence import next_reference
from partnership.savings.actions import actuals, confirming, reinvesting, savings, settling
from partnership.savings.actions.confirming import Response
from partnership.savings.models import MonthFigure, Reinvestment, Saving
from partnership.savings.vocabulary import Funding, Quality, ReinvestmentState

LEAD, FINANCE = "priya.prog", "fin.finance"
MANAGERS = {"oxleas": "olu.trust", "slam": "tess.trust", "swlstg": "will.trust"}
APRIL_2017, APRIL_2018 = dt.date(2017, 4, 1), dt.date(2018, 4, 1)
YEAR = months.months_of(2017)
CLOSED, DRAWN_UP = YEAR[:9], YEAR[9]  # April to December closed; January waits for a second trust
HEARD_BY_TWO, JUST_SENT = YEAR[10], YEAR[11]
NOT_HEARD_OF = "One contract for mobile devices"  # its actual of the last month has yet to be entered
LEGAL_SERVICES = "Legal services"
PRESENTATION = "The Partnership's presentation of its first year; the amount is not given"


class Scheme(NamedTuple):
    """``held_by``: whose budget; none for all three. ``course``: actual ÷ plan, least and most."""

    title: str
    programme: str
    category: str
    planned: int
    held_by: str | None
    course: tuple[float, float] = (0.85, 1.1)
    cash: bool = True
    recurring: bool = True


# In the order of their references, SV-2017-0001 on. Legal services are the fifth.
SAVINGS = (
    Scheme("One payroll service", "infrastructure", "payroll", 96_000, "slam"),
    Scheme("Buying consumables together", "infrastructure", "procurement", 210_000, "oxleas"),
    Scheme("Shared maintenance contracts", "infrastructure", "estates", 84_000, "swlstg", (0.7, 0.95)),
    Scheme("Joint accounts payable and receivable", "infrastructure", "finance", 60_000, None),
    Scheme(LEGAL_SERVICES, "infrastructure", "legal", 180_000, None),
    Scheme("Shared recruitment of nurses", "nursing", "hr", 45_000, "oxleas", cash=False),
    Scheme(NOT_HEARD_OF, "infrastructure", "it", 72_000, "swlstg", recurring=False),
    Scheme("Medicines bought and used alike", "quality-improvement", "procurement", 54_000, "slam", (-0.4, 1.3)),
    Scheme("Forensic bed days at home", "forensic", "bed_days", 640_000, "slam", (0.9, 1.2)),
    Scheme("Young people's bed days at home", "camhs", "bed_days", 310_000, "swlstg", (0.8, 1.05)),
)
IDEA = Scheme("Shared HR functions", "infrastructure", "hr", 0, None)


class Named(NamedTuple):
    """A scheme as it is published: its name, and no amount."""

    title: str
    area: str
    place: str = ""
    measure: str = ""


SCHEMES = (
    Named("Forensic out of area assessment team and operational hub", "forensic", "", "M04"),
    Named("Central commissioning hub", "infrastructure", "", "M06"),
    Named("Adolescent PICU", "camhs", "", "M16"),
    Named("CAMHS crisis care teams", "camhs", "", "M16"),
    Named("Shared CAMHS bed management", "camhs", "", "M16"),
    Named("DBT services", "camhs", "South east London", "M16"),
    Named("Adolescent outreach team", "camhs", "South west London", "M16"),
    Named("Female forensic step-down accommodation", "forensic", "", "M04"),
    Named("CAMHS forensic service", "camhs"),
)


class Colleagues:
    """The personas by the first part of their address, each in the first role that they were given."""

    def __init__(self) -> None:
        grants = Grant.objects.select_related("user", "trust").order_by("-pk")
        self.of = {grant.user.email.split("@")[0]: Principal(grant.user, grant) for grant in grants}

    def does(self, who: str, moment: dt.datetime, verb: Callable[..., Any], /, **given: Any) -> Any:
        """What ``verb`` returns, done by this person at this moment."""
        with clock.override(moment), acting_as(self.of[who]):
            return verb(by=self.of[who], **given)


def load(scale: int = 1, chance: random.Random | None = None) -> None:
    """The same at every scale: these records are few by nature."""
    chance, colleagues = chance or random.Random(0), Colleagues()
    made = [_add(colleagues, place, scheme) for place, scheme in enumerate(SAVINGS)]
    _add(colleagues, len(SAVINGS), IDEA)
    delivering = [saving for saving in made if saving.title != LEGAL_SERVICES]
    for saving in delivering:
        _deliver(colleagues, saving)
    courses = {scheme.title: scheme.course for scheme in SAVINGS}
    for month in YEAR:
        _month(colleagues, month, delivering, courses, chance)
    _next_year(colleagues, delivering)
    _reinvest(colleagues)


def at(day: dt.date, hour: int = 10) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), clock.LONDON)


def _add(colleagues: Colleagues, place: int, scheme: Scheme) -> Saving:
    """In March 2017, a day apart; legal services, which are not agreed yet, begin with the next year."""
    is_potential = scheme.title == LEGAL_SERVICES or not scheme.planned
    details = {
        "title": scheme.title,
        "programme": Programme.objects.get(slug=scheme.programme),
        "category": scheme.category,
        "recurring": scheme.recurring,
        "cash_releasing": scheme.cash,
        "held_by": Organisation.objects.get(slug=scheme.held_by) if scheme.held_by else None,
        "baseline": None,
        "baseline_year": None,
        "full_year_effect": Decimal(scheme.planned) if scheme.planned and scheme.recurring else None,
        "starts_on": APRIL_2018 if is_potential else APRIL_2017,
        "quality": Quality.NOT_DONE if is_potential else Quality.DONE,
        "quality_why": "",
        "owner": colleagues.of[LEAD].user,
    }
    when = at(dt.date(2017, 3, 1) + dt.timedelta(days=place))
    return colleagues.does(LEAD, when, savings.make, details=details, planned=Decimal(scheme.planned))


def _deliver(colleagues: Colleagues, saving: Saving) -> None:
    minute = "Partnership Board, 28 March 2017, item 4"
    colleagues.does(FINANCE, at(dt.date(2017, 3, 28)), savings.agree, saving=saving, minute=minute)
    colleagues.does(LEAD, at(APRIL_2017), savings.start, saving=saving)


def _month(
    colleagues: Colleagues, month: dt.date, delivering: list[Saving], courses: dict[str, tuple], chance: random.Random
) -> None:
    """In the next month: actuals are sent on the eighth, trusts confirm in the days after, and one closes the month."""
    after = months.after(month)
    rows = [_row(saving, month, courses[saving.title], chance) for saving in delivering]
    if month == JUST_SENT:
        rows = [row for row, saving in zip(rows, delivering, strict=True) if saving.title != NOT_HEARD_OF]
    colleagues.does(LEAD, at(after.replace(day=8)), actuals.record_many, period=month, rows=rows)
    sent = colleagues.does(LEAD, at(after.replace(day=8), 11), actuals.send, period=month)
    for place, slug in enumerate(MANAGERS):
        if month == JUST_SENT or (month == HEARD_BY_TWO and slug == "swlstg"):
            continue
        responses = [
            _response(figure, asks=month == HEARD_BY_TWO and slug == "slam" and not row)
            for row, figure in enumerate(sent)
        ]
        colleagues.does(MANAGERS[slug], at(after.replace(day=9 + place)), confirming.respond, responses=responses)
    if month in CLOSED or month == DRAWN_UP:
        settlement = colleagues.does(FINANCE, at(after.replace(day=14)), settling.draw_up, month=month)
    if month in CLOSED:
        minute = f"Partnership Board, {after:%B %Y}, item 3"
        given = {"settlement": settlement, "minute": minute}
        colleagues.does(MANAGERS["oxleas"], at(after.replace(day=20)), settling.close, **given)


def _row(saving: Saving, month: dt.date, course: tuple, chance: random.Random) -> actuals.Row:
    plan = saving.planned / 12
    actual = (plan * Decimal(str(chance.uniform(*course)))).quantize(PENNY)
    return actuals.Row(saving.reference, forecast=plan.quantize(PENNY), actual=actual)


def _response(figure: MonthFigure, asks: bool) -> Response:
    query = "Is this net of the cost of the contract?" if asks else ""
    return Response(figure.pk, figure.sending, confirms=not asks, query=query)


def _next_year(colleagues: Colleagues, delivering: list[Saving]) -> None:
    for saving in delivering:
        if saving.recurring:
            given = {"saving": saving, "year": 2018, "planned": saving.planned}
            colleagues.does(LEAD, at(dt.date(2018, 3, 26)), savings.plan_year, **given)


def _reinvest(colleagues: Colleagues) -> None:
    """The nine schemes that are named in public, live and without an amount; and two of this year's own."""
    for place, named in enumerate(SCHEMES):
        _published(colleagues, place, named)
    for named, amount, expected in (
        (Named("A nurse for discharge from hospital", "quality", "Bexley", "M31"), 64_000, "No one waits for a letter"),
        (Named("Training for crisis care at home", "camhs", "", "M16"), 2_400_000, "Fewer nights out of area"),
    ):
        proposal = _proposal(*named) | {
            "amount": Decimal(amount), "recurring": False, "starts_on": dt.date(2018, 7, 1), "expected": expected,
        }  # fmt: skip
        colleagues.does(LEAD, at(dt.date(2018, 4, 12)), reinvesting.propose, proposal=proposal)


def _proposal(title: str, area: str, place: str, measure: str) -> dict[str, Any]:
    declared = find(measure) if measure else None
    return {
        "title": title, "area": area, "place": place, "amount": None, "recurring": True, "starts_on": None,
        "funding": Funding.SAVINGS, "measure": declared.slug if declared else "", "expected": "",
    }  # fmt: skip


def _published(colleagues: Colleagues, place: int, named: Named) -> None:
    """Proposed and live before the portal was there, so it is put in place as it is known: it was not approved here."""
    moment = at(dt.date(2017, 4, 3) + dt.timedelta(days=place))
    with clock.override(moment), as_the_system("the demonstration is loaded"):
        Reinvestment.objects.create(
            **_proposal(*named), reference=next_reference("RI"), source=PRESENTATION, state=ReinvestmentState.LIVE,
            proposed_by=colleagues.of[LEAD].user, proposed_at=moment, live_on=moment.date(),
            review_due_on=dt.date(2018, 4, 30),
        )  # fmt: skip
