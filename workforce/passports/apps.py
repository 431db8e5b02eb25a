from django.apps import AppConfig


class PassportsConfig(AppConfig):
    name = "workforce.passports"
    label = "passports"
