from django.apps import AppConfig


class SavingsConfig(AppConfig):
    name = "partnership.savings"
    label = "savings"
    verbose_name = "Savings"
