from partnership.access.policy import Action
from partnership.access.routes import page
from workforce.sharing.policy import SHARE
from workforce.sharing.views import MyShares, SharedList, ShareNew, ShareStop

app_name = "sharing"
MINE = "my-passport/shares/"
urlpatterns = [
    page("shared/", SharedList, needs=SHARE[Action.LIST], name="shared-list"),
    page(MINE, MyShares, needs=SHARE[Action.VIEW], name="my-shares"),
    page(f"{MINE}new/", ShareNew, needs=SHARE[Action.NEW], name="share-new"),
    page(f"{MINE}<int:pk>/stop/", ShareStop, needs=SHARE[Action.EDIT], name="share-stop"),
]
