"""Sixteen people, sixteen connections, one referral: one wins, nothing is lost, and everybody else reads a sentence."""

import datetime as dt
import threading
import time
from collections.abc import Callable

import pytest
from django.db import connections

from forensic_hub.referrals.actions import (
    assessments,
    corrections,
    decisions,
    duty,
    information,
    panels,
    referrals,
    transfers,
    triage,
)
from forensic_hub.referrals.journeys import LOG_REFERRAL
from forensic_hub.referrals.models import Assessment, Chase, Decision, InformationRequest, Referral
from forensic_hub.referrals.vocabulary import State
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.access.scope import acting_as, as_the_system
from partnership.organisations.models import Borough
from partnership.people.models import Person
from partnership.work.actions import drafts
from partnership.work.steps import Answers
from tests.factories import forensic as make
from tests.factories.access import hub_lead, hub_officer
from tests.forensic_hub.referrals.for_the_laws.rows import ANSWERS_TO_LOG

pytestmark = pytest.mark.usefixtures("committed")

PEOPLE = 16
TODAY = dt.date(2018, 4, 16)


def at_once(act: Callable[[Principal], object], people: list[Principal]) -> list[object]:
    """What each gets who does this at the same moment: the result, or the refusal's sentence."""
    together, answers = threading.Barrier(len(people)), []

    def one(somebody: Principal) -> None:
        try:
            with acting_as(somebody):
                together.wait()
                answers.append(act(somebody))
        except Refusal as refusal:
            answers.append(refusal.sentence)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(somebody,)) for somebody in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def one_winner(answers: list[object]) -> list[str]:
    """The sentences of the others, once it is sure that exactly one got through."""
    sentences = [answer for answer in answers if isinstance(answer, str)]
    assert (len(answers), len(sentences)) == (PEOPLE, PEOPLE - 1), sentences
    assert all(sentences)
    return sentences


@pytest.fixture
def everybody():
    return [hub_lead() for _ in range(PEOPLE)]


def history_of(referral: Referral) -> int:
    with as_the_system("read"):
        return Referral.pgh_event_model.objects.filter(pgh_obj_id=referral.pk).count()


def test_take_at_once_has_one_owner_and_names_them(everybody):
    referral = make.ReferralFactory()
    sentences = one_winner(at_once(lambda by: referrals.take(referral=referral, by=by), everybody))
    with as_the_system("read"):
        referral.refresh_from_db()
    assert all(str(referral.owner) in sentence for sentence in sentences)
    assert history_of(referral) == 2


def test_decide_at_once_keeps_one_decision(everybody):
    panel = make.quorate_panel()
    referral = make.ReferralFactory(state=State.AWAITING_DECISION, panel=panel)
    outcomes = iter([("placement", "medium"), ("not_accepted", ""), ("community", "")] * PEOPLE)
    chosen = {somebody.user_id: next(outcomes) for somebody in everybody}

    def decide(by):
        outcome, setting = chosen[by.user_id]
        return decisions.record(
            referral=referral, panel=panel, outcome=outcome, setting=setting, reason="Agreed", by=by
        )

    sentences = one_winner(at_once(decide, everybody))
    with as_the_system("read"):
        referral.refresh_from_db()
        decision = Decision.objects.get()
        assert referral.decision == decision
        assert all(f"{decision.recorded_by} changed it on 16 April 2018" in sentence for sentence in sentences)


def test_defer_at_once_keeps_one_deferral(everybody):
    panel = make.PanelFactory()
    referral = make.ReferralFactory(state=State.AWAITING_DECISION, panel=panel)
    sentences = one_winner(at_once(
        lambda by: decisions.record(referral=referral, panel=panel, outcome="defer", reason="Later", by=by), everybody
    ))  # fmt: skip
    assert all("recorded “Defer” for this panel" in sentence for sentence in sentences)


def test_correct_a_decision_at_once_is_corrected_once(everybody):
    panel = make.quorate_panel()
    referral = make.ReferralFactory(state=State.AWAITING_DECISION, panel=panel)
    with acting_as(everybody[0]):
        first = decisions.record(
            referral=referral, panel=panel, outcome="placement", setting="medium", reason="Agreed", by=everybody[0]
        )
    sentences = one_winner(at_once(
        lambda by: decisions.correct(
            decision=first, outcome="placement", setting="low", reason="Agreed", why="other", explanation="Low", by=by
        ),
        everybody,
    ))  # fmt: skip
    assert all("corrected this decision" in sentence for sentence in sentences)
    with as_the_system("read"):
        assert Decision.objects.count() == 2


def test_correct_at_once_loses_nothing(everybody):
    referral = make.ReferralFactory(priority="routine")
    one_winner(at_once(
        lambda by: corrections.correct(
            row=referral, changes={"place_name": f"HMP {by.user_id}"}, version=1, why="other", explanation="x", by=by
        ),
        everybody,
    ))  # fmt: skip
    with as_the_system("read"):
        referral.refresh_from_db()
        kept = referral.corrections.get()
    assert kept.new_value == referral.place_name


def test_accept_and_turn_down_at_once_do_one_of_them(everybody):
    referral = make.ReferralFactory()

    def triaged(by):
        if by.user_id % 2:
            return triage.accept(referral=referral, by=by)
        return triage.not_accept(referral=referral, why="criteria", explanation="", by=by)

    one_winner(at_once(triaged, everybody))
    with as_the_system("read"):
        referral.refresh_from_db()
        assert referral.closures.exists() is (referral.state == State.NOT_ACCEPTED)


def test_ask_at_once_sends_one_request(everybody):
    referral = make.ReferralFactory()
    one_winner(at_once(
        lambda by: information.ask(
            referral=referral, papers=["care_plan"], sent_to="a@example.nhs.uk", message="", chase_every=2, by=by
        ),
        everybody,
    ))  # fmt: skip
    with as_the_system("read"):
        assert InformationRequest.objects.count() == 1


def test_chase_at_once_counts_each(everybody):
    request = make.InformationRequestFactory()
    at_once(lambda by: information.chase(request=request, by=by, send=False), everybody)
    with as_the_system("read"):
        assert sorted(Chase.objects.values_list("number", flat=True)) == list(range(1, PEOPLE + 1))


def test_book_at_once_books_one(everybody):
    referral = make.ReferralFactory(state=State.ASSESSMENT_DUE)
    soon = dt.datetime(2018, 4, 17, 9, tzinfo=dt.UTC)
    booking = assessments.Booking(assessor_name="Dr B", planned_at=soon, place="HMP", how="video")
    one_winner(at_once(
        lambda by: assessments.book(referral=referral, booking=booking, by=by), everybody
    ))  # fmt: skip
    with as_the_system("read"):
        assert Assessment.objects.count() == 1


def test_set_day_zero_at_once_names_who_did(everybody):
    referral = make.ReferralFactory(legal_status=make.legal_status("s47"))
    sentences = one_winner(at_once(
        lambda by: transfers.set_day_zero(referral=referral, day_zero=TODAY, why="Received", by=by), everybody
    ))  # fmt: skip
    assert all("set day 0 to 16 April 2018" in sentence for sentence in sentences)


def test_log_at_once_gives_each_a_reference_and_everybody_a_turn():
    people = [hub_officer() for _ in range(PEOPLE)]
    with acting_as(people[0]):
        for somebody in people:
            duty.go_on_duty(by=people[0], officer=somebody.user)
    persons = {somebody.user_id: make.PersonFactory() for somebody in people}
    at_once(lambda by: referrals.log(by=by, person=persons[by.user_id], asked=make.asked()), people)
    with as_the_system("read"):
        logged = list(Referral.objects.order_by("reference"))
    assert [referral.reference for referral in logged] == [f"FR-2018-{n:04d}" for n in range(1, PEOPLE + 1)]
    assert {referral.owner_id for referral in logged} == {somebody.user_id for somebody in people}


def test_log_of_one_unknown_person_at_once_makes_one_person(everybody):
    typed = {page: {name: [value] for name, value in form.items()} for page, form in ANSWERS_TO_LOG.items()}
    typed["person"] |= {"first_name": ["Nova"], "last_name": ["Newcomer"]}
    typed["legal"]["legal_status"] = ["not-detained"]
    begun = {}
    for by in everybody:
        with acting_as(by):
            begun[by.user_id] = drafts.begin(by=by, kind=LOG_REFERRAL.slug, title="Nova", step="", typed=typed)

    def send(by):
        return LOG_REFERRAL.finish(by=by, answers=Answers(LOG_REFERRAL, begun[by.user_id], by))

    sentences = one_winner(at_once(send, everybody))

    assert all("was added just now" in sentence for sentence in sentences)
    with as_the_system("read"):
        assert Person.objects.count() == Referral.objects.count() == 1


def test_log_while_the_person_is_corrected_goes_to_the_trust_that_is_responsible_now(everybody):
    person, (lead, officer) = make.PersonFactory(borough="lambeth"), everybody[:2]
    corrected = threading.Event()

    def correct():
        with acting_as(lead):
            merton = {"home_area": "borough", "home_borough": Borough.objects.get(slug="merton")}
            corrections.correct_person(
                person=person, changes=merton, why="other", explanation="Moved", by=lead, version=None
            )
            corrected.set()
            time.sleep(0.5)  # the other has begun by now, and would be done before this is committed
        connections.close_all()

    first = threading.Thread(target=correct)
    first.start()
    corrected.wait()
    with acting_as(officer):
        referral = referrals.log(by=officer, person=person, asked=make.asked())
    first.join()

    assert referral.responsible_trust.slug == "swlstg"


def test_person_corrected_while_a_referral_goes_to_somebody_else_leaves_it_with_their_trust(everybody):
    referral = make.ReferralFactory(borough="lambeth")
    wrong, right = referral.person, make.PersonFactory(borough="merton")
    mover, corrector = everybody[:2]
    moved, found = threading.Event(), threading.Event()

    def move() -> None:
        try:
            with acting_as(mover):
                corrections.correct(
                    row=referral, changes={"person": right}, why="wrong_person", explanation="Two of one name",
                    by=mover, version=None,
                )  # fmt: skip
                moved.set()
                found.wait(5)
                time.sleep(0.3)  # by now the other one waits for the referral
        finally:
            connections.close_all()

    thread = threading.Thread(target=move)
    thread.start()
    moved.wait(5)
    found.set()
    with acting_as(corrector):
        corrections.correct_person(
            person=wrong, changes={"home_borough": Borough.objects.get(slug="bexley")}, why="wrong_value",
            explanation="Moved long ago", by=corrector, version=None,
        )  # fmt: skip
    thread.join()

    with as_the_system("a test looks"):
        referral.refresh_from_db()
        assert referral.person == right
        assert referral.responsible_trust == right.responsible_trust


def test_attendance_taken_off_while_a_decision_is_recorded_never_leaves_it_without_a_quorum(everybody):
    panel = make.quorate_panel()
    referral = make.ReferralFactory(state=State.AWAITING_DECISION, panel=panel)

    def act(by):
        if by is everybody[0]:
            return decisions.record(
                referral=referral, panel=panel, outcome="placement", setting="low", reason="Agreed", by=by
            )
        return panels.record_attendance(panel=panel, present=[], by=by)

    at_once(act, everybody[:2])
    with as_the_system("read"):
        assert Decision.objects.exists() is not bool(panels.trusts_missing(panel))
