from django.urls import include, path

from slp_portal.urls import urlpatterns as portal

urlpatterns = [*portal, path("lessons/", include("tests.example.urls"))]
