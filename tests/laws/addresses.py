"""Every address of the portal with the rows of the world that it can name. A route that is not known here fails."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Model
from django.urls import reverse

from forensic_hub.referrals.vocabulary import State
from partnership.access.models import Grant, User
from partnership.access.policy import TABLES
from partnership.access.routes import Route, every_route
from partnership.arithmetic import clock
from tests.laws import files_in_and_out, of_board, of_camhs, of_measures, of_programmes, of_savings, of_wards
from tests.laws.askers import ANSWERS, Asker
from tests.laws.world import World

NO_KEY = UUID(int=7)
NEVER = {"reference": "FR-2018-9999", "date": dt.date(2099, 12, 24)}
"""What nothing is called; anything else is a key or a number that nothing has."""


@dataclass(frozen=True)
class Address:
    """One page of one row; ``row`` is None for a page that names none. ``is_unknown``: nothing is there."""

    route: Route
    url: str
    row: Model | None = None
    is_unknown: bool = False

    def __str__(self) -> str:
        return f"{self.route.name} {self.url}"


Named = tuple[dict[str, Any], Model | None]


@dataclass(frozen=True)
class Tried:
    """What rows a route is to be tried on. ``turn`` chooses the states of records: all have their turn somewhere."""

    world: World
    asker: Asker
    turn: int
    route: Route


Provider = Callable[[Tried], list[Named]]


def addresses(world: World, asker: Asker, route: Route, turn: int = 0) -> Iterator[Address]:
    """The pages of a route: one for each row that it is tried on, and one of what never was."""
    if by_query := of_wards.BY_QUERY.get(route.name):
        yield from _by_query(route, by_query(Tried(world, asker, turn, route)))
        return
    named, query = _named(route, Tried(world, asker, turn, route)), QUERY.get(route.name, "")
    for arguments, row in named:
        yield Address(route, reverse(route.name, kwargs=arguments) + query, row)
    if arguments_of(route):
        nothing = {name: _nothing(name, value) for name, value in named[0][0].items()}
        yield Address(route, reverse(route.name, kwargs=nothing) + query, is_unknown=True)


def _by_query(route: Route, named: list[Named]) -> Iterator[Address]:
    """Of a page that names its row behind the question mark."""
    for asked, row in named:
        yield Address(route, f"{reverse(route.name)}?{urlencode(asked)}", row)
    nothing = dict.fromkeys(named[0][0], NEVER["reference"])
    yield Address(route, f"{reverse(route.name)}?{urlencode(nothing)}", is_unknown=True)


ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


def arguments_of(route: Route) -> tuple[str, ...]:
    return tuple(ARGUMENT.findall(route.pattern))


_ASSESSED = tuple(state for state in State if state != State.ASSESSMENT_BOOKED)
STATES: dict[str, tuple[State, ...]] = {
    "forensic_hub:assessment-correct": _ASSESSED,
    "forensic_hub:decision-letter": (State.BED_SEARCH,),
    "forensic_hub:decision-correct": (State.BED_SEARCH,),
    "forensic_hub:document-download": tuple(state for state in State if state != State.WITHDRAWN),
}
"""The states in which a page has something to show; any other page has in every state."""

QUERY = {
    "work:saved-filter-new": "?list=forensic_hub:referral-list&q=priority%3Durgent",
    "forensic_hub:referral-assign": "?view=unassigned",
    "forensic_hub:referral-download": "?view=open",
    **of_programmes.QUERY,
    **of_savings.QUERY,
    **of_camhs.QUERY,
}
"""What a page has to be asked with."""


class NobodyKnowsHowToOpen(AssertionError):
    """A route whose arguments no provider gives: it would not be tried, so it fails."""


def _named(route: Route, tried: Tried) -> list[Named]:
    if not arguments_of(route):
        return [({}, None)]
    for pattern, provider in PROVIDERS.items():
        if re.match(pattern, route.pattern):
            named = provider(tried)
            if named and all(set(arguments) == set(arguments_of(route)) for arguments, _ in named):
                return named
    raise NobodyKnowsHowToOpen(f"{route.pattern}: say in {__name__} which rows this address names.")


def _nothing(name: str, value: Any) -> Any:
    if name in NEVER:
        return NEVER[name]
    return NO_KEY if isinstance(value, UUID) else 999_999_999 if isinstance(value, int) else "zz-nothing"


@cache
def routes() -> tuple[Route, ...]:
    return tuple(every_route())


def referrals(tried: Tried) -> list[Named]:
    """One of the asker's own trust and one of another or of none; for whoever has no trust, one of any. By turns."""
    own = [trust for trust in tried.world.trusts if trust.pk == tried.asker.principal.trust_id]
    others = [trust for trust in [*tried.world.trusts, None] if trust not in own]
    states = STATES.get(tried.route.name, tuple(State))
    found = [
        tried.world.referral(trust, states[(tried.turn + place) % len(states)])
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


def owned(model: str, argument: str, where: Callable[[Any], bool] = lambda row: True, **further: Any) -> Provider:
    """The asker's own row in the role that they work in, and somebody else's, of those that fit."""

    def provider(tried: Tried) -> list[Named]:
        who, column = tried.asker.principal, TABLES[model].own
        fitting = [row for row in tried.world.of(model) if where(row)]
        own = [row for row in fitting if getattr(row, column) == who.user and _role_of(row) in (None, str(who.role))]
        others = [row for row in fitting if getattr(row, column) != who.user]
        return [({argument: row.pk, **further}, row) for row in [*own[:1], others[0]]]

    return provider


def _role_of(row: Any) -> str | None:
    return getattr(row, "role", None)


def draft_of(kind: str, at_step: str, **further: Any) -> Provider:
    """A draft that is being written and has got to this step."""
    return owned("work.Draft", "draft", lambda d: (d.kind, d.became, d.step) == (kind, "", at_step), **further)


def users(tried: Tried) -> list[Named]:
    return [({"pk": User.objects.order_by("pk")[0].pk}, None)]


def users_who_left(tried: Tried) -> list[Named]:
    return [({"pk": User.objects.filter(is_active=False)[0].pk}, None)]


def users_with_a_second_factor(tried: Tried) -> list[Named]:
    return [({"pk": User.objects.exclude(authenticator=None)[0].pk}, None)]


def grants(tried: Tried) -> list[Named]:
    grant = Grant.objects.active().order_by("pk")[0]
    return [({"pk": grant.user_id, "grant": grant.pk}, None)]


def kept_answers(tried: Tried) -> list[Named]:
    return [({"answers": ANSWERS}, None)]


def draft_with_a_file(tried: Tried) -> list[Named]:
    """The asker's own draft, and somebody else's."""
    drafts = [d for d in tried.world.of("work.Draft") if d.kind == "referral-new" and d.files_of("documents")]
    own = [draft for draft in drafts if draft.owner == tried.asker.principal.user][:1]
    others = [draft for draft in drafts if draft.owner != tried.asker.principal.user][:1]
    return [
        ({"draft": draft.pk, "step": "documents", "key": UUID(draft.files_of("documents")[0]["key"])}, draft)
        for draft in [*own, *others]
    ]


def a_key_that_was_never_sent(tried: Tried) -> list[Named]:
    return [({"uidb36": "zz", "key": "never-sent"}, None)]


def targets(tried: Tried) -> list[Named]:
    return [({"pk": rule.pk}, None) for rule in tried.world.of("referrals.TargetRule")[:1]]


def a_month_that_was_counted(tried: Tried) -> list[Named]:
    return [({"slug": "open-referrals", "month": "2018-04"}, None)]


PROVIDERS: dict[str, Provider] = {
    r"forensic/measures/": a_month_that_was_counted,
    r"manage/users/<int:pk>/roles/<int:grant>/": grants,
    r"manage/users/<int:pk>/reactivate/": users_who_left,
    r"manage/users/<int:pk>/second-factor/": users_with_a_second_factor,
    r"manage/users/<int:pk>/": users,
    r"manage/users/(new|check)/<uuid:answers>/": kept_answers,
    r"manage/targets/": targets,
    r".*reset-password/.*uidb36": a_key_that_was_never_sent,
    r"my-work/drafts/<uuid:draft>/": draft_of("referral-new", "person"),
    r"notifications/<uuid:notification>/": owned("work.Notification", "notification"),
    r"saved-filters/<int:saved>/": owned("work.SavedFilter", "saved"),
    **files_in_and_out.PROVIDERS,
    **of_measures.PROVIDERS,
    **of_programmes.PROVIDERS,
    **of_savings.providers(draft_of, owned, NO_KEY),
    **of_board.PROVIDERS,
    r"forensic/referrals/new/.*/files/": draft_with_a_file,
    r"forensic/referrals/new/.*<slug:step>/": draft_of("referral-new", "person", step="person"),
    r"forensic/referrals/new/.*/check/": draft_of("referral-new", "check"),
    r"forensic/referrals/new/.*/done/": owned(
        "work.Draft", "draft", lambda draft: draft.kind == "referral-new" and draft.became
    ),
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
    r"camhs/requests/new/.*/files/": draft_of("request-new", "person", step="person", key=NO_KEY),
    r"camhs/requests/new/.*<slug:step>/": draft_of("request-new", "person", step="person"),
    r"camhs/requests/new/.*/check/": draft_of("request-new", "check"),
    r"camhs/requests/new/.*/done/": owned(
        "work.Draft", "draft", lambda draft: draft.kind == "request-new" and draft.became
    ),
    **of_camhs.PROVIDERS,
}
"""Beginning of a route's pattern → the rows that it names. The first that fits is taken."""
