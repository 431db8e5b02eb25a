"""What passports put into the menu, search and the page where a member of staff begins."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.roles import HR_ADVISER, HR_LEAD, STAFF_MEMBER
from partnership.work.navigation import register_menu_entry
from partnership.work.search import Hit, Searcher, Words, register_search
from workforce.passports.models import Passport
from workforce.passports.policy import MY_PASSPORT, PASSPORT
from workforce.passports.views.lists import named

HR = {HR_ADVISER, HR_LEAD}
LIST = PASSPORT[Action.LIST]

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
