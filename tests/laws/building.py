"""Fills the world: a row of every scoped table for each trust or owner, as its constraints ask.

A table that is declared and that this module does not know is filled by itself, behind its parent. One whose
constraints ask for more is given it in ``SHAPES``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db.models import Model

from camhs_beds import vocabulary as words_of_beds
from camhs_beds.policy import BED_REQUEST
from forensic_hub.referrals import vocabulary as words
from forensic_hub.referrals.models import Assessment, LegalStatus, Panel, Referral
from forensic_hub.referrals.policy import REFERRAL
from forensic_hub.referrals.vocabulary import State
from partnership.access.models import User
from partnership.access.policy import TABLES, Action, Table, parent_of
from partnership.access.roles import Pathway
from partnership.access.row_security import declared
from partnership.arithmetic import clock
from partnership.organisations.models import Borough
from partnership.records.models.sequence import next_reference
from tests.laws import building_beds as beds
from tests.laws import files_in_and_out, of_board, of_camhs, of_measures, of_programmes, of_savings
from tests.laws.canaries import Canaries
from tests.laws.filling import fill

if TYPE_CHECKING:
    from tests.laws.world import World

A_WEEK = dt.timedelta(days=7)
A_PDF = b"%PDF-1.4\n%% "


class Builder:
    def __init__(self, world: World, canaries: Canaries) -> None:
        self.world, self.canaries = world, canaries
        self.made: dict[str, list[Model]] = {}
        self.writer = User.objects.order_by("pk")[0]

    def make_everything(self) -> None:
        declared()  # so that the tables of history are known, which fill themselves
        for label, root in ROOTS.items():
            self.made[label] = [self.fill(label, given) for given in root(self)]
        for table in _parents_first(label for label in TABLES if label not in ROOTS):
            self.made[table.model] = list(self._rows_of(table))
        self._let_decisions_stand()
        of_savings.let_figures_stand(self)
        of_programmes.let_decisions_stand(self)

    def _let_decisions_stand(self) -> None:
        """A referral for which a place is looked for is where it is because of its decision."""
        for decision in self.made["referrals.Decision"]:
            if decision.referral.state == State.BED_SEARCH:
                Referral.objects.filter(pk=decision.referral_id).update(decision=decision)

    def _rows_of(self, table: Table) -> Iterator[Model]:
        if table.follows:
            parents: Iterable[dict[str, Any]] = ({table.follows: p} for p in self.made[parent_of(table).model])
        elif table.own:
            parents = ({table.own: user, **of} for user, of in _at_work(self.world, table))
        elif table.trust:
            parents = ({table.trust: trust} for trust in self.world.trusts)
        else:
            parents = ({}, {})
        return (self.fill(table.model, given) for given in parents)

    def fill(self, label: str, given: dict[str, Any]) -> Model:
        shape = SHAPES.get(label)
        return fill(TABLES[label].model_class, self.canaries, **((shape(self, given) if shape else {}) | given))

    def first(self, model: type[Model]) -> Any:
        return self.made[model._meta.label][0]


def _parents_first(labels: Iterable[str]) -> list[Table]:
    """Every table that has to be filled: the database writes history itself, and migrations reference data."""

    def depth(table: Table) -> int:
        return 1 + depth(parent_of(table)) if table.follows else 0

    def is_filled(table: Table) -> bool:
        return hasattr(table.model_class, "pgh_tracked_model") or getattr(table.model_class, "is_reference", False)

    return sorted((TABLES[label] for label in labels if not is_filled(TABLES[label])), key=depth)


Rows = Callable[[Builder], Iterator[dict[str, Any]]]
Shape = Callable[[Builder, dict[str, Any]], dict[str, Any]]


def people(builder: Builder) -> Iterator[dict[str, Any]]:
    """One for each referral and each request for a bed that there will be."""
    boroughs = {borough.trust_id: borough for borough in Borough.objects.order_by("-pk")}
    for trust in [*builder.world.trusts, None]:
        at_home = {"home_area": "borough", "home_borough": boroughs[trust.pk]} if trust else {"home_area": "outside"}
        for _ in State:
            yield {"pathway": Pathway.FORENSIC, "responsible_trust": trust, **at_home}
        for _ in words_of_beds.State:
            born = builder.canaries.young_birth()
            yield {"pathway": Pathway.CAMHS, "responsible_trust": trust, "date_of_birth": born, **at_home}


def referrals(builder: Builder) -> Iterator[dict[str, Any]]:
    """One in each state for each trust, and for nobody's."""
    cared_for = iter([p for p in builder.made["people.Person"] if p.pathway == Pathway.FORENSIC])
    for trust in [*builder.world.trusts, None]:
        for state in State:
            yield {"person": next(cared_for), "responsible_trust": trust, "state": state}


def panels(builder: Builder) -> Iterator[dict[str, Any]]:
    """Last week's, today's and next week's."""
    for weeks in (-1, 0, 1):
        yield {"meets_on": clock.today() + weeks * A_WEEK}


def decision_makers(builder: Builder) -> Iterator[dict[str, Any]]:
    for trust in builder.world.trusts:
        yield {"trust": trust, "ended_on": None}


def attendances(builder: Builder) -> Iterator[dict[str, Any]]:
    for panel in builder.made["referrals.Panel"]:
        for maker in builder.made["referrals.DecisionMaker"]:
            yield {"panel": panel, "decision_maker": maker}


def drafts(builder: Builder) -> Iterator[dict[str, Any]]:
    """For everybody one that is begun; for whoever decides, one of a decision, one to be sent and one that was."""
    decided = next(r for r in builder.made["referrals.Referral"] if r.state == State.AWAITING_DECISION)
    about = {"reference": [decided.reference], "panel": [decided.panel.meets_on.isoformat()]}
    for owner, of in _at_work(builder.world, TABLES["work.Draft"]):
        answers = _pages(person={"first_name": [builder.canaries.word()]})
        if of["role"] in DECIDE:
            upload = builder.fill("referrals.Upload", {"uploaded_by": owner})
            answers |= _pages(documents={})
            answers["documents"]["files"] = [{"key": str(upload.pk), "name": upload.name}]
        yield {"owner": owner, **of, "kind": "referral-new", "step": "person", "answers": answers}
        if of["role"] in DECIDE:
            answered = {"outcome": {"outcome": ["not_accepted"]}, "reason": {"reason": [builder.canaries.word()]}}
            yield {
                "owner": owner,
                **of,
                "kind": "decision",
                "step": "reason",
                "answers": _pages(about=about, **answered),
            }
            yield {
                "owner": owner,
                **of,
                "kind": "referral-new",
                "step": "check",
                "answers": _pages(**typed_to_log(builder)),
            }
            yield {"owner": owner, **of, "kind": "referral-new", "became": decided.reference, "answers": {}}
        if of["role"] in LOGS_REQUESTS:
            asked = {"owner": owner, **of, "kind": "request-new"}
            typed = of_camhs.typed_to_log(builder)
            yield {**asked, "step": "person", "answers": _pages(person={"first_name": [builder.canaries.word()]})}
            yield {**asked, "step": "check", "answers": _pages(**typed)}
            yield {**asked, "became": builder.made["camhs_beds.BedRequest"][0].reference, "answers": {}}
    yield from of_savings.drafts(builder, _pages)


def typed_to_log(builder: Builder) -> dict[str, dict[str, list[str]]]:
    """Each page of logging a referral, answered."""
    typed = {page: {name: [value] for name, value in form.items()} for page, form in ANSWERS_TO_LOG.items()}
    typed["person"] |= {"first_name": [builder.canaries.word()], "last_name": [builder.canaries.word()]}
    typed["legal"]["legal_status"] = [LegalStatus.objects.order_by("position")[0].code]
    return typed


ANSWERS_TO_LOG = {
    "person": {
        "first_name": "", "last_name": "", "date_of_birth_day": "3", "date_of_birth_month": "2",
        "date_of_birth_year": "1961", "knows_nhs_number": "no", "sex": "female", "ethnic_group": "Z",
        "home": "no_fixed_address",
    },
    "referrer": {
        "source": "prison", "organisation_name": "HMP Example", "referrer_name": "Dr A Example",
        "referrer_phone": "020 7946 0000",
        "received_on_day": "16", "received_on_month": "4", "received_on_year": "2018",
    },
    "need": {"priority": "urgent", "security_asked": "medium", "reason": "A reason"},
    "legal": {
        "legal_status": "", "moj_restrictions": "no", "whereabouts": "prison", "place_name": "HMP Example",
    },
    "documents": {**dict.fromkeys(words.Paper.values, "not_yet"), "hand_out": "nobody"},
}  # fmt: skip


LOGS_REQUESTS = {role.code for role in BED_REQUEST[Action.NEW].cells}
DECIDE = {role.code for role in REFERRAL[Action.EDIT].cells}


def _pages(**typed: dict[str, list[str]]) -> dict[str, Any]:
    return {page: {"typed": answers, "times": 1, "files": []} for page, answers in typed.items()}


def owners(world: World, label: str) -> Iterator[tuple[User, dict[str, Any]]]:
    return _at_work(world, TABLES[label])


def _at_work(world: World, table: Table) -> Iterator[tuple[User, dict[str, Any]]]:
    """Everybody who has a role now, with what the table keeps of it."""
    columns = {column.name for column in table.model_class._meta.concrete_fields}
    for who in (asker.principal for asker in world.askers if asker.principal.role):
        kept = {"role": who.role.code, "trust": who.grant.trust}
        yield who.user, {name: value for name, value in kept.items() if name in columns}


ROOTS: dict[str, Rows] = {
    "people.Person": people,
    "referrals.Panel": panels,
    "referrals.DecisionMaker": decision_makers,
    "referrals.Attendance": attendances,
    "referrals.Referral": referrals,
    **of_savings.ROOTS,
    **of_board.ROOTS,
    **of_programmes.ROOTS,
    **beds.ROOTS,
    "work.Draft": drafts,
    "files.Import": files_in_and_out.imports(owners),
    "files.Export": files_in_and_out.exports(owners),
    **of_measures.ROOTS,
}
"""Rows that are not simply one behind each parent."""


def a_person(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    return {
        "reference": next_reference("PX"),
        "nhs_number": builder.canaries.nhs_number(),
        "date_of_birth": builder.canaries.birth(),
        "home_sector": builder.canaries.sector(),
        "version": 1,
    }


def a_referral(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    """In a state that its columns fit: closed when it is, with the officer who has it in hand and a clock that runs."""
    state, now = given["state"], clock.now()
    started = state in (State.NEW, State.WAITING)
    panel = builder.made["referrals.Panel"][1]
    return {
        "reference": next_reference("FR"),
        "version": 1,
        "received_at": now - A_WEEK,
        "logged_at": now,
        "legal_status": LegalStatus.objects.filter(is_prison_transfer=True).order_by("position")[0],
        "whereabouts": words.Whereabouts.PRISON,
        "closed_at": now if state in words.CLOSED else None,
        "accepted_at": None if started else now,
        "owner": in_hand_of(builder, state),
        "panel": panel if state == State.AWAITING_DECISION else None,
        "counted_from_on": clock.today() - A_WEEK,
        "clock": words.Step.TRIAGE if started else "",
        "due_on": clock.today() if started else None,
        "paused_since": clock.today() if state == State.WAITING else None,
        **day_zero(builder, state),
        "transfer_clock": "",
        "transfer_due_on": None,
    }


def in_hand_of(builder: Builder, state: State) -> User | None:
    """The hub lead has those in hand for which an assessment is due."""
    return builder.world.asker("hub_lead").principal.user if state == State.ASSESSMENT_DUE else None


def day_zero(builder: Builder, state: State) -> dict[str, Any]:
    """Stated, except for a new one."""
    if state == State.NEW:
        return {"day_zero_on": None, "day_zero_why": ""}
    return {"day_zero_on": clock.today() - A_WEEK, "day_zero_by": builder.writer, "day_zero_at": clock.now()}


def an_information_request(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    if given["referral"].state == State.WAITING:
        return {"sent_at": clock.now() - A_WEEK, "chase_every": 2, "ending": ""}
    return {
        "sent_at": clock.now() - A_WEEK,
        "chase_every": 2,
        "ending": "received",
        "ended_at": clock.now(),
        "ended_by": builder.writer,
    }


def a_requested_item(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    is_open = given["request"].ended_at is None
    return {"paper": "", "received_on": None} if is_open else {"paper": ""}


def an_assessment(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    """Booked where the referral says so; anywhere else it took place."""
    if given["referral"].state == State.ASSESSMENT_BOOKED:
        return {
            "status": Assessment.Status.BOOKED,
            "planned_at": clock.now(),
            **dict.fromkeys(("outcome", "recommended_setting", "why_not_completed", "summary"), ""),
            "took_place_on": None,
        }
    return {
        "status": Assessment.Status.TOOK_PLACE,
        "planned_at": clock.now() - A_WEEK,
        "recorded_by": builder.writer,
        "recorded_at": clock.now(),
        "why_not_completed": "",
    }


def a_decision(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    shape = {"panel": builder.first(Panel), "corrects": None}
    if given["referral"].state == State.BED_SEARCH:
        return {**shape, "outcome": "placement", "setting": "medium"}
    return {**shape, "outcome": "defer", "setting": ""}


def a_closure(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    """Standing where the referral is closed; anywhere else it was reopened."""
    shape = {"how": "not_accepted", "why": words.NotAcceptedWhy.CRITERIA, "service": ""}
    if given["referral"].state == State.WITHDRAWN:
        shape = {"how": "withdrawn", "why": words.WithdrawnWhy.REFERRER, "service": ""}
    if given["referral"].state == State.NEW:
        shape = {"how": "sent_on", "why": "", "service": builder.canaries.word()}
    if given["referral"].state in words.CLOSED:
        return {**shape, "why_reopened": ""}
    return {**shape, "reopened_by": builder.writer, "reopened_at": clock.now()}


def a_correction(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    return {"field": "referral.place_name", "row": given["referral"].pk, "transaction": 0}


def a_document(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    """Removed from sight where the referral was withdrawn."""
    if given["referral"].state == State.WITHDRAWN:
        return {**a_file(builder, given), "removed_by": builder.writer, "removed_at": clock.now()}
    return {**a_file(builder, given), "why_removed": ""}


def a_file(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    text = A_PDF + builder.canaries.word().encode()
    return {
        "file": ContentFile(text, "kept.pdf"),
        "name": f"{builder.canaries.word()}.pdf",
        "size": len(text),
        "sha256": hashlib.sha256(text).hexdigest(),
    }


def a_draft(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    return {"became": ""}


def a_notification(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    return {"policy": "notification", "kind": "told", "about": "", "url": "/my-work/", "read_at": None}


def a_saved_filter(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    return {
        "list_name": "forensic_hub:referral-list",
        "query": "priority=urgent",
        "words": [["priority", "urgent", "Urgent"]],
    }


def a_read(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    return {"how": "view", "references": [builder.canaries.word()]}


SHAPES: dict[str, Shape] = {
    "people.Person": a_person,
    "referrals.Referral": a_referral,
    "referrals.InformationRequest": an_information_request,
    "referrals.RequestedItem": a_requested_item,
    "referrals.Assessment": an_assessment,
    "referrals.Decision": a_decision,
    "referrals.Closure": a_closure,
    "referrals.ReferralCorrection": a_correction,
    "referrals.Document": a_document,
    "referrals.Upload": a_file,
    "work.Draft": a_draft,
    **files_in_and_out.SHAPES,
    **of_savings.SHAPES,
    **of_board.SHAPES,
    **of_programmes.SHAPES,
    "work.Notification": a_notification,
    "work.SavedFilter": a_saved_filter,
    "records.Read": a_read,
    **beds.SHAPES,
}
"""What a table's constraints ask for, over what filling gives."""
