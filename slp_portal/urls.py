"""Every address of the portal."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("partnership.accounts.sign_in_urls")),
    path("", include("partnership.accounts.urls")),
    path("", include("partnership.work.urls")),
    path("", include("partnership.files.urls")),
    path("help/", include("partnership.work.help_urls")),
    path("board/", include("partnership.measures.urls")),
    path("", include("partnership.savings.urls")),
    path("", include("partnership.programmes.urls")),
    path("", include("partnership.board.urls")),
    path("forensic/", include("forensic_hub.referrals.urls")),
    path("manage/", include("forensic_hub.referrals.manage_urls")),
    path("manage/", include("camhs_beds.manage_urls")),
    path("camhs/", include("camhs_beds.urls")),
    path("workforce/", include("workforce.passports.urls")),
    path("workforce/", include("workforce.sharing.urls")),
]
