"""Every address of the portal, and the yardstick."""

from django.views.generic import TemplateView

from partnership.access.routes import signed_in
from slp_portal.urls import urlpatterns as portal

BARE = "bench/bare/"

urlpatterns = [signed_in(BARE, TemplateView.as_view(template_name="base.html"), name="bare"), *portal]
