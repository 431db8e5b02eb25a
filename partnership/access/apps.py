from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccessConfig(AppConfig):
    name = "partnership.access"
    label = "access"

    def ready(self) -> None:
        autodiscover_modules("policy")
        from partnership.access import checks  # noqa: F401 - registers them
