"""The hub's pages: which rows their addresses name, and a right form for each."""

from __future__ import annotations

from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model

from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.vocabulary import Paper, State
from partnership.arithmetic import clock
from partnership.organisations.models import Organisation
from tests.forensic_hub.referrals.for_the_laws.rows import ANSWERS_TO_LOG
from tests.laws.building import A_PDF, A_WEEK
from tests.laws.declaring import Data, Named, Provider, Tried
from tests.laws.forms import CORRECTION, day, sends, today, tomorrow
from tests.laws.providers import NO_KEY
from tests.laws.world import World
from tests.people.for_the_laws import ABOUT_A_PERSON, nobody_there_is
from tests.work.for_the_laws import draft_of, draft_that_became

# Which rows an address names

_ASSESSED = tuple(state for state in State if state != State.ASSESSMENT_BOOKED)
STATES: dict[str, tuple[State, ...]] = {
    "forensic_hub:assessment-correct": _ASSESSED,
    "forensic_hub:decision-letter": (State.BED_SEARCH,),
    "forensic_hub:decision-correct": (State.BED_SEARCH,),
    "forensic_hub:document-download": tuple(state for state in State if state != State.WITHDRAWN),
}
"""The states in which a page has something to show; any other page has in every state."""


def referral(world: World, trust: Organisation | None, state: str) -> Referral:
    return next(r for r in world.of(Referral) if r.responsible_trust == trust and r.state == state)


def referrals(tried: Tried) -> list[Named]:
    """One of the asker's own trust and one of another or of none; for whoever has no trust, one of any. By turns."""
    own = [trust for trust in tried.world.trusts if trust.pk == tried.asker.principal.trust_id]
    others = [trust for trust in [*tried.world.trusts, None] if trust not in own]
    states = STATES.get(tried.route.name, tuple(State))
    found = [
        referral(tried.world, trust, states[(tried.turn + place) % len(states)])
        for place, trust in enumerate([*own, others[tried.turn % len(others)]])
    ]
    return [({"reference": referral.reference}, referral) for referral in found]


def behind_referrals(model: str, **arguments: str) -> Provider:
    """Rows that belong to a referral: ``arguments`` says which attribute of the row each further argument is."""

    def provider(tried: Tried) -> list[Named]:
        rows = {row.referral_id: row for row in tried.world.of(model)}
        return [
            (
                named | {argument: getattr(rows[referral.pk], of) for argument, of in arguments.items()},
                rows[referral.pk],
            )
            for named, referral in referrals(tried)
        ]

    return provider


def people(tried: Tried) -> list[Named]:
    """One of each trust, one of none, and one of the other pathway."""
    one_of_each = {(p.pathway, p.responsible_trust_id): p for p in tried.world.of("people.Person")}
    return [({"reference": person.reference}, person) for person in one_of_each.values()]


def panels(tried: Tried) -> list[Named]:
    """Today's first: what is recorded of the others is closed, or cannot be recorded yet."""
    today_first = sorted(tried.world.of("referrals.Panel"), key=lambda panel: abs(panel.meets_on - clock.today()))
    return [({"date": panel.meets_on}, None) for panel in today_first]


def draft_with_a_file(tried: Tried) -> list[Named]:
    """The asker's own draft, and somebody else's."""
    drafts = [d for d in tried.world.of("work.Draft") if d.kind == "referral-new" and d.files_of("documents")]
    own = [draft for draft in drafts if draft.owner == tried.asker.principal.user][:1]
    others = [draft for draft in drafts if draft.owner != tried.asker.principal.user][:1]
    return [
        ({"draft": draft.pk, "step": "documents", "key": UUID(draft.files_of("documents")[0]["key"])}, draft)
        for draft in [*own, *others]
    ]


def targets(tried: Tried) -> list[Named]:
    return [({"pk": rule.pk}, None) for rule in tried.world.of("referrals.TargetRule")[:1]]


def a_month_that_was_counted(tried: Tried) -> list[Named]:
    return [({"slug": "open-referrals", "month": "2018-04"}, None)]


ADDRESSES = {
    r"forensic/measures/": a_month_that_was_counted,
    r"manage/targets/": targets,
    r"forensic/referrals/new/.*/files/": draft_with_a_file,
    r"forensic/referrals/new/.*<slug:step>/": draft_of("referral-new", "person", step="person"),
    r"forensic/referrals/new/.*/check/": draft_of("referral-new", "check"),
    r"forensic/referrals/new/.*/done/": draft_that_became("referral-new"),
    r"forensic/decisions/.*/files/": draft_of("decision", "reason", step="reason", key=NO_KEY),
    r"forensic/decisions/.*<slug:step>/": draft_of("decision", "reason", step="outcome"),
    r"forensic/decisions/.*": draft_of("decision", "reason"),
    r"forensic/referrals/.*/documents/<uuid:key>/": behind_referrals("referrals.Document", key="key"),
    r"forensic/referrals/.*/assessment/<int:pk>/": behind_referrals("referrals.Assessment", pk="pk"),
    r"forensic/referrals/.*/information/<int:pk>/": behind_referrals("referrals.InformationRequest", pk="pk"),
    r"forensic/referrals/.*/contacts/<int:pk>/": behind_referrals("referrals.Note", pk="pk"),
    r"forensic/referrals/<str:reference>/": referrals,
    r"forensic/people/<str:reference>/": people,
    r"forensic/panels/<": panels,
}
QUERIES = {
    "work:saved-filter-new": "?list=forensic_hub:referral-list&q=priority%3Durgent",
    "forensic_hub:referral-assign": "?view=unassigned",
    "forensic_hub:referral-download": "?view=open",
}

# A right form for each page

BOOKING = {"assessor_name": "Dr B Example", "place": "HMP Example", "how": "video", "time": "9:30am"}
NOTE = {"kind": "phone", "contact": "Dr A Example", "text": "They will write"}


def booking(world: World, row: Model) -> Data:
    return BOOKING | day("date", tomorrow())


def assessed(world: World, row: Model) -> Data:
    return {"outcome": "no_need", "summary": "Nothing found"} | day("took_place_on", today())


def asked_for(world: World, row: Model) -> Data:
    return {"needed": ["care_plan"], "sent_to": "a.example@example.nhs.uk", "chase_every": 5, "confirmed": "yes"}


def received(world: World, row: Model) -> Data:
    items = [item for item in world.of("referrals.RequestedItem") if item.request.referral_id == row.pk]
    return {"items": [items[0].pk]}


def attendance(world: World, row: Model | None) -> Data:
    return {f"trust_{maker.trust_id}": maker.pk for maker in world.of("referrals.DecisionMaker")[:2]}


def next_panel(world: World, row: Model | None) -> Data:
    return {"panel": max(world.of("referrals.Panel"), key=lambda panel: panel.meets_on).pk}


def decision_corrected(world: World, row: Model) -> Data:
    decision = next(one for one in world.of("referrals.Decision") if one.referral_id == row.pk)
    return CORRECTION | {"decision": decision.pk, "outcome": "not_accepted", "setting": "", "reason": "On reflection"}


def target(world: World, row: Model | None) -> Data:
    answers = {"amount": 3, "unit": "working", "source": "The board", "confirmed": "yes"}
    return answers | day("starts_on", today() + A_WEEK)


def officer(world: World) -> int:
    return world.asker("hub_officer").principal.user_id


def an_unassigned(world: World) -> str:
    return referral(world, world.trusts[0], State.NEW).reference


def referrer(world: World, row: Model | None) -> Data:
    """Received a week ago: not after anything that was done since."""
    return ANSWERS_TO_LOG["referrer"] | CORRECTION | day("received_on", today() - A_WEEK)


def legal(world: World, row: Model | None) -> Data:
    return {
        **ANSWERS_TO_LOG["legal"],
        "legal_status": row.legal_status.code,
        "place_name": "HMP Elsewhere",
        **CORRECTION,
    }


def same_times(world: World, row: Model) -> Data:
    request = next(one for one in world.of("referrals.InformationRequest") if one.referral_id == row.pk)
    sent = clock.local(request.sent_at)
    times = day("sent_on", sent.date()) | {"sent_time": "11:59pm"}
    return CORRECTION | times | day("ended_on", today()) | {"ended_time": "12:01am"}


def another_person(world: World, row: Model) -> Data:
    people = [p for p in world.of("people.Person") if p.pathway == "forensic" and p.pk != row.person_id]
    return CORRECTION | {"person": people[0].reference, "confirmed": "yes"}


def a_file(world: World, row: Model | None) -> Data:
    return {"file": SimpleUploadedFile("letter.pdf", A_PDF, "application/pdf"), "paper": "care_plan"}


FORMS = {
    "work:assign": sends(lambda w, _: {"items": [f"referral-unassigned:{an_unassigned(w)}"], "to": officer(w)}),
    "forensic_hub:referral-download": sends({"why": "For the panel"}, answers=True),
    "forensic_hub:referral-assign": sends(lambda w, _: {"items": [an_unassigned(w)], "to": officer(w)}),
    "forensic_hub:on-duty": sends(lambda w, _: {"officers": [officer(w)]}),
    "forensic_hub:referral-find": sends(nobody_there_is),
    "forensic_hub:referral-new-check": sends(),
    "forensic_hub:referral-new-step": sends(ABOUT_A_PERSON),
    "forensic_hub:referral-new-remove-file": sends(),
    "forensic_hub:person-correct": sends(ABOUT_A_PERSON | CORRECTION),
    "forensic_hub:referral-take": sends(None, State.NEW),
    "forensic_hub:referral-give-back": sends(None, State.ASSESSMENT_DUE),
    "forensic_hub:referral-owner": sends(lambda w, _: {"to": officer(w)}, State.NEW),
    "forensic_hub:owner-undo": sends(None, State.NEW, after="forensic_hub:referral-take"),
    "forensic_hub:referral-triage": sends({"what": "accept"}, State.NEW),
    "forensic_hub:accept-undo": sends(None, State.NEW, after="forensic_hub:referral-triage"),
    "forensic_hub:referral-ask-for-information": sends(asked_for, State.NEW),
    "forensic_hub:asking-undo": sends(None, State.NEW, after="forensic_hub:referral-ask-for-information"),
    "forensic_hub:referral-chase": sends({"how": "otherwise", "note": "Rang them"}, State.WAITING),
    "forensic_hub:referral-information-received": sends(received, State.WAITING),
    "forensic_hub:referral-stop-waiting": sends({"why": "Found elsewhere"}, State.WAITING),
    "forensic_hub:referral-day-zero": sends(lambda w, _: {"why": "The letter"} | day("day_zero", today()), State.NEW),
    "forensic_hub:day-zero-correct": sends(lambda w, _: CORRECTION | day("day_zero_on", today()), State.BED_SEARCH),
    "forensic_hub:assessment-book": sends(booking, State.ASSESSMENT_DUE),
    "forensic_hub:booking-undo": sends(None, State.ASSESSMENT_DUE, after="forensic_hub:assessment-book"),
    "forensic_hub:assessment-rebook": sends(booking, State.ASSESSMENT_BOOKED),
    "forensic_hub:assessment-cancel": sends({"why": "Unwell"}, State.ASSESSMENT_BOOKED),
    "forensic_hub:assessment-record": sends(assessed, State.ASSESSMENT_BOOKED),
    "forensic_hub:assessment-correct": sends(lambda w, row: assessed(w, row) | CORRECTION, State.BED_SEARCH),
    "forensic_hub:panel-new": sends(lambda w, _: day("meets_on", today() + 2 * A_WEEK)),
    "forensic_hub:panel-attendance": sends(attendance),
    "forensic_hub:decision-maker-end": sends(lambda w, _: {"maker": w.of("referrals.DecisionMaker")[0].pk}),
    "forensic_hub:request-correct": sends(same_times),
    "forensic_hub:wrong-person-correct": sends(another_person),
    "forensic_hub:decision-maker-new": sends(lambda w, _: {"name": "Dr C Example", "trust": w.trusts[0].pk}),
    "forensic_hub:referral-put-on": sends(next_panel, State.AWAITING_DECISION),
    "forensic_hub:referral-decision": sends({"outcome": "not_accepted"}, State.AWAITING_DECISION),
    "forensic_hub:decision-check": sends(),
    "forensic_hub:decision-step": sends({"outcome": "defer"}),
    "forensic_hub:decision-correct": sends(decision_corrected, State.BED_SEARCH),
    "forensic_hub:referral-withdraw": sends({"why": "referrer"}, State.NEW),
    "forensic_hub:withdraw-undo": sends(None, State.NEW, after="forensic_hub:referral-withdraw"),
    "forensic_hub:referral-reopen": sends({"why": "It was too early"}, State.WITHDRAWN),
    "forensic_hub:note-new": sends(lambda w, _: NOTE | day("happened_on", today())),
    "forensic_hub:note-correct": sends(lambda w, _: NOTE | CORRECTION | day("happened_on", today())),
    "forensic_hub:note-undo": sends(who="hub_officer"),
    "forensic_hub:document-new": sends(a_file),
    "forensic_hub:document-checklist": sends(dict.fromkeys(Paper.values, "yes")),
    "forensic_hub:document-remove": sends({"why": "Of somebody else"}, State.NEW),
    "forensic_hub:document-undo": sends(None, State.NEW, who="hub_officer"),
    "forensic_hub:referrer-correct": sends(referrer),
    "forensic_hub:need-correct": sends({**ANSWERS_TO_LOG["need"], **CORRECTION}),
    "forensic_hub:legal-correct": sends(legal),
    "forensic_targets:target-change": sends(target),
}  # fmt: skip
