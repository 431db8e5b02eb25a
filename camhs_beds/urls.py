"""The addresses of the young people's beds, under /camhs/."""

from __future__ import annotations

from django.urls import URLPattern

from camhs_beds.journeys import LOG_REQUEST
from camhs_beds.policy import BED, BED_REQUEST, DASHBOARD, OCCUPANCY, OUT_OF_AREA, SITREP, STAY
from camhs_beds.views import (
    beds,
    corrections,
    ending,
    families,
    matching,
    occupancy,
    out_of_area,
    overview,
    reserving,
    sitrep,
    stay_corrections,
    stay_record,
    stays,
    units,
)
from camhs_beds.views.ask_out_of_area import RequestOutOfArea
from camhs_beds.views.board import BedBoard
from camhs_beds.views.confirming import UnitConfirm
from camhs_beds.views.counted import RequestsCounted, StaysCounted
from camhs_beds.views.dashboard import Dashboard
from camhs_beds.views.find_young_person import FindYoungPerson
from camhs_beds.views.out_of_area_list import OutOfAreaDownload, OutOfAreaList
from camhs_beds.views.people import YoungPerson, YoungPersonCorrect
from camhs_beds.views.request_list import RequestDownload, RequestList
from camhs_beds.views.stay_list import StayDownload, StayList
from partnership.access.policy import Action
from partnership.access.routes import page, public
from partnership.pages import converters  # noqa: F401 - <date:date>
from partnership.people.policy import PERSON

app_name = "camhs_beds"

# Wards, beds and the board
UNIT, BED_ITSELF, A_STAY = "units/<slug:slug>/", "beds/<slug:slug>/", "stays/<str:reference>/"
SEE_BEDS, CHANGE_BEDS = BED[Action.VIEW], BED[Action.EDIT]
SEE_STAY, CHANGE_STAY = STAY[Action.VIEW], STAY[Action.EDIT]
OF_WARDS: list[URLPattern] = [
    page("board/", BedBoard, needs=BED[Action.LIST], name="board"),
    page("units/", units.UnitList, needs=BED[Action.LIST], name="unit-list"),
    page(UNIT, units.UnitOverview, needs=SEE_BEDS, name="unit-overview"),
    page(f"{UNIT}beds/", units.UnitBeds, needs=SEE_BEDS, name="unit-beds"),
    page(f"{UNIT}history/", units.UnitHistory, needs=SEE_BEDS, name="unit-history"),
    page(f"{UNIT}confirm/", UnitConfirm, needs=CHANGE_BEDS, name="unit-confirm"),
    page(f"{UNIT}takes/", families.UnitProfileEdit, needs=CHANGE_BEDS, name="unit-profile"),
    page(f"{UNIT}for-families/edit/", families.FamilyPageEdit, needs=CHANGE_BEDS, name="family-page-edit"),
    public(f"{UNIT}for-families/", families.FamilyPageView, name="family-page"),
    public("for-families/", families.FamilyPages, name="family-pages"),
    page(BED_ITSELF, beds.BedView, needs=SEE_BEDS, name="bed-view"),
    page(f"{BED_ITSELF}out-of-service/", beds.BedOutOfService, needs=CHANGE_BEDS, name="bed-out-of-service"),
    page(f"{BED_ITSELF}extend/", beds.BedExtend, needs=CHANGE_BEDS, name="bed-extend"),
    page(f"{BED_ITSELF}return-to-service/", beds.BedReturnToService, needs=CHANGE_BEDS, name="bed-return-to-service"),
    page("stays/new/", stays.StayNew, needs=STAY[Action.NEW], name="stay-new"),
    page(A_STAY, stay_record.StayOverview, needs=SEE_STAY, name="stay-overview"),
    page(f"{A_STAY}history/", stay_record.StayHistory, needs=SEE_STAY, name="stay-history"),
    page(f"{A_STAY}leave/", stays.StayLeave, needs=CHANGE_STAY, name="stay-leave"),
    page(f"{A_STAY}return/", stays.StayReturn, needs=CHANGE_STAY, name="stay-return"),
    page(f"{A_STAY}change-bed/", stays.StayChangeBed, needs=CHANGE_STAY, name="stay-change-bed"),
    page(f"{A_STAY}discharge/", stays.StayDischarge, needs=CHANGE_STAY, name="stay-discharge"),
    page(f"{A_STAY}expected/", stays.StayExpectedDischarge, needs=CHANGE_STAY, name="stay-expected-discharge"),
    page(f"{A_STAY}ready/", stays.StayReady, needs=CHANGE_STAY, name="stay-ready"),
    page(f"{A_STAY}undo/", stays.StayUndo, needs=CHANGE_STAY, name="stay-undo"),
    page(f"{A_STAY}correct/", stay_corrections.StayCorrect, needs=CHANGE_STAY, name="stay-correct"),
    page(f"{A_STAY}leave/<int:pk>/correct/", stay_corrections.LeaveCorrect, needs=CHANGE_STAY, name="leave-correct"),
    page("occupancy/", occupancy.Occupancy, needs=OCCUPANCY[Action.VIEW], name="occupancy"),
    page("occupancy/<date:date>/", occupancy.OccupancyDay, needs=OCCUPANCY[Action.VIEW], name="occupancy-day"),
    page("sitrep/", sitrep.SitrepNow, needs=SITREP[Action.VIEW], name="sitrep-now"),
    page("sitrep/<date:date>/", sitrep.Sitrep, needs=SITREP[Action.VIEW], name="sitrep"),
    page("sitrep/<date:date>/download/", sitrep.SitrepFile, needs=SITREP[Action.VIEW], name="sitrep-file"),
    page("sitrep/<date:date>/beds/", sitrep.SitrepBeds, needs=SITREP[Action.VIEW], name="sitrep-beds"),
    page("sitrep/<date:date>/requests/", sitrep.SitrepRequests, needs=BED_REQUEST[Action.LIST], name="sitrep-requests"),
    page("sitrep/<date:date>/out-of-area/", sitrep.SitrepOutOfArea, needs=STAY[Action.LIST], name="sitrep-out-of-area"),
]

# Requests, matching and placements out of area
REQUEST, ONE_OUT_OF_AREA = "requests/<str:reference>/", "out-of-area/<str:reference>/"
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
    page(f"{REQUEST}out-of-area/", RequestOutOfArea, needs=OUT_OF_AREA[Action.NEW], name="request-out-of-area"),
    # Out of area
    page("out-of-area/", OutOfAreaList, needs=OUT_OF_AREA[Action.LIST], name="out-of-area-list"),
    page("out-of-area/download/", OutOfAreaDownload, needs=OUT_OF_AREA[Action.EXPORT], name="out-of-area-download"),
    page(ONE_OUT_OF_AREA, out_of_area.OutOfAreaOverview, needs=OUT_OF_AREA[Action.VIEW], name="out-of-area-overview"),
    page(
        f"{ONE_OUT_OF_AREA}history/",
        out_of_area.OutOfAreaHistory,
        needs=OUT_OF_AREA[Action.VIEW],
        name="out-of-area-history",
    ),
    page(
        f"{ONE_OUT_OF_AREA}approve/",
        out_of_area.OutOfAreaApprove,
        needs=OUT_OF_AREA[Action.DECIDE],
        name="out-of-area-approve",
    ),
    page(
        f"{ONE_OUT_OF_AREA}withdraw/",
        out_of_area.OutOfAreaWithdraw,
        needs=OUT_OF_AREA[Action.EDIT],
        name="out-of-area-withdraw",
    ),
    page(
        f"{ONE_OUT_OF_AREA}admit/", out_of_area.OutOfAreaAdmit, needs=OUT_OF_AREA[Action.EDIT], name="out-of-area-admit"
    ),
    page(
        f"{ONE_OUT_OF_AREA}review/",
        out_of_area.OutOfAreaReview,
        needs=OUT_OF_AREA[Action.EDIT],
        name="out-of-area-review",
    ),
    page(
        f"{ONE_OUT_OF_AREA}bring-home/",
        out_of_area.OutOfAreaBringHome,
        needs=OUT_OF_AREA[Action.EDIT],
        name="out-of-area-bring-home",
    ),
    page(f"{ONE_OUT_OF_AREA}end/", out_of_area.OutOfAreaEnd, needs=OUT_OF_AREA[Action.EDIT], name="out-of-area-end"),
    # Stays
    page("stays/", StayList, needs=STAY[Action.LIST], name="stay-list"),
    page("stays/download/", StayDownload, needs=STAY[Action.EXPORT], name="stay-download"),
]

# What is measured
OF_MEASURES: list[URLPattern] = [
    page("dashboard/", Dashboard, needs=DASHBOARD[Action.VIEW], name="dashboard"),
    page("measures/<slug:slug>/<str:month>/stays/", StaysCounted, needs=STAY[Action.LIST], name="stays-counted"),
    page("measures/<slug:slug>/<str:month>/requests/", RequestsCounted, needs=LIST, name="requests-counted"),
]

urlpatterns = [*OF_COORDINATORS, *OF_WARDS, *OF_MEASURES]
