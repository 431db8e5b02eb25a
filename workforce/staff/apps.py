from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "workforce.staff"
    label = "staff"
