from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WorkConfig(AppConfig):
    name = "partnership.work"
    label = "work"
    verbose_name = "Work"

    def ready(self) -> None:
        """Each app's ``work.py`` says what it puts into the menu, My work and search, its ``imports.py`` which files it
        takes. A list too long to wait for becomes an export of ours."""
        autodiscover_modules("work")
        autodiscover_modules("imports")

        from partnership.pages.views.downloads import long_files_are_made_by
        from partnership.work.views.exports import ask_for

        long_files_are_made_by(ask_for)
