from django.core.management.base import BaseCommand

from partnership.work.jobs.tidy import tidy


class Command(BaseCommand):
    help = "Deletes files and rows that have had their time. Once a day: ./portal run does it by itself."

    def handle(self, *args, **options) -> None:
        deleted = tidy()
        if options["verbosity"]:
            self.stdout.write(", ".join(f"{count:,} {what}" for what, count in deleted.items()) + " deleted.")
