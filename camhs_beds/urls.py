"""The addresses of the young people's beds, under /camhs/."""

from __future__ import annotations

from django.urls import URLPattern

from camhs_beds.actions import out_of_area, requests
from camhs_beds.forms.finding_a_bed import CommunityForm, InformationForm, ReleaseForm, WithdrawForm
from camhs_beds.forms.out_of_area import EndForm, WithdrawOutOfAreaForm
from camhs_beds.journeys import LOG_REQUEST
from camhs_beds.policy import BED, BED_REQUEST, DASHBOARD, OCCUPANCY, OUT_OF_AREA, SITREP, STAY
from camhs_beds.views import (
    beds,
    corrections,
    ending,
    families,
    matching,
    occupancy,
    out_of_area_forms,
    reserving,
    sitrep,
    stay_corrections,
    stay_record,
    stays,
    units,
)
from camhs_beds.views.admitting import StayNew
from camhs_beds.views.ask_out_of_area import RequestOutOfArea
from camhs_beds.views.board import BedBoard
from camhs_beds.views.confirming import UnitConfirm
from camhs_beds.views.counted import RequestsCounted, StaysCounted
from camhs_beds.views.dashboard import Dashboard
from camhs_beds.views.out_of_area import OfOutOfArea, OutOfAreaHistory, OutOfAreaOverview
from camhs_beds.views.out_of_area_list import OutOfAreaList
from camhs_beds.views.overview import RequestOverview
from camhs_beds.views.people import YoungPerson, YoungPersonCorrect
from camhs_beds.views.record import OfRequest, RequestHistory
from camhs_beds.views.request_list import RequestList
from camhs_beds.views.stay_list import StayList
from partnership.access.policy import Action
from partnership.access.routes import page, public
from partnership.pages import converters  # noqa: F401 - <date:date>
from partnership.pages.views import ListDownload, moves
from partnership.people.policy import PERSON
from partnership.work.views.find_person import FindPerson

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
    page(BED_ITSELF, beds.BedOverview, needs=SEE_BEDS, name="bed-overview"),
    page(f"{BED_ITSELF}out-of-service/", beds.BedOutOfService, needs=CHANGE_BEDS, name="bed-out-of-service"),
    page(f"{BED_ITSELF}extend/", beds.BedExtend, needs=CHANGE_BEDS, name="bed-extend"),
    page(f"{BED_ITSELF}return-to-service/", beds.BedReturnToService, needs=CHANGE_BEDS, name="bed-return-to-service"),
    page("stays/new/", StayNew, needs=STAY[Action.NEW], name="stay-new"),
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
REQUEST, PLACEMENT = "requests/<str:reference>/", "out-of-area/<str:reference>/"
SEE_PLACEMENT, CHANGE_PLACEMENT = OUT_OF_AREA[Action.VIEW], OUT_OF_AREA[Action.EDIT]
LIST, VIEW, NEW, EDIT, DECIDE, EXPORT = (
    BED_REQUEST[action] for action in (Action.LIST, Action.VIEW, Action.NEW, Action.EDIT, Action.DECIDE, Action.EXPORT)
)
OF_COORDINATORS: list[URLPattern] = [
    page("requests/", RequestList, needs=LIST, name="request-list"),
    page("requests/download/", ListDownload.of(RequestList, "bed_requests"), needs=EXPORT, name="request-download"),
    page(
        "requests/new/find/",
        FindPerson.of(OfRequest, LOG_REQUEST, title="Is this young person already known?"),
        needs=NEW,
        name="request-find",
    ),
    *LOG_REQUEST.urls("requests/new/"),
    page("people/<str:reference>/", YoungPerson, needs=PERSON[Action.VIEW], name="person"),
    page("people/<str:reference>/correct/", YoungPersonCorrect, needs=PERSON[Action.EDIT], name="person-correct"),
    # One request
    page(REQUEST, RequestOverview, needs=VIEW, name="request-overview"),
    page(f"{REQUEST}offers/", matching.RequestOffers, needs=VIEW, name="request-offers"),
    page(f"{REQUEST}offers/<int:pk>/", matching.OfferAnswer, needs=DECIDE, name="offer-answer"),
    page(f"{REQUEST}offers/<int:pk>/stop/", matching.OfferStop, needs=EDIT, name="offer-stop"),
    page(f"{REQUEST}history/", RequestHistory, needs=VIEW, name="request-history"),
    *moves(
        OfRequest,
        REQUEST,
        search=matching.RequestMatch,
        reserve=reserving.RequestReserve,
        release=(requests.release, ReleaseForm),
        ask_information=(requests.ask_information, InformationForm),
        receive_information=requests.receive_information,
        withdraw=(requests.withdraw, WithdrawForm),
        choose_community=(requests.community_alternative, CommunityForm),
        reopen=requests.reopen,
    ),
    page(f"{REQUEST}extend/", reserving.RequestExtend, needs=EDIT, name="request-extend"),
    page(f"{REQUEST}assessment/", ending.RequestAssessment, needs=EDIT, name="request-assessment"),
    page(f"{REQUEST}undo/", ending.EndingUndo, needs=EDIT, name="ending-undo"),
    page(f"{REQUEST}correct/", corrections.RequestCorrect, needs=EDIT, name="request-correct"),
    page(f"{REQUEST}correct/person/", corrections.RequestWrongPerson, needs=EDIT, name="request-wrong-person"),
    page(f"{REQUEST}out-of-area/", RequestOutOfArea, needs=OUT_OF_AREA[Action.NEW], name="request-out-of-area"),
    # Out of area
    page("out-of-area/", OutOfAreaList, needs=OUT_OF_AREA[Action.LIST], name="out-of-area-list"),
    page(
        "out-of-area/download/",
        ListDownload.of(OutOfAreaList, "out_of_area"),
        needs=OUT_OF_AREA[Action.EXPORT],
        name="out-of-area-download",
    ),
    page(PLACEMENT, OutOfAreaOverview, needs=SEE_PLACEMENT, name="out-of-area-overview"),
    page(f"{PLACEMENT}history/", OutOfAreaHistory, needs=SEE_PLACEMENT, name="out-of-area-history"),
    *moves(
        OfOutOfArea,
        PLACEMENT,
        refuse=out_of_area_forms.OutOfAreaApprove,
        withdraw=(out_of_area.withdraw, WithdrawOutOfAreaForm),
        place=out_of_area_forms.OutOfAreaAdmit,
        end=(out_of_area.end, EndForm),
    ),
    page(f"{PLACEMENT}review/", out_of_area_forms.OutOfAreaReview, needs=CHANGE_PLACEMENT, name="out-of-area-review"),
    page(
        f"{PLACEMENT}bring-home/",
        out_of_area_forms.OutOfAreaBringHome,
        needs=CHANGE_PLACEMENT,
        name="out-of-area-bring-home",
    ),
    # Stays
    page("stays/", StayList, needs=STAY[Action.LIST], name="stay-list"),
    page("stays/download/", ListDownload.of(StayList), needs=STAY[Action.EXPORT], name="stay-download"),
]

# What is measured
OF_MEASURES: list[URLPattern] = [
    page("dashboard/", Dashboard, needs=DASHBOARD[Action.VIEW], name="dashboard"),
    page("measures/<slug:slug>/<str:month>/stays/", StaysCounted, needs=STAY[Action.LIST], name="stays-counted"),
    page("measures/<slug:slug>/<str:month>/requests/", RequestsCounted, needs=LIST, name="requests-counted"),
]

urlpatterns = [*OF_COORDINATORS, *OF_WARDS, *OF_MEASURES]
