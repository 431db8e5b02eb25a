from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "workforce.sharing"
    label = "sharing"
