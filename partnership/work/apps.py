from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WorkConfig(AppConfig):
    name = "partnership.work"
    label = "work"
    verbose_name = "Work"

    def ready(self) -> None:
        """Each app's ``work.py`` says what it puts into the menu, My work and search, its ``cleanup.py`` what goes."""
        autodiscover_modules("work", "cleanup")

        from partnership.access.jobs import mail
        from partnership.work.actions.notifications import notify_unsent

        mail.register_notifier(notify_unsent)
