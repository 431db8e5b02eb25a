from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MeasuresConfig(AppConfig):
    name = "partnership.measures"
    label = "measures"
    verbose_name = "Measures"

    def ready(self) -> None:
        """Each app's ``measures.py`` says what it measures."""
        autodiscover_modules("measures")
