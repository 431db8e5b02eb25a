"""The addresses of the young people's beds, under /camhs/."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "camhs_beds"

# Requests, matching, placements out of area
OF_THE_BED_TEAM: list[URLPattern] = []

# Units, beds, stays, looking ahead
OF_THE_WARDS: list[URLPattern] = []

urlpatterns = [*OF_THE_BED_TEAM, *OF_THE_WARDS]
