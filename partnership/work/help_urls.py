"""Help, open to everybody."""

from partnership.access.routes import public
from partnership.work.views.help import Glossary, HelpPage

app_name = "help"

TITLES = {"": "Help", "accessibility-statement": "Accessibility statement", "privacy": "Privacy", "contact": "Contact"}

urlpatterns = [
    *(
        public(
            f"{slug}/" if slug else "",
            HelpPage.as_view(title=title, template_name=f"help/{(slug or 'contents').replace('-', '_')}.html"),
            name=slug or "contents",
        )
        for slug, title in TITLES.items()
    ),
    public("glossary/", Glossary, name="glossary"),
]
