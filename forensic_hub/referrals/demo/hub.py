"""The hub at work on the days before the demonstration begins: each verb done by somebody, at its own moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from partnership.access.models import Grant
from partnership.access.principal import Principal
from partnership.access.scope import acting_as
from partnership.arithmetic import clock


def when(day: str, time: str = "10:00") -> dt.datetime:
    """A moment of London's clock: ``when("2018-04-05", "9:15")``."""
    hour, minute = map(int, time.split(":"))
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour, minute), clock.LONDON)


class Colleagues:
    """The personas of the demonstration by the first part of their address: ``colleagues["hana.hub"]``."""

    def __init__(self) -> None:
        grants = Grant.objects.select_related("user", "trust").order_by("pk")
        self.of = {grant.user.email.split("@")[0]: Principal(grant.user, grant) for grant in grants}

    def __getitem__(self, name: str) -> Principal:
        return self.of[name]

    def does(self, who: str, moment: dt.datetime, verb: Callable[..., Any], /, **given: Any) -> Any:
        """What ``verb`` returns, done by this person at this moment."""
        with clock.override(moment), acting_as(self[who]):
            return verb(by=self[who], **given)
