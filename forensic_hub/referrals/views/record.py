"""What every page of one referral has: how it is found, the bar above it, its tabs, and what can be done from here."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from forensic_hub.referrals import clock_words
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.policy import REFERRAL
from forensic_hub.referrals.states import REFERRALS
from forensic_hub.referrals.vocabulary import State
from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.pages.banners import say
from partnership.pages.heads import RecordHead
from partnership.pages.naming import PersonBanner
from partnership.pages.values import Link, NotNow, Tag
from partnership.pages.views import RecordAct, RecordFormPage, RecordPage, Tab
from partnership.people.naming import banner_of

TABS = (
    ("Overview", "referral-overview"),
    ("Assessment", "referral-assessment"),
    ("Panel", "referral-panel"),
    ("Contacts and notes", "referral-notes"),
    ("Documents", "referral-documents"),
    ("History", "referral-history"),
)

# Which page makes which moves of the state table, the likeliest first.
PAGES = (
    ("Triage", "referral-triage", ("accept", "not_accept", "send_on")),
    ("Record information received", "referral-information-received", ("receive",)),
    ("Ask for information", "referral-ask-for-information", ("ask",)),
    ("Record that you chased", "referral-chase", ("receive",)),
    ("Stop waiting for information", "referral-stop-waiting", ("stop_asking",)),
    ("Book assessment", "assessment-book", ("book",)),
    ("Record assessment", "assessment-record", ("assess",)),
    ("Change booking", "assessment-rebook", ("cancel_booking",)),
    ("Cancel booking", "assessment-cancel", ("cancel_booking",)),
    ("Record decision", "referral-decision", ("agree", "turn_down", "defer")),
    ("Move it to another panel", "referral-put-on", ("put_on",)),
    ("Correct the decision", "decision-correct", ("correct_to_agreed",)),
    ("Withdraw referral", "referral-withdraw", ("withdraw",)),
    ("Reopen referral", "referral-reopen", ("reopen",)),
)
# What comes next in a state, and is the button. A bed is searched for elsewhere.
MAIN = {
    State.NEW: "referral-triage",
    State.WAITING: "referral-information-received",
    State.ASSESSMENT_DUE: "assessment-book",
    State.ASSESSMENT_BOOKED: "assessment-record",
    State.AWAITING_DECISION: "referral-decision",
    State.NOT_ACCEPTED: "referral-reopen",
    State.WITHDRAWN: "referral-reopen",
}


def url(name: str, referral: Referral, **more: object) -> str:
    return reverse(f"forensic_hub:{name}", kwargs={"reference": referral.reference, **more})


class OfReferral:
    """A page of one referral, found by its reference among those that this person may see."""

    model = Referral
    section = "Forensic"
    related = (
        "person__home_borough", "person__responsible_trust", "responsible_trust", "owner", "legal_status", "panel",
        "organisation", "decision__panel", "decision__recorded_by", "logged_by", "day_zero_by",
    )  # fmt: skip

    def banner(self) -> PersonBanner:
        return banner_of(self.record.person)

    def to_record(self, name: str = "referral-overview", **more: object) -> str:
        return url(name, self.record, **more)


class ReferralPage(OfReferral, RecordPage):
    """One tab of a referral."""

    tab = ""

    def get_title(self) -> str:
        return f"{self.record} {self.tab.lower()}" if self.tab else str(self.record)

    def breadcrumbs(self) -> list[Link]:
        return [Link("Home", "/"), Link("Referrals", reverse("forensic_hub:referral-list"))]

    def head(self) -> RecordHead:
        referral = self.record
        offered = actions(referral, self.principal)
        return RecordHead(
            heading=f"Referral {referral}",
            tags=(Tag(referral.get_state_display()), Tag(referral.get_priority_display())),
            owner=str(referral.owner or "unassigned"),
            facts=tuple((label, value) for label, value in self.facts() if value),
            clock=clock_words.head(referral),
            actions=tuple(offered),
            leads=bool(offered) and _comes_next(offered[0], referral),
        )

    def facts(self) -> Iterator[tuple[str, object]]:
        referral = self.record
        yield "Transfer from prison", clock_words.transfer(referral)
        yield "Responsible trust", referral.responsibility

    def tabs(self) -> list[Tab]:
        return [Tab(label, url(name, self.record), current=label == self.tab) for label, name in TABS]

    @cached_property
    def may_edit(self) -> bool:
        return self.may(REFERRAL[Action.EDIT])


class ReferralAct(OfReferral, RecordAct):
    after = "referral-overview"

    def after_url(self) -> str:
        return self.to_record(self.after)


class ReferralForm(OfReferral, RecordFormPage):
    """A question about one referral, or a change of it. Afterwards the person is back on ``after``."""

    after = "referral-overview"

    @property
    def caption(self) -> str:
        return str(self.record)

    def back_link(self) -> str:
        return self.to_record(self.after)

    def act(self, form) -> str:
        self.change(form)
        return self.to_record(self.after)

    def change(self, form) -> None:
        raise NotImplementedError

    @property
    def made_on(self) -> dict[str, object]:
        """What every action takes: the record, who acts, and the version that the form was made on."""
        return {"referral": self.record, "by": self.principal, "version": self.version}


class ReferralMove(ReferralForm):
    """A form that makes the move ``verb``. While it cannot be made there is no form, and the record says why."""

    verb = ""

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        try:
            REFERRALS.check(self.record, self.verb, self.principal)
        except Refusal as refusal:
            say(request, refusal.sentence)
            return redirect(self.back_link())
        return super().dispatch(request, *args, **kwargs)


def actions(referral: Referral, by: Principal) -> list[Link | NotNow]:
    """What this person can do from here, the main thing first. What cannot be done yet says why."""
    offers = {transition.verb: why_not for transition, why_not in REFERRALS.offers(referral, by)}
    found = [
        (name, NotNow(label, offers[open_verbs[0]]) if offers[open_verbs[0]] else Link(label, url(name, referral)))
        for label, name, verbs in PAGES
        if (open_verbs := [verb for verb in verbs if verb in offers])
    ]
    main = MAIN.get(State(referral.state))
    moves = [action for name, action in sorted(found, key=lambda pair: (isinstance(pair[1], NotNow), pair[0] != main))]
    return [*moves, *handing(referral, by)]


def handing(referral: Referral, by: Principal) -> Iterator[Link]:
    """Out of one's own hands, or into somebody's."""
    if referral.is_open and REFERRAL[Action.DECIDE].held_by(by):
        yield Link("Assign to somebody", url("referral-owner", referral))
    if referral.is_open and referral.owner_id == by.user_id and REFERRAL[Action.EDIT].held_by(by):
        yield Link("Make this referral unassigned", url("referral-give-back", referral))


def _comes_next(action: Link | NotNow, referral: Referral) -> bool:
    """Whether it is what comes next in this state, and can be done now."""
    main = MAIN.get(State(referral.state))
    return main is not None and isinstance(action, Link) and action.url == url(main, referral)
