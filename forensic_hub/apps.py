from django.apps import AppConfig


class ForensicHubConfig(AppConfig):
    name = "forensic_hub"
    label = "forensic_hub"
    verbose_name = "Forensic hub"
