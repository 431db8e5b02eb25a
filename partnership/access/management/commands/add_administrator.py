"""The first person who can sign in, who adds all the others."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from partnership.access.actions.grants import latest_end
from partnership.access.actions.users import refuse_address
from partnership.access.models import Grant, User
from partnership.access.refusals import Refusal
from partnership.access.roles import ADMINISTRATOR
from partnership.access.scope import as_the_system
from partnership.arithmetic import clock


class Command(BaseCommand):
    """Works while nobody is an administrator today: from then on an administrator adds people, on a page."""

    help = "Adds the first administrator, or one where the last one's role has run out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name in ("email", "first_name", "last_name"):
            parser.add_argument(name)

    def handle(self, *args, email: str, first_name: str, last_name: str, **options) -> None:
        with as_the_system("add_administrator"):
            user = self.add(email, first_name, last_name)
        self.stdout.write(
            f"{user} is an administrator for 12 months. Set a password: manage.py changepassword {user.email}"
        )

    def add(self, email: str, first_name: str, last_name: str) -> User:
        administrator = User.objects.at_work(ADMINISTRATOR.code).first()
        if administrator:
            raise CommandError(f"{administrator} is an administrator already, and can add people at /manage/users/.")
        user = User.objects.filter(email=email.lower()).first() or self.new(email, first_name, last_name)
        today = clock.today()
        Grant.objects.create(
            user=user, role=ADMINISTRATOR.code, starts_on=today, ends_on=latest_end(today), granted_at=clock.now()
        )
        return user

    def new(self, email: str, first_name: str, last_name: str) -> User:
        try:
            refuse_address(email)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        return User.objects.create_user(email, first_name=first_name, last_name=last_name)
