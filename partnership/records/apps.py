from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "partnership.records"
    label = "records"
