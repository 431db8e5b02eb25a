"""The addresses of the young people's beds, under /camhs/."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "camhs_beds"

# Wards, beds and the board
OF_WARDS: list[URLPattern] = []

# Requests, matching and placements out of area
OF_COORDINATORS: list[URLPattern] = []

urlpatterns = [*OF_WARDS, *OF_COORDINATORS]
