"""What the young people's beds put into the menu, My work and search."""

from camhs_beds.work import requests, today, wards  # noqa: F401 - each registers what it adds
