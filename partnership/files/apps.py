from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FilesConfig(AppConfig):
    name = "partnership.files"
    label = "files"
    verbose_name = "Files"

    def ready(self) -> None:
        """Each app's ``imports.py`` says which files it takes. A list too long to wait for becomes an export."""
        autodiscover_modules("imports")

        from partnership.files.views.exports import ask_for
        from partnership.pages.views.downloads import long_files_are_made_by

        long_files_are_made_by(ask_for)
