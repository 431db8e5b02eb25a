"""Two people at the same moment, with connections of their own."""

import threading

from django.db import connection

from partnership.access.actions import grants
from partnership.access.models import Grant
from partnership.access.refusals import Refusal
from partnership.access.roles import ADMINISTRATOR
from partnership.access.scope import acting_as
from tests.access.factories import somebody_as


def test_two_administrators_who_end_each_other_at_once_leave_one(committed):
    pair = [somebody_as(ADMINISTRATOR), somebody_as(ADMINISTRATOR)]
    together = threading.Barrier(2)
    refused = []

    def end(by, other):
        together.wait()
        try:
            with acting_as(by):
                grants.end(grant=other.grant, why="Race", by=by)
        except Refusal as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=end, args=order) for order in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (refusal,) = refused
    assert "last person who can add people" in refusal.sentence
    assert Grant.objects.active().filter(role="administrator").count() == 1
