from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "partnership.organisations"
    label = "organisations"
