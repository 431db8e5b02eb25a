from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WorkConfig(AppConfig):
    name = "partnership.work"
    label = "work"
    verbose_name = "Work"

    def ready(self) -> None:
        """Each app's ``work.py`` says what it puts into the menu, My work and search, its ``imports.py`` which files it
        takes, its ``tidying.py`` what goes. A list too long to wait for becomes an export of ours."""
        autodiscover_modules("work", "imports", "tidying")

        from partnership.access.jobs import mail
        from partnership.pages.views.downloads import long_files_are_made_by
        from partnership.work.actions.notifications import tell_unsent
        from partnership.work.views.exports import ask_for

        mail.TELLS.append(tell_unsent)
        long_files_are_made_by(ask_for)
