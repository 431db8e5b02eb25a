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
        from partnership.pages.views.downloads import register_file_maker

        register_file_maker(ask_for)
