"""What passports put into the menu, search and the page where a member of staff begins."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.roles import HR_ADVISER, HR_LEAD, STAFF_MEMBER
from partnership.work.navigation import register_menu_entry
from partnership.work.search import Hit, Searcher, Words, register_search
from partnership.work.sources import Source, WorkItem, register_work
from workforce.passports.models import CorrectionRequest, Passport
from workforce.passports.policy import MY_PASSPORT, PASSPORT
from workforce.passports.views.lists import named
from workforce.passports.views.record import OfPassport

HR = {HR_ADVISER, HR_LEAD}
LIST, EDIT = PASSPORT[Action.LIST], PASSPORT[Action.EDIT]

register_menu_entry("Expiring", "passports:expiring-list", LIST, roles=HR, place=10, lands=True)
register_menu_entry("Passports", "passports:passport-list", LIST, roles=HR, place=20)
register_menu_entry(
    "My passport", "passports:my-passport", MY_PASSPORT[Action.VIEW], roles={STAFF_MEMBER}, place=-10, lands=True
)


def find(principal: Principal, words: Words) -> QuerySet[Passport]:
    """By reference or staff number, or by the beginnings of names."""
    rows = permitted(principal, LIST, Passport).select_related("staff_member", "employment__profile")
    if words.reference:
        return rows.filter(reference=words.reference)
    if words.text.isdecimal():
        return rows.filter(employment__staff_number=words.text)
    for word in words.text.split()[:4]:
        rows = rows.filter(Q(staff_member__last_name__istartswith=word) | Q(staff_member__first_name__istartswith=word))
    return rows.order_by("staff_member__last_name", "staff_member__first_name", "pk")


def hit(passport: Passport) -> Hit:
    name = named(passport.staff_member, passport)
    return Hit(passport.reference, name.url, detail=str(passport.employment), person=name)


register_search(Searcher("passports", "Passports", "passport", LIST, find, hit))


# My work of HR: requests for a correction that wait for an answer


def to_answer(principal: Principal) -> QuerySet[CorrectionRequest]:
    rows = permitted(principal, EDIT, CorrectionRequest).filter(answered_at=None)
    return rows.select_related("passport__staff_member").order_by("due_on", "pk")


def _to_answer(request: CorrectionRequest) -> WorkItem:
    passport = request.passport
    url = OfPassport.url_of(passport, "correction-answer", pk=request.pk)
    return WorkItem(
        "Answer a request for a correction", passport.reference, url, "Asked by the member of staff", request.due_on,
        person=named(passport.staff_member, passport),
    )  # fmt: skip


register_work(Source("passport-correction", EDIT, to_answer, _to_answer))
