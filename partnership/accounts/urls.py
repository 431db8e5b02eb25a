"""Choosing a role, and the people who sign in. The addresses of signing in itself are in sign_in_urls."""

from django.conf import settings

from partnership.access.policy import USER, Action
from partnership.access.routes import page, public, signed_in
from partnership.accounts.views import choose_role, grants, new_user, second_factor, sign_in, users
from partnership.pages.views import HistoryPage, ListFile

app_name = "accounts"

urlpatterns = [
    signed_in("account/choose-role/", choose_role.ChooseRole, name="choose-role"),
    signed_in("account/stay-signed-in/", sign_in.StaySignedIn, name="stay-signed-in"),
    signed_in("account/second-factor/picture/", second_factor.SecondFactorPicture, name="second-factor-picture"),
    page("manage/users/", users.UserList, needs=USER[Action.LIST], name="user-list"),
    page("manage/users/file/", ListFile.of(users.UserList), needs=USER[Action.EXPORT], name="user-download"),
    page("manage/users/new/", new_user.UserNew, needs=USER[Action.NEW], name="user-new"),
    page("manage/users/new/<uuid:answers>/", new_user.UserNew, needs=USER[Action.NEW], name="user-new-change"),
    page("manage/users/check/<uuid:answers>/", new_user.UserCheck, needs=USER[Action.NEW], name="user-check"),
    page("manage/users/<int:pk>/", users.UserOverview, needs=USER[Action.VIEW], name="user-overview"),
    page("manage/users/<int:pk>/history/", HistoryPage.of(users.OfUser), needs=USER[Action.VIEW], name="user-history"),
    page("manage/users/<int:pk>/deactivate/", users.UserDeactivate, needs=USER[Action.EDIT], name="user-deactivate"),
    page("manage/users/<int:pk>/reactivate/", users.UserReactivate, needs=USER[Action.EDIT], name="user-reactivate"),
    page(
        "manage/users/<int:pk>/second-factor/",
        users.UserSecondFactor,
        needs=USER[Action.EDIT],
        name="user-second-factor",
    ),
    page("manage/users/<int:pk>/roles/new/", grants.GrantNew, needs=USER[Action.EDIT], name="grant-new"),
    page("manage/users/<int:pk>/roles/<int:grant>/end/", grants.GrantEnd, needs=USER[Action.EDIT], name="grant-end"),
]

if settings.DEMONSTRATION:
    urlpatterns.append(public("account/sign-in-as/", sign_in.SignInAs, name="sign-in-as"))
