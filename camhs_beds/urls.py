"""The addresses of the young people's beds, under /camhs/."""

from __future__ import annotations

from django.urls import URLPattern

from camhs_beds.journeys import LOG_REQUEST
from camhs_beds.policy import BED_REQUEST, OUT_OF_AREA, STAY
from camhs_beds.views import corrections, ending, matching, overview, placement, reserving
from camhs_beds.views.away import RequestOutOfArea
from camhs_beds.views.finding import FindYoungPerson
from camhs_beds.views.people import YoungPerson, YoungPersonCorrect
from camhs_beds.views.placement_list import PlacementDownload, PlacementList
from camhs_beds.views.request_list import RequestDownload, RequestList
from camhs_beds.views.stay_list import StayDownload, StayList
from partnership.access.policy import Action
from partnership.access.routes import page
from partnership.people.policy import PERSON

app_name = "camhs_beds"

# Wards, beds and the board
OF_WARDS: list[URLPattern] = []

# Requests, matching and placements out of area
REQUEST, AWAY = "requests/<str:reference>/", "out-of-area/<str:reference>/"
LIST, VIEW, NEW, EDIT, DECIDE, EXPORT = (
    BED_REQUEST[action] for action in (Action.LIST, Action.VIEW, Action.NEW, Action.EDIT, Action.DECIDE, Action.EXPORT)
)
OF_COORDINATORS: list[URLPattern] = [
    page("requests/", RequestList, needs=LIST, name="request-list"),
    page("requests/download/", RequestDownload, needs=EXPORT, name="request-download"),
    page("requests/new/find/", FindYoungPerson, needs=NEW, name="request-find"),
    *LOG_REQUEST.urls("requests/new/"),
    page("people/<str:reference>/", YoungPerson, needs=PERSON[Action.VIEW], name="person"),
    page("people/<str:reference>/correct/", YoungPersonCorrect, needs=PERSON[Action.EDIT], name="person-correct"),
    # One request
    page(REQUEST, overview.RequestOverview, needs=VIEW, name="request-overview"),
    page(f"{REQUEST}match/", matching.RequestMatch, needs=EDIT, name="request-match"),
    page(f"{REQUEST}offers/", matching.RequestOffers, needs=VIEW, name="request-offers"),
    page(f"{REQUEST}offers/<int:pk>/", matching.OfferAnswer, needs=DECIDE, name="offer-answer"),
    page(f"{REQUEST}offers/<int:pk>/stop/", matching.OfferStop, needs=EDIT, name="offer-stop"),
    page(f"{REQUEST}history/", overview.RequestHistory, needs=VIEW, name="request-history"),
    page(f"{REQUEST}reserve/", reserving.RequestReserve, needs=EDIT, name="request-reserve"),
    page(f"{REQUEST}extend/", reserving.RequestExtend, needs=EDIT, name="request-extend"),
    page(f"{REQUEST}release/", reserving.RequestRelease, needs=EDIT, name="request-release"),
    page(
        f"{REQUEST}ask-for-information/",
        ending.RequestAskForInformation,
        needs=EDIT,
        name="request-ask-for-information",
    ),
    page(
        f"{REQUEST}information-received/",
        ending.RequestInformationReceived,
        needs=EDIT,
        name="request-information-received",
    ),
    page(f"{REQUEST}assessment/", ending.RequestAssessment, needs=EDIT, name="request-assessment"),
    page(f"{REQUEST}withdraw/", ending.RequestWithdraw, needs=EDIT, name="request-withdraw"),
    page(f"{REQUEST}community/", ending.RequestCommunity, needs=EDIT, name="request-community"),
    page(f"{REQUEST}reopen/", ending.RequestReopen, needs=EDIT, name="request-reopen"),
    page(f"{REQUEST}undo/", ending.EndingUndo, needs=EDIT, name="ending-undo"),
    page(f"{REQUEST}correct/", corrections.RequestCorrect, needs=EDIT, name="request-correct"),
    page(f"{REQUEST}correct/person/", corrections.RequestWrongPerson, needs=EDIT, name="request-wrong-person"),
    page(f"{REQUEST}out-of-area/", RequestOutOfArea, needs=EDIT, name="request-out-of-area"),
    # Out of area
    page("out-of-area/", PlacementList, needs=OUT_OF_AREA[Action.LIST], name="placement-list"),
    page("out-of-area/download/", PlacementDownload, needs=OUT_OF_AREA[Action.EXPORT], name="placement-download"),
    page(AWAY, placement.PlacementOverview, needs=OUT_OF_AREA[Action.VIEW], name="placement-overview"),
    page(f"{AWAY}history/", placement.PlacementHistory, needs=OUT_OF_AREA[Action.VIEW], name="placement-history"),
    page(f"{AWAY}approve/", placement.PlacementApprove, needs=OUT_OF_AREA[Action.DECIDE], name="placement-approve"),
    page(f"{AWAY}withdraw/", placement.PlacementWithdraw, needs=OUT_OF_AREA[Action.EDIT], name="placement-withdraw"),
    page(f"{AWAY}admit/", placement.PlacementAdmit, needs=OUT_OF_AREA[Action.EDIT], name="placement-admit"),
    page(f"{AWAY}review/", placement.PlacementReview, needs=OUT_OF_AREA[Action.EDIT], name="placement-review"),
    page(
        f"{AWAY}bring-home/", placement.PlacementBringHome, needs=OUT_OF_AREA[Action.EDIT], name="placement-bring-home"
    ),
    page(f"{AWAY}end/", placement.PlacementEnd, needs=OUT_OF_AREA[Action.EDIT], name="placement-end"),
    # Stays
    page("stays/", StayList, needs=STAY[Action.LIST], name="stay-list"),
    page("stays/download/", StayDownload, needs=STAY[Action.EXPORT], name="stay-download"),
]

urlpatterns = [*OF_WARDS, *OF_COORDINATORS]
