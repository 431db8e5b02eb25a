from django.core.management.base import BaseCommand

from slp_portal.ownership import prepare


class Command(BaseCommand):
    """The only command that connects as the owner."""

    help = "Brings the database up to date: extensions, the serving role's grants, migrations."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options) -> None:
        prepare(verbosity=options["verbosity"])
