from collections.abc import Iterator
from contextlib import contextmanager

import factory
from django.db import connection

from partnership.access.scope import SETTINGS, as_the_system


@contextmanager
def aside() -> Iterator[None]:
    """Makes something as the system, then leaves the scope as it was: also in the middle of acting as a person."""
    before = {name: _read(name) for name in SETTINGS}
    with as_the_system("a test arranges its world"):
        yield
    if connection.in_atomic_block:
        for name, value in before.items():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


def _read(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
        return cursor.fetchone()[0]


class Factory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        with aside():
            return super()._create(model_class, *args, **kwargs)
