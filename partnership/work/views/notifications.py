"""Notifications: unread first, by day. They go by themselves once the work is done."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Value, When
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.pages.forms import PortalForm
from partnership.pages.views import FormPage, Page
from partnership.work.actions.notifications import mark_as_read
from partnership.work.models import Notification

PAGE_SIZE = 50


class Notifications(Page):
    template_name = "work/notifications.html"
    title = "Notifications"

    @cached_property
    def page_of_rows(self):
        rows = self.permitted(Notification).of(self.principal)
        unread_first = Case(When(read_at=None, resolved_at=None, then=Value(0)), default=Value(1))
        return self.page_of(rows.order_by(unread_first, "-made_at", "pk"), PAGE_SIZE)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(self.page_of_rows)
        return super().get_context_data(
            page_of_rows=self.page_of_rows,
            unread=[row for row in rows if row.is_unread],
            read=[row for row in rows if not row.is_unread],
            **kwargs,
        )


class MarkAsRead(FormPage):
    """One, or all of them where the address names none."""

    http_method_names = ["post", "options"]
    form_class = PortalForm

    def act(self, form: PortalForm) -> str:
        if "notification" in self.kwargs:
            get_object_or_404(self.permitted(Notification), pk=self.kwargs["notification"])
        mark_as_read(by=self.principal, notification=self.kwargs.get("notification"))
        return reverse("work:notifications")
