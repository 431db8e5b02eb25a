"""The addresses of the board's pages, and of a trust's."""

from partnership.access.policy import Action
from partnership.access.routes import page
from partnership.board.packs.files import makes_pdf
from partnership.board.policy import CLAIM, PACK, TRUST_TODAY
from partnership.board.views import claims, pack_forms, packs, performance, today
from partnership.board.views.compare import Compare
from partnership.board.views.packs import OfPack
from partnership.measures.policy import MEASURE
from partnership.pages.views import HistoryPage, moves

app_name = "board"

PACKS, ONE, VERSION = (
    "board/packs/",
    "board/packs/<str:reference>/",
    "board/packs/<str:reference>/versions/<int:number>/",
)
CLAIMS = "board/claims/"
TRUST = "partnership/trusts/<slug:slug>/"

urlpatterns = [
    page("board/", performance.Performance, needs=MEASURE[Action.LIST], name="performance"),
    page("board/download/", performance.PerformanceDownload, needs=MEASURE[Action.EXPORT], name="performance-download"),
    page("partnership/compare/", Compare, needs=MEASURE[Action.VIEW], name="compare"),
    # Published claims
    page(CLAIMS, claims.ClaimList, needs=CLAIM[Action.LIST], name="claim-list"),
    page(f"{CLAIMS}download/", claims.ClaimDownload, needs=CLAIM[Action.EXPORT], name="claim-download"),
    page(f"{CLAIMS}around/", claims.ToleranceView, needs=CLAIM[Action.VIEW], name="tolerance"),
    page(f"{CLAIMS}around/change/", claims.ToleranceChange, needs=CLAIM[Action.DECIDE], name="tolerance-change"),
    page(f"{CLAIMS}<slug:slug>/", claims.ClaimView, needs=CLAIM[Action.VIEW], name="claim"),
    page(f"{CLAIMS}<slug:slug>/why/", claims.ClaimNoteNew, needs=CLAIM[Action.EDIT], name="claim-note"),
    # Packs
    page(PACKS, packs.PackList, needs=PACK[Action.LIST], name="pack-list"),
    page(f"{PACKS}new/", pack_forms.PackNew, needs=PACK[Action.NEW], name="pack-new"),
    page(ONE, packs.PackOverview, needs=PACK[Action.VIEW], name="pack-overview"),
    page(f"{ONE}preview/", packs.PackPreview, needs=PACK[Action.EDIT], name="pack-preview"),
    page(f"{ONE}change/", pack_forms.PackChange, needs=PACK[Action.EDIT], name="pack-change"),
    page(f"{ONE}commentary/", pack_forms.PackCommentary, needs=PACK[Action.EDIT], name="pack-commentary"),
    *moves(OfPack, ONE, issue=pack_forms.PackIssuing),
    page(f"{ONE}history/", HistoryPage.of(OfPack), needs=PACK[Action.VIEW], name="pack-history"),
    page(VERSION, packs.PackOverview, needs=PACK[Action.VIEW], name="pack-version"),
    page(f"{VERSION}data/", packs.PackData, needs=PACK[Action.EXPORT], name="pack-data"),
    # A trust
    page("partnership/trusts/", today.MyTrust, needs=TRUST_TODAY[Action.VIEW], name="my-trust"),
    page(TRUST, today.TrustToday, needs=TRUST_TODAY[Action.VIEW], name="trust-today"),
    page(f"{TRUST}seen/", today.TrustSeen, needs=TRUST_TODAY[Action.EDIT], name="trust-seen"),
]
if makes_pdf():
    urlpatterns.append(page(f"{VERSION}pdf/", packs.PackPdf, needs=PACK[Action.EXPORT], name="pack-pdf"))
