from django.conf import settings
from django.core.management.base import BaseCommand

from slp_portal.assets import write_assets


class Command(BaseCommand):
    help = "Writes the NHS.UK css and js where collectstatic finds them."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options) -> None:
        write_assets(settings.ASSETS)
