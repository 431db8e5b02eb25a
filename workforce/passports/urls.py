from partnership.access.policy import Action
from partnership.access.routes import page
from partnership.pages.views import HistoryPage, ListDownload, NewPage
from workforce.passports.actions import passports
from workforce.passports.forms.passports import PassportForm
from workforce.passports.policy import MY_PASSPORT, PASSPORT
from workforce.passports.views.lists import ExpiringList, ExpiringRemind, PassportList
from workforce.passports.views.mine import MyPassport, MyPassportViewed
from workforce.passports.views.record import (
    CheckRecord,
    ItemRevoke,
    OfPassport,
    PassportItems,
    PassportOtherRole,
    PassportOverview,
    TrainingRecord,
)

LIST, VIEW, NEW, EDIT = (PASSPORT[action] for action in (Action.LIST, Action.VIEW, Action.NEW, Action.EDIT))
app_name = "passports"
ALL, ONE = "passports/", "passports/<str:reference>/"
PassportNew = NewPage.of(OfPassport, passports.create, PassportForm, title="Create a passport")
urlpatterns = [
    page("my-passport/", MyPassport, needs=MY_PASSPORT[Action.VIEW], name="my-passport"),
    page("my-passport/viewed/", MyPassportViewed, needs=MY_PASSPORT[Action.VIEW], name="my-passport-viewed"),
    page("expiring/", ExpiringList, needs=LIST, name="expiring-list"),
    page("expiring/remind/", ExpiringRemind, needs=EDIT, name="expiring-remind"),
    page(ALL, PassportList, needs=LIST, name="passport-list"),
    page(f"{ALL}download/", ListDownload.of(PassportList), needs=PASSPORT[Action.EXPORT], name="passport-download"),
    page(f"{ALL}new/", PassportNew, needs=NEW, name="passport-new"),
    page(ONE, PassportOverview, needs=VIEW, name="passport-overview"),
    page(f"{ONE}items/", PassportItems, needs=VIEW, name="passport-items"),
    page(f"{ONE}items/<int:pk>/revoke/", ItemRevoke, needs=EDIT, name="item-revoke"),
    page(f"{ONE}other-role/", PassportOtherRole, needs=VIEW, name="passport-other-role"),
    page(f"{ONE}history/", HistoryPage.of(OfPassport), needs=VIEW, name="passport-history"),
    page(f"{ONE}checks/<slug:kind>/record/", CheckRecord, needs=EDIT, name="check-record"),
    page(f"{ONE}training/record/", TrainingRecord, needs=EDIT, name="training-record"),
]
