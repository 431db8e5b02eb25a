"""Savings, settlements and reinvestment in the world of the laws: rows in every state, their addresses, right forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from partnership.access.models import User
from partnership.arithmetic import clock
from partnership.organisations.models import Programme
from partnership.records.models.sequence import next_reference
from partnership.savings.models import MonthFigure
from partnership.savings.vocabulary import COMMITTED, FigureState, Funding, ReinvestmentState, SettlementState, State
from tests.laws.building import Builder
from tests.laws.declaring import Data, ForTheLaws, Given, More, Named, Provider, Tried
from tests.laws.forms import CORRECTION, sends
from tests.laws.providers import NO_KEY
from tests.laws.world import World
from tests.work.for_the_laws import draft_of, draft_that_became, pages

MONTH_OF = {
    FigureState.OPEN: dt.date(2018, 3, 1),
    FigureState.WAITING: dt.date(2018, 2, 1),
    FigureState.QUERIED: dt.date(2018, 1, 1),
    FigureState.CONFIRMED: dt.date(2017, 12, 1),
}
CLOSED_MONTH = dt.date(2017, 6, 1)
ACTUAL = Decimal("90.00")
SEEN = {"oxleas": "0.00", "slam": "90.00", "swlstg": "0.00"}
LEAD, MANAGER = "programme_lead", "trust_manager slam"


def savings(builder: Builder) -> Iterator[Given]:
    for state in State:
        yield {"state": state}


def a_saving(builder: Builder, given: Given) -> Given:
    return {
        "reference": next_reference("SV"), "version": 1, "programme": Programme.objects.get(slug="infrastructure"),
        "recurring": True, "cash_releasing": True, "held_by": builder.world.trusts[1], "year": 2017,
        "planned": Decimal("1200.00"), "starts_on": dt.date(2017, 4, 1),
        "quality": "not_done" if given["state"] == State.IDEA else "done",
        "owner": builder.world.asker(LEAD).principal.user,
    }  # fmt: skip


def figures(builder: Builder) -> Iterator[Given]:
    """One of each state, of the saving that delivers. They all begin unsent; ``move_figures_on`` does the rest."""
    saving = next(one for one in builder.made["savings.Saving"] if one.state == State.DELIVERING)
    for month in MONTH_OF.values():
        yield {"saving": saving, "month": month, "actual": ACTUAL, "plan": Decimal("100.00"), "state": FigureState.OPEN}


def confirmations(builder: Builder) -> Iterator[Given]:
    by_month = {figure.month: figure for figure in builder.made["savings.MonthFigure"]}
    for trust in builder.world.trusts:
        yield {"figure": by_month[MONTH_OF[FigureState.CONFIRMED]], "trust": trust, "sending": 1, "query": ""}
    queried = by_month[MONTH_OF[FigureState.QUERIED]]
    yield {"figure": queried, "trust": builder.world.trusts[1], "sending": 1, "query": builder.canaries.word()}


def move_figures_on(builder: Builder) -> None:
    """Sent, and from there queried or confirmed, as the database lets them."""
    for state, month in MONTH_OF.items():
        rows = MonthFigure.objects.filter(month=month)
        if state != FigureState.OPEN:
            sent = {"sending": 1, "sent_by": builder.writer, "sent_at": clock.now()}
            rows.update(state=FigureState.WAITING, **sent)
        if state in (FigureState.QUERIED, FigureState.CONFIRMED):
            rows.update(state=state)


def evidence(builder: Builder, given: Given) -> Given:
    """A link on the saving that was stopped, removed on the one that is closed, a file on any other."""
    state, removed = given["saving"].state, {"why_removed": ""}
    if state == State.CLOSED:
        removed = {"removed_by": builder.writer, "removed_at": clock.now()}
    if state == State.STOPPED:
        return {"file": "", "content_type": "", "size": 0, "sha256": "", **removed}
    kept = ContentFile(b"%PDF-1.4\n" + builder.canaries.word().encode(), "kept.pdf")
    return {"file": kept, "link": "", "size": 18, "sha256": "0" * 64, **removed}


def a_correction(builder: Builder, given: Given) -> Given:
    return {"field": "saving.title"}


def settlements(builder: Builder) -> Iterator[Given]:
    """One that Oxleas drew up, and one that is closed."""
    of = {"drawn_up_by": builder.writer, "drawn_up_for": builder.world.trusts[0]}
    yield {**of, "state": SettlementState.DRAWN_UP, "month": MONTH_OF[FigureState.CONFIRMED], "minute": ""}
    somebody_else = User.objects.exclude(pk=builder.writer.pk).order_by("pk")[0]
    closed = {"closed_by": somebody_else, "closed_for": builder.world.trusts[1], "closed_at": clock.now()}
    yield {**of, **closed, "state": SettlementState.CLOSED, "month": CLOSED_MONTH}


def a_settlement(builder: Builder, given: Given) -> Given:
    return {"reference": next_reference("ST"), "version": 1, "seen": SEEN}


def settled_shares(builder: Builder) -> Iterator[Given]:
    for trust in builder.world.trusts:
        yield {"settlement": _closed(builder), "trust": trust, "realised": 1, "share": 1, "balance": 0}


def settled_payments(builder: Builder) -> Iterator[Given]:
    one, *others = builder.world.trusts
    for payee in others:
        yield {"settlement": _closed(builder), "payer": one, "payee": payee, "amount": 1}


def _closed(builder: Builder) -> Any:
    return next(one for one in builder.made["savings.Settlement"] if one.state == SettlementState.CLOSED)


def reinvestments(builder: Builder) -> Iterator[Given]:
    for state in ReinvestmentState:
        yield {"state": state}


def a_reinvestment(builder: Builder, given: Given) -> Given:
    """One that is live has been so for a year, so that its benefits can be reviewed. No saving could pay for one."""
    is_live = given["state"] == ReinvestmentState.LIVE
    return {
        "funding": Funding.NHS_ENGLAND if given["state"] in COMMITTED else Funding.SAVINGS,
        "reference": next_reference("RI"), "version": 1, "amount": Decimal("1.00"), "recurring": False,
        "starts_on": builder.canaries.day(),
        "live_on": dt.date(2017, 4, 1) if is_live else builder.canaries.day(),
        "review_due_on": builder.canaries.day(), "proposed_by": builder.world.asker(LEAD).principal.user,
    }  # fmt: skip


def drafts(builder: Builder) -> Iterator[Given]:
    """Of a new saving: one that is begun, one to be saved and one that was, and one of somebody who adds none."""
    owner = builder.world.asker(LEAD).principal.user
    answered = pages(**typed_for_a_saving(builder))
    begun = {"role": LEAD, "kind": "saving-new", "answers": answered}
    yield {"owner": owner, **begun, "step": "about"}
    yield {"owner": owner, **begun, "step": "check"}
    became = builder.made["savings.Saving"][0].reference
    yield {"owner": owner, **begun, "step": "check", "answers": {}, "became": became}
    others = builder.world.asker("hub_lead").principal.user
    for step in ("about", "check"):
        yield {"owner": others, **begun, "role": "hub_lead", "step": step}


def typed_for_a_saving(builder: Builder) -> dict[str, dict[str, list[str]]]:
    programme = str(Programme.objects.get(slug="infrastructure").pk)
    owner = str(builder.world.asker(LEAD).principal.user_id)
    return {
        "about": {"title": [builder.canaries.word()], "programme": [programme], "category": ["legal"],
                  "owner": [owner]},
        "money": {name: [value] for name, value in MONEY.items()},
        "quality": {"quality": ["done"]},
    }  # fmt: skip


MONEY = {
    "recurring": "yes", "cash_releasing": "yes", "held_by": "all", "planned": "180,000", "starts_on_day": "1",
    "starts_on_month": "4", "starts_on_year": "2018", "spread": "equally",
}  # fmt: skip

# Where pages have something to show.
STATES: dict[str, tuple[State, ...]] = {
    "savings:evidence-download": tuple(state for state in State if state not in (State.STOPPED, State.CLOSED)),
}


def of_states(model: str, states: type = State) -> Provider:
    """Two records, in whichever states have their turn."""

    def provider(tried: Tried) -> list[Named]:
        by_state = {row.state: row for row in tried.world.of(model)}
        turns = list(STATES.get(tried.route.name, states))
        rows = [by_state[turns[(tried.turn + place) % len(turns)]] for place in (0, 1)]
        return [({"reference": row.reference}, row) for row in rows]

    return provider


def evidence_of(tried: Tried) -> list[Named]:
    rows = {row.saving_id: row for row in tried.world.of("savings.Evidence")}
    return [(named | {"key": rows[saving.pk].key}, rows[saving.pk])
            for named, saving in of_states("savings.Saving")(tried)]  # fmt: skip


def a_figure(state: FigureState) -> Provider:
    def provider(tried: Tried) -> list[Named]:
        figure = figure_in(tried.world, state)
        return [({"reference": figure.saving.reference, "pk": figure.pk}, figure)]

    return provider


def figure_in(world: World, state: FigureState) -> MonthFigure:
    return next(figure for figure in world.of("savings.MonthFigure") if figure.state == state)


def a_month_drawn_up(tried: Tried) -> list[Named]:
    settlement = next(one for one in tried.world.of("savings.Settlement") if one.state == SettlementState.DRAWN_UP)
    return [({"month": f"{settlement.month:%Y-%m}"}, settlement)]


LINK = {"kind": "link", "link": "https://example.nhs.uk/report", "name": "A report"}
PROPOSAL = {"title": "Another", "area": "camhs", "amount": "5", "recurring": "no", "funding": "savings"}
LIVE_ON = {"live_on_day": "1", "live_on_month": "4", "live_on_year": "2018"}
MINUTE = {"minute": "PB 2018-04, item 6"}


def about(world: World, row: Any) -> Data:
    programme = Programme.objects.get(slug="infrastructure").pk
    owner = world.asker(LEAD).principal.user_id
    return {"title": "Another", "programme": programme, "category": "legal", "owner": owner}


def changed(world: World, row: Any) -> Data:
    return {**about(world, row), **MONEY, "quality": "done"}


def actuals(world: World, row: Any) -> Data:
    key = figure_in(world, FigureState.OPEN).saving_id
    return {f"forecast_{key}": "5", f"actual_{key}": "6", f"comment_{key}": "-", f"version_{key}": "1"}


def confirmed(world: World, row: Any) -> Data:
    figure = figure_in(world, FigureState.WAITING)
    return {f"response_{figure.pk}": "confirm", f"sending_{figure.pk}": "1"}


def more(of: More) -> None:
    """One more of everything that a page lists; the figure waits to be confirmed."""
    builder, number = of.builder, of.number
    saving = builder.fill("savings.Saving", {"state": State.DELIVERING})
    given = {"saving": saving, "actual": ACTUAL, "state": FigureState.OPEN}
    for month in (MONTH_OF[FigureState.OPEN], MONTH_OF[FigureState.WAITING]):
        builder.fill("savings.MonthFigure", {**given, "month": month})
    sent = {"sending": 1, "sent_by": builder.writer, "sent_at": clock.now(), "state": FigureState.WAITING}
    MonthFigure.objects.filter(saving=saving, month=MONTH_OF[FigureState.WAITING]).update(**sent)
    builder.fill("savings.Reinvestment", {"state": list(ReinvestmentState)[number % len(ReinvestmentState)]})


NEW = r"partnership/savings/new/"
ONE = r"partnership/savings/<str:reference>/"
FOR_THE_LAWS = ForTheLaws(
    rows={
        "savings.Saving": savings,
        "savings.MonthFigure": figures,
        "savings.Confirmation": confirmations,
        "savings.Settlement": settlements,
        "savings.SettledShare": settled_shares,
        "savings.SettledPayment": settled_payments,
        "savings.Reinvestment": reinvestments,
        "work.Draft": drafts,
    },
    columns={
        "savings.Saving": a_saving,
        "savings.Evidence": evidence,
        "savings.SavingCorrection": a_correction,
        "savings.Settlement": a_settlement,
        "savings.Reinvestment": a_reinvestment,
    },
    afterwards=move_figures_on,
    more=more,
    codes={
        "savings.Saving.starts_on", "savings.MonthFigure.month", "savings.Settlement.month", "savings.Settlement.seen",
        "savings.Evidence.sha256", "savings.SavingCorrection.field",
    },
    addresses={
        rf"{NEW}.*/files/": draft_of("saving-new", "about", step="about", key=NO_KEY),
        rf"{NEW}.*<slug:step>/": draft_of("saving-new", "about", step="about"),
        rf"{NEW}.*/check/": draft_of("saving-new", "check"),
        rf"{NEW}.*/done/": draft_that_became("saving-new"),
        r"partnership/savings/settlements/<": a_month_drawn_up,
        rf"{ONE}months/<int:pk>/answer/": a_figure(FigureState.QUERIED),
        rf"{ONE}months/<int:pk>/take-back/": a_figure(FigureState.CONFIRMED),
        rf"{ONE}months/<int:pk>/": a_figure(FigureState.WAITING),
        rf"{ONE}evidence/<uuid:key>/": evidence_of,
        ONE: of_states("savings.Saving"),
        r"partnership/reinvestment/<str:reference>/": of_states("savings.Reinvestment", ReinvestmentState),
    },
    queries={"savings:confirm": "?period=2018-02"},
    forms={
        "savings:saving-new": sends(about, who=LEAD),
        "savings:saving-new-step": sends(about, who=LEAD),
        "savings:saving-new-check": sends(who=LEAD),
        "savings:actuals": sends(actuals, who=LEAD),
        "savings:confirm": sends(confirmed, who=MANAGER),
        "savings:settlement-draw-up": sends(who=MANAGER),
        "savings:settlement-close": sends(MINUTE, who=MANAGER),
        "savings:saving-change": sends(changed, State.PLANNED, who=LEAD),
        "savings:saving-correct": sends(lambda w, row: changed(w, row) | CORRECTION, State.AGREED, who=LEAD),
        "savings:saving-plan-year": sends({"year": "2018", "planned": "12"}, State.AGREED, who=LEAD),
        "savings:saving-quality": sends({"quality": "done"}, State.IDEA, who=LEAD),
        "savings:saving-plan": sends(None, State.IDEA, who=LEAD),
        "savings:saving-agree": sends(MINUTE, State.PLANNED, who=MANAGER),
        "savings:saving-start": sends(None, State.AGREED, who=LEAD),
        "savings:saving-deliver": sends(None, State.DELIVERING, who=LEAD),
        "savings:saving-close": sends(None, State.DELIVERED, who=LEAD),
        "savings:saving-stop": sends({"why": "No longer needed"}, State.AGREED, who=LEAD),
        "savings:month-correct": sends(CORRECTION | {"actual": "80"}, who=LEAD),
        "savings:month-query": sends({"query": "Is this net?"}, who=MANAGER),
        "savings:month-answer": sends({"comment": "It is net of redundancy"}, who=LEAD),
        "savings:month-take-back": sends(who=MANAGER),
        "savings:evidence-new": sends(LINK, who=LEAD),
        "savings:evidence-remove": sends({"why": "Of another saving"}, State.AGREED, who=LEAD),
        "savings:reinvestment-new": sends(PROPOSAL, who=LEAD),
        "savings:reinvestment-change": sends(PROPOSAL, ReinvestmentState.PROPOSED, who=LEAD),
        "savings:reinvestment-approve": sends(MINUTE, ReinvestmentState.PROPOSED, who=MANAGER),
        "savings:reinvestment-decline": sends({"why": "Not this year"}, ReinvestmentState.PROPOSED, who=MANAGER),
        "savings:reinvestment-live": sends(LIVE_ON, ReinvestmentState.APPROVED, who=LEAD),
        "savings:reinvestment-review": sends({"review": "Fewer placements"}, ReinvestmentState.LIVE, who=LEAD),
    },
    takes_no_form={"savings:saving-new-remove-file": "no page of this journey takes a file"},
    never_there={"savings:saving-new-remove-file": "no page of this journey takes a file"},
)  # fmt: skip
