"""What an address may hold beside Django's own: ``<date:…>`` is a day such as 2018-04-19, and no other text."""

import datetime as dt

from django.urls import register_converter


class Date:
    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, text: str) -> dt.date:
        """ValueError, which is no such page, for a day that never was."""
        return dt.date.fromisoformat(text)

    def to_url(self, day: dt.date) -> str:
        return day.isoformat()


register_converter(Date, "date")
