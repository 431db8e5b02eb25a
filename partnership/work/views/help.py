"""Help, for everybody: no page of it asks who is reading."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from partnership.pages.values import Link
from partnership.work.glossary import GLOSSARY


class HelpPage(TemplateView):
    """One page of help. ``title`` is its H1."""

    title = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_contents = self.title == "Help"
        above = [] if is_contents else [Link("Help", "/help/")]
        return super().get_context_data(
            title=self.title, section="" if is_contents else "Help", breadcrumbs=above, **kwargs
        )


class Glossary(HelpPage):
    template_name = "help/glossary.html"
    title = "Glossary"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(entries=GLOSSARY, **kwargs)
