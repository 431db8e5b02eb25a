"""What a page shows, chosen in its address: a few selects in one row."""

from __future__ import annotations

from django.utils.functional import cached_property

from partnership.pages.forms.base import PortalForm
from partnership.pages.forms.layout import PortalHelper, Rest, Submit


class ChooserForm(PortalForm):
    """``shows`` is its button: "Show this month". It changes nothing, so it is sent as a GET."""

    mark_optional = False
    shows = "Show"

    @cached_property
    def helper(self) -> PortalHelper:
        helper = PortalHelper(self, Rest(), Submit(self.shows, variant="secondary"))
        helper.form_method, helper.form_class = "get", "portal-chooser portal-wide portal-no-print"
        return helper
