"""The hub's part of the world: for each trust, and for none, a referral in each state and what follows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile

from forensic_hub.referrals import vocabulary as words
from forensic_hub.referrals.models import Assessment, LegalStatus, Panel, Referral
from forensic_hub.referrals.policy import REFERRAL
from forensic_hub.referrals.vocabulary import State
from partnership.access.models import User
from partnership.access.policy import Action
from partnership.access.roles import Pathway
from partnership.arithmetic import clock
from partnership.records.models.sequence import next_reference
from tests.laws.building import A_PDF, A_WEEK, Builder
from tests.laws.declaring import Given, More
from tests.people.for_the_laws import ABOUT_A_PERSON, by_trust
from tests.work.for_the_laws import pages

DECIDE = {role.code for role in REFERRAL[Action.EDIT].cells}


def people(builder: Builder) -> Iterator[Given]:
    """One for each referral that there will be."""
    for _trust, at_home in by_trust(builder):
        for _ in State:
            yield {"pathway": Pathway.FORENSIC, **at_home}


def referrals(builder: Builder) -> Iterator[Given]:
    """One in each state for each trust, and for nobody's."""
    cared_for = iter([p for p in builder.made["people.Person"] if p.pathway == Pathway.FORENSIC])
    for trust in [*builder.world.trusts, None]:
        for state in State:
            yield {"person": next(cared_for), "responsible_trust": trust, "state": state}


def panels(builder: Builder) -> Iterator[Given]:
    """Last week's, today's and next week's."""
    for weeks in (-1, 0, 1):
        yield {"meets_on": clock.today() + weeks * A_WEEK}


def decision_makers(builder: Builder) -> Iterator[Given]:
    for trust in builder.world.trusts:
        yield {"trust": trust, "ended_on": None}


def attendances(builder: Builder) -> Iterator[Given]:
    for panel in builder.made["referrals.Panel"]:
        for maker in builder.made["referrals.DecisionMaker"]:
            yield {"panel": panel, "decision_maker": maker}


def drafts(builder: Builder) -> Iterator[Given]:
    """For everybody one that is begun; for those who decide, one of a decision, one to be sent and one that was."""
    decided = next(r for r in builder.made["referrals.Referral"] if r.state == State.AWAITING_DECISION)
    about = {"reference": [decided.reference], "panel": [decided.panel.meets_on.isoformat()]}
    for owner, of in builder.at_work("work.Draft"):
        draft = {"owner": owner, **of}
        answers = pages(person={"first_name": [builder.canaries.word()]})
        if of["role"] in DECIDE:
            upload = builder.fill("referrals.Upload", {"uploaded_by": owner})
            answers |= pages(documents={})
            answers["documents"]["files"] = [{"key": str(upload.pk), "name": upload.name}]
        yield {**draft, "kind": "referral-new", "step": "person", "answers": answers}
        if of["role"] in DECIDE:
            answered = {"outcome": {"outcome": ["not_accepted"]}, "reason": {"reason": [builder.canaries.word()]}}
            yield {**draft, "kind": "decision", "step": "reason", "answers": pages(about=about, **answered)}
            yield {**draft, "kind": "referral-new", "step": "check", "answers": pages(**typed_to_log(builder))}
            yield {**draft, "kind": "referral-new", "became": decided.reference, "answers": {}}


def typed_to_log(builder: Builder) -> dict[str, dict[str, list[str]]]:
    """Each page of logging a referral, answered."""
    typed = {page: {name: [value] for name, value in form.items()} for page, form in ANSWERS_TO_LOG.items()}
    typed["person"] |= {"first_name": [builder.canaries.word()], "last_name": [builder.canaries.word()]}
    typed["legal"]["legal_status"] = [LegalStatus.objects.order_by("position")[0].code]
    return typed


ANSWERS_TO_LOG = {
    "person": ABOUT_A_PERSON,
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


def a_referral(builder: Builder, given: Given) -> Given:
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


def an_information_request(builder: Builder, given: Given) -> Given:
    if given["referral"].state == State.WAITING:
        return {"sent_at": clock.now() - A_WEEK, "chase_every": 2, "ending": ""}
    return {
        "sent_at": clock.now() - A_WEEK,
        "chase_every": 2,
        "ending": "received",
        "ended_at": clock.now(),
        "ended_by": builder.writer,
    }


def a_requested_item(builder: Builder, given: Given) -> Given:
    is_open = given["request"].ended_at is None
    return {"paper": "", "received_on": None} if is_open else {"paper": ""}


def an_assessment(builder: Builder, given: Given) -> Given:
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


def a_decision(builder: Builder, given: Given) -> Given:
    shape = {"panel": builder.first(Panel), "corrects": None}
    if given["referral"].state == State.BED_SEARCH:
        return {**shape, "outcome": "placement", "setting": "medium"}
    return {**shape, "outcome": "defer", "setting": ""}


def a_closure(builder: Builder, given: Given) -> Given:
    """Standing where the referral is closed; anywhere else it was reopened."""
    shape = {"how": "not_accepted", "why": words.NotAcceptedWhy.CRITERIA, "service": ""}
    if given["referral"].state == State.WITHDRAWN:
        shape = {"how": "withdrawn", "why": words.WithdrawnWhy.REFERRER, "service": ""}
    if given["referral"].state == State.NEW:
        shape = {"how": "sent_on", "why": "", "service": builder.canaries.word()}
    if given["referral"].state in words.CLOSED:
        return {**shape, "why_reopened": ""}
    return {**shape, "reopened_by": builder.writer, "reopened_at": clock.now()}


def a_correction(builder: Builder, given: Given) -> Given:
    return {"field": "referral.place_name", "row": given["referral"].pk, "transaction": 0}


def a_document(builder: Builder, given: Given) -> Given:
    """Removed from sight where the referral was withdrawn."""
    if given["referral"].state == State.WITHDRAWN:
        return {**a_file(builder, given), "removed_by": builder.writer, "removed_at": clock.now()}
    return {**a_file(builder, given), "why_removed": ""}


def a_file(builder: Builder, given: Given) -> Given:
    text = A_PDF + builder.canaries.word().encode()
    return {
        "file": ContentFile(text, "kept.pdf"),
        "name": f"{builder.canaries.word()}.pdf",
        "size": len(text),
        "sha256": hashlib.sha256(text).hexdigest(),
    }


def a_saved_filter(builder: Builder, given: Given) -> Given:
    return {
        "list_name": "forensic_hub:referral-list",
        "query": "priority=urgent",
        "words": [["priority", "urgent", "Urgent"]],
    }


def set_decisions(builder: Builder) -> None:
    """A referral for which a place is looked for is where it is because of its decision."""
    for decision in builder.made["referrals.Decision"]:
        if decision.referral.state == State.BED_SEARCH:
            Referral.objects.filter(pk=decision.referral_id).update(decision=decision)


BEHIND_A_REFERRAL = ("Note", "Document", "ReferralCorrection", "Assessment", "Closure", "InformationRequest")


def more(of: More) -> None:
    """One more panel, referral and draft, and one more of all that is behind each referral shown."""
    make, slam = of.builder.fill, of.builder.world.trusts[1]
    panel = make("referrals.Panel", {"meets_on": of.builder.canaries.day()})
    details = {"pathway": Pathway.FORENSIC, "responsible_trust": slam, "home_area": "outside"}
    about = {"person": make("people.Person", details), "responsible_trust": slam}
    make("referrals.Referral", {**about, "state": list(State)[of.number % len(State)]})
    for referral in (row for row in of.shown if isinstance(row, Referral)):
        for model in BEHIND_A_REFERRAL:
            make(f"referrals.{model}", {"referral": referral})
        make("referrals.Decision", {"referral": referral, "panel": panel, "outcome": "defer", "setting": ""})
    for who in (asker.principal for asker in of.askers):
        begun = {"kind": "referral-new", "step": "person", "answers": {}}
        make("work.Draft", {"owner": who.user, "role": who.role.code, **begun})


ROWS = {
    "people.Person": people,
    "referrals.Panel": panels,
    "referrals.DecisionMaker": decision_makers,
    "referrals.Attendance": attendances,
    "referrals.Referral": referrals,
    "work.Draft": drafts,
}
COLUMNS = {
    "referrals.Referral": a_referral,
    "referrals.InformationRequest": an_information_request,
    "referrals.RequestedItem": a_requested_item,
    "referrals.Assessment": an_assessment,
    "referrals.Decision": a_decision,
    "referrals.Closure": a_closure,
    "referrals.ReferralCorrection": a_correction,
    "referrals.Document": a_document,
    "referrals.Upload": a_file,
    "work.SavedFilter": a_saved_filter,
}
CODES = {
    "referrals.Panel.meets_on", "referrals.Referral.counted_from_on", "referrals.Referral.day_zero_on",
    "referrals.Referral.due_on", "referrals.Referral.paused_since", "referrals.TargetRule.valid_from",
    "referrals.DecisionMaker.ended_on", "referrals.Document.sha256", "referrals.Referral.transfer_due_on",
    "referrals.ReferralCorrection.field", "referrals.TargetRule.source", "referrals.TargetRule.valid_until",
    "referrals.Upload.sha256",
}  # fmt: skip
"""Sums of files, days that a clock works out, and rules and panels: about nobody."""
