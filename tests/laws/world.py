"""A small world for the laws: for each trust a row of every scoped table, and in every text, number and day a canary.

A table that is declared and that this module does not know is filled by itself, behind its parent. One whose
constraints ask for more is given it in ``SHAPES``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.db.models import Model

from forensic_hub import vocabulary as words
from forensic_hub.models import Assessment, LegalStatus, Panel, Referral
from forensic_hub.policy import REFERRAL
from forensic_hub.vocabulary import State
from partnership.access.models import User
from partnership.access.policy import TABLES, Action, Table, parent_of
from partnership.access.principal import Principal
from partnership.access.roles import Pathway
from partnership.access.row_security import declared
from partnership.access.scope import as_the_system
from partnership.arithmetic import clock
from partnership.organisations.models import PARTNERSHIP_TRUSTS, Borough, Organisation
from partnership.records.models.sequence import next_reference
from tests.laws.askers import Asker, everybody
from tests.laws.canaries import Canaries, tokens, tokens_of
from tests.laws.filling import fill
from tests.laws.oracle import reads, root_of

A_WEEK = dt.timedelta(days=7)
A_PDF = b"%PDF-1.4\n%% "


@dataclass(repr=False)
class World:
    """What there is, and who asks. ``rows`` holds every row of every scoped table, history included."""

    trusts: list[Organisation]
    askers: list[Asker]
    rows: dict[str, list[Model]] = field(default_factory=dict)

    def of(self, model: type[Model] | str) -> list[Any]:
        return self.rows[model if isinstance(model, str) else model._meta.label]

    def referral(self, trust: Organisation | None, state: str) -> Referral:
        return next(r for r in self.of(Referral) if r.responsible_trust == trust and r.state == state)

    def asker(self, name: str) -> Asker:
        return next(asker for asker in self.askers if asker.name == name)

    @cached_property
    def owners(self) -> dict[str, list[Model]]:
        """Token → the rows it stands on."""
        owners: dict[str, list[Model]] = {}
        for row in self.every_row():
            for token in set(tokens_of(_texts(row))):
                owners.setdefault(token, []).append(row)
        return owners

    def every_row(self) -> Iterator[Model]:
        return (row for rows in self.rows.values() for row in rows)

    def shown_in(self, text: str) -> dict[str, list[Model]]:
        """The canaries in a text, with the rows that they may have come from."""
        return {token: self.owners[token] for token in tokens(text) if token in self.owners}

    def leaks(self, text: str, who: Principal, said: str = "") -> list[str]:
        """Canaries in a text of rows that this person may not read, each as ``token of table``.

        ``said`` is what the person typed themselves, such as an address, and may be told again.
        """
        return sorted(
            f"{token} of {owners[0]._meta.label}"
            for token, owners in self.shown_in(text).items()
            if token not in tokens(said) and not any(self.may_read(row, who) for row in owners)
        )

    def may_read(self, row: Model, who: Principal) -> bool:
        key = (row._meta.label, row.pk, who.grant and who.grant.pk, who.user_id)
        if key not in self._readable:
            self._readable[key] = reads(row, who)
        return self._readable[key]

    @cached_property
    def _readable(self) -> dict[tuple, bool]:
        return {}

    def cases_of(self, reference: str) -> set[str]:
        """The referrals of a person."""
        return {r.reference for r in self.of(Referral) if r.person.reference == reference}

    def records_in(self, text: str) -> set[str]:
        """References of the records whose words, numbers or days stand in the text; the names of staff are nobody's."""
        rows = (row for token, rows in self.shown_in(text).items() if token not in self._names_of_staff for row in rows)
        return {root.reference for root in map(root_of, rows) if hasattr(root, "reference")}

    @cached_property
    def _names_of_staff(self) -> set[str]:
        """Assessors are offered by name on the booking page of any referral."""
        names = [(row.assessor_name, row.second_assessor_name) for row in self.of(Assessment)]
        return set(tokens_of(names))


def build() -> World:
    """Makes the world and commits it. Everything in it was made at the moment where the clock stands."""
    with as_the_system("the world of the laws"):
        trusts = list(Organisation.objects.filter(ods_code__in=PARTNERSHIP_TRUSTS).order_by("slug"))
        world = World(trusts, list(everybody(trusts)))
        Authenticator.objects.create(user=world.asker("with no role").principal.user, type="totp", data={"secret": "-"})
        _Builder(world, Canaries()).make_everything()
        _read_back(world)
    return world


def _read_back(world: World) -> None:
    for label, table in TABLES.items():
        path = _path_to_root(table)
        world.rows[label] = list(table.model_class._default_manager.select_related(*([path] if path else [])))


def _path_to_root(table: Table) -> str:
    if not table.follows:
        return ""
    further = _path_to_root(parent_of(table))
    return f"{table.follows}__{further}" if further else table.follows


def _texts(row: Model) -> list[Any]:
    """What stands in a row's own columns, and the reference that it may be known by."""
    return [getattr(row, column.attname) for column in row._meta.concrete_fields if not column.is_relation]


class _Builder:
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

    def _let_decisions_stand(self) -> None:
        """A referral for which a place is looked for is where it is because of its decision."""
        for decision in self.made["forensic_hub.Decision"]:
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
        return fill(TABLES[label].model_class, self.canaries, **(given | (shape(self, given) if shape else {})))

    def first(self, model: type[Model]) -> Any:
        return self.made[model._meta.label][0]


def _parents_first(labels: Iterable[str]) -> list[Table]:
    """Every table that has to be filled: the database writes history itself, and migrations reference data."""

    def depth(table: Table) -> int:
        return 1 + depth(parent_of(table)) if table.follows else 0

    def is_filled(table: Table) -> bool:
        return hasattr(table.model_class, "pgh_tracked_model") or getattr(table.model_class, "is_reference", False)

    return sorted((TABLES[label] for label in labels if not is_filled(TABLES[label])), key=depth)


Rows = Callable[[_Builder], Iterator[dict[str, Any]]]
Shape = Callable[[_Builder, dict[str, Any]], dict[str, Any]]


def people(builder: _Builder) -> Iterator[dict[str, Any]]:
    """One for each referral there will be, and one in the other pathway."""
    boroughs = {borough.trust_id: borough for borough in Borough.objects.order_by("-pk")}
    for trust in [*builder.world.trusts, None]:
        at_home = {"home_area": "borough", "home_borough": boroughs[trust.pk]} if trust else {"home_area": "outside"}
        for _ in State:
            yield {"pathway": Pathway.FORENSIC, "responsible_trust": trust, **at_home}
        yield {"pathway": Pathway.CAMHS, "responsible_trust": trust, **at_home}


def referrals(builder: _Builder) -> Iterator[dict[str, Any]]:
    """One in each state for each trust, and for nobody's."""
    cared_for = iter([p for p in builder.made["people.Person"] if p.pathway == Pathway.FORENSIC])
    for trust in [*builder.world.trusts, None]:
        for state in State:
            yield {"person": next(cared_for), "responsible_trust": trust, "state": state}


def panels(builder: _Builder) -> Iterator[dict[str, Any]]:
    """Last week's, today's and next week's."""
    for weeks in (-1, 0, 1):
        yield {"meets_on": clock.today() + weeks * A_WEEK}


def decision_makers(builder: _Builder) -> Iterator[dict[str, Any]]:
    for trust in builder.world.trusts:
        yield {"trust": trust, "ended_on": None}


def attendances(builder: _Builder) -> Iterator[dict[str, Any]]:
    for panel in builder.made["forensic_hub.Panel"]:
        for maker in builder.made["forensic_hub.DecisionMaker"]:
            yield {"panel": panel, "decision_maker": maker}


def drafts(builder: _Builder) -> Iterator[dict[str, Any]]:
    """For everybody one that is begun; for whoever decides, one of a decision, one to be sent and one that was."""
    decided = next(r for r in builder.made["forensic_hub.Referral"] if r.state == State.AWAITING_DECISION)
    about = {"reference": [decided.reference], "panel": [decided.panel.meets_on.isoformat()]}
    for owner, of in _at_work(builder.world, TABLES["work.Draft"]):
        answers = _pages(person={"first_name": [builder.canaries.word()]})
        if of["role"] in DECIDE:
            upload = builder.fill("forensic_hub.Upload", {"uploaded_by": owner})
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


def typed_to_log(builder: _Builder) -> dict[str, dict[str, list[str]]]:
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


DECIDE = {role.code for role in REFERRAL[Action.EDIT].cells}


def _pages(**typed: dict[str, list[str]]) -> dict[str, Any]:
    return {page: {"typed": answers, "times": 1, "files": []} for page, answers in typed.items()}


def _at_work(world: World, table: Table) -> Iterator[tuple[User, dict[str, Any]]]:
    """Everybody who has a role now, with what the table keeps of it."""
    columns = {column.name for column in table.model_class._meta.concrete_fields}
    for who in (asker.principal for asker in world.askers if asker.principal.role):
        kept = {"role": who.role.code, "trust": who.grant.trust}
        yield who.user, {name: value for name, value in kept.items() if name in columns}


ROOTS: dict[str, Rows] = {
    "people.Person": people,
    "forensic_hub.Panel": panels,
    "forensic_hub.DecisionMaker": decision_makers,
    "forensic_hub.Attendance": attendances,
    "forensic_hub.Referral": referrals,
    "work.Draft": drafts,
}
"""Rows that are not simply one behind each parent."""


def a_person(builder: _Builder, given: dict[str, Any]) -> dict[str, Any]:
    return {
        "reference": next_reference("PX"),
        "nhs_number": builder.canaries.nhs_number(),
        "date_of_birth": builder.canaries.birth(),
        "home_sector": builder.canaries.sector(),
        "version": 1,
    }


def a_referral(builder: _Builder, given: dict[str, Any]) -> dict[str, Any]:
    """In a state that its columns fit: closed when it is, with the officer who has it in hand and a clock that runs."""
    state, now = given["state"], clock.now()
    started = state in (State.NEW, State.WAITING)
    panel = builder.made["forensic_hub.Panel"][1]
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


def in_hand_of(builder: _Builder, state: State) -> User | None:
    """The hub lead has those in hand for which an assessment is due."""
    return builder.world.asker("hub_lead").principal.user if state == State.ASSESSMENT_DUE else None


def day_zero(builder: _Builder, state: State) -> dict[str, Any]:
    """Stated, except for a new one."""
    if state == State.NEW:
        return {"day_zero_on": None, "day_zero_why": ""}
    return {"day_zero_on": clock.today() - A_WEEK, "day_zero_by": builder.writer, "day_zero_at": clock.now()}


def an_information_request(builder: _Builder, given: dict[str, Any]) -> dict[str, Any]:
    if given["referral"].state == State.WAITING:
        return {"sent_at": clock.now() - A_WEEK, "chase_every": 2, "ending": ""}
    return {
        "sent_at": clock.now() - A_WEEK,
        "chase_every": 2,
        "ending": "received",
        "ended_at": clock.now(),
        "ended_by": builder.writer,
    }


def a_requested_item(builder: _Builder, given: dict[str, Any]) -> dict[str, Any]:
    is_open = given["request"].ended_at is None
    return {"paper": "", "received_on": None} if is_open else {"paper": ""}


def an_assessment(builder: _Builder, given: dict[str, Any]) -> dict[str, Any]:
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


def a_decision(builder: _Builder, given: dict[str, Any]) -> dict[str, Any]:
    shape = {"panel": builder.first(Panel), "corrects": None}
    if given["referral"].state == State.BED_SEARCH:
        return {**shape, "outcome": "placement", "setting": "medium"}
    return {**shape, "outcome": "defer", "setting": ""}


def a_closure(builder: _Builder, given: dict[str, Any]) -> dict[str, Any]:
    """Standing where the referral is closed; anywhere else it was reopened."""
    shape = {"how": "not_accepted", "why": words.NotAcceptedWhy.CRITERIA, "service": ""}
    if given["referral"].state == State.WITHDRAWN:
        shape = {"how": "withdrawn", "why": words.WithdrawnWhy.REFERRER, "service": ""}
    if given["referral"].state == State.NEW:
        shape = {"how": "sent_on", "why": "", "service": builder.canaries.word()}
    if given["referral"].state in words.CLOSED:
        return {**shape, "why_reopened": ""}
    return {**shape, "reopened_by": builder.writer, "reopened_at": clock.now()}


def a_correction(builder: _Builder, given: dict[str, Any]) -> dict[str, Any]:
    return {"field": "referral.place_name", "row": given["referral"].pk, "transaction": 0}


def a_document(builder: _Builder, given: dict[str, Any]) -> dict[str, Any]:
    """Removed from sight where the referral was withdrawn."""
    if given["referral"].state == State.WITHDRAWN:
        return {**a_file(builder, given), "removed_by": builder.writer, "removed_at": clock.now()}
    return {**a_file(builder, given), "why_removed": ""}


def a_file(builder: _Builder, given: dict[str, Any]) -> dict[str, Any]:
    text = A_PDF + builder.canaries.word().encode()
    return {
        "file": ContentFile(text, "kept.pdf"),
        "name": f"{builder.canaries.word()}.pdf",
        "size": len(text),
        "sha256": hashlib.sha256(text).hexdigest(),
    }


def a_draft(builder: _Builder, given: dict[str, Any]) -> dict[str, Any]:
    return {"became": "", **given}


def a_notification(builder: _Builder, given: dict[str, Any]) -> dict[str, Any]:
    return {"policy": "notification", "kind": "told", "about": "", "url": "/my-work/", "read_at": None}


def a_saved_filter(builder: _Builder, given: dict[str, Any]) -> dict[str, Any]:
    return {
        "list_name": "forensic_hub:referral-list",
        "query": "priority=urgent",
        "words": [["priority", "urgent", "Urgent"]],
    }


def a_read(builder: _Builder, given: dict[str, Any]) -> dict[str, Any]:
    return {"how": "view", "references": [builder.canaries.word()]}


SHAPES: dict[str, Shape] = {
    "people.Person": a_person,
    "forensic_hub.Referral": a_referral,
    "forensic_hub.InformationRequest": an_information_request,
    "forensic_hub.RequestedItem": a_requested_item,
    "forensic_hub.Assessment": an_assessment,
    "forensic_hub.Decision": a_decision,
    "forensic_hub.Closure": a_closure,
    "forensic_hub.ReferralCorrection": a_correction,
    "forensic_hub.Document": a_document,
    "forensic_hub.Upload": a_file,
    "work.Draft": a_draft,
    "work.Notification": a_notification,
    "work.SavedFilter": a_saved_filter,
    "records.Read": a_read,
}
"""What a table's constraints ask for, over what filling gives."""
