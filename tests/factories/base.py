from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import factory
from django.db import connection

from partnership.access.scope import SETTINGS, as_the_system


@contextmanager
def aside() -> Iterator[None]:
    """Makes something as the system, then leaves the scope as it was: also in the middle of acting as a person."""
    before = _ask("coalesce(current_setting(%s, true), '')", *([name] for name in SETTINGS))
    with as_the_system("a test arranges its world"):
        yield
    if connection.in_atomic_block:
        _ask("set_config(%s, %s, true)", *zip(SETTINGS, before, strict=True))


def _ask(question: str, *parameters: Sequence[str]) -> tuple[str, ...]:
    """The same question once for each of the settings, all at once."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join([question] * len(parameters))}", [one for few in parameters for one in few])
        return cursor.fetchone()


class Factory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        with aside():
            return super()._create(model_class, *args, **kwargs)
