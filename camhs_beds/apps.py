from django.apps import AppConfig


class CamhsBedsConfig(AppConfig):
    name = "camhs_beds"
    label = "camhs_beds"
    verbose_name = "CAMHS beds"
