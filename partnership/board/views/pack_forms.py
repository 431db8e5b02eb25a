"""The forms that put a pack together and issue it."""

from __future__ import annotations

from django.utils.functional import cached_property

from partnership.arithmetic import months
from partnership.board.actions import packs
from partnership.board.forms import CommentaryForm, IssueForm, PackForm
from partnership.board.models import Pack, PackIssue
from partnership.board.packs.sections import Kind, Making, kinds_for, without_commentary
from partnership.board.views.packs import OfPack, commentary_links
from partnership.board.vocabulary import Audience
from partnership.measures.reading import last_closed
from partnership.pages.views import MovePage, NewPage, RecordFormPage


class AsksForSections:
    """A form that offers every section that the person's pack can hold: of their own trust, where they work in one."""

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        return kinds_for(Pack(trust_id=self.principal.trust_id, audience=Audience.INTERNAL))

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "kinds": self.kinds}


class PackNew(AsksForSections, NewPage):
    records = OfPack
    action = staticmethod(packs.make)
    form_class = PackForm
    title = "Make a pack"
    section = OfPack.section
    button = "Save and preview"
    success = ""

    @property
    def hint(self) -> str:
        trust = self.principal.grant.trust if self.principal.grant else None
        return f"It is made for {trust} and can be seen in {trust} alone." if trust else ""

    def get_initial(self):
        return {"month": months.written(last_closed()), "audience": Audience.INTERNAL, "sections": list(self.kinds)}

    def act(self, form) -> str:
        super().act(form)
        return OfPack.url_of(self.added, "pack-preview")


class PackChange(AsksForSections, OfPack, RecordFormPage):
    action = staticmethod(packs.change)
    form_class = PackForm
    title = "Change what the pack holds"
    success = "Saved. What was issued already stays as it is."
    after = "pack-preview"

    def get_initial(self):
        return {name: getattr(self.record, name) for name in ("meeting", "meets_on", "month", "audience", "sections")}


class PackCommentary(OfPack, RecordFormPage):
    """A text for each section that the pack holds."""

    action = staticmethod(packs.write_commentary)
    form_class = CommentaryForm
    title = "Write the commentary"
    hint = "It comes first in each section. Write about one measure on its own page."
    success = "The commentary is saved."
    after = "pack-preview"

    def get_form_kwargs(self):
        pack = self.record
        kinds = {slug: kind for slug, kind in kinds_for(pack).items() if slug in pack.sections}
        return {**super().get_form_kwargs(), "kinds": kinds}

    def get_initial(self):
        return dict(self.record.said)


class PackIssuing(OfPack, MovePage):
    """Issues a pack, for the first time or again."""

    template_name = "board/pack_issue.html"
    form_class = IssueForm

    @property
    def verb(self) -> str:
        return "reissue" if self.record.is_issued else "issue"

    @cached_property
    def missing(self) -> list:
        return without_commentary(Making(self.principal, self.record))

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "missing": len(self.missing), "again": self.record.is_issued}

    def get_context_data(self, **kwargs):
        missing = commentary_links(self.principal, self.missing)
        return super().get_context_data(missing=missing, **kwargs)

    def change(self, form) -> PackIssue:
        act = packs.reissue if self.record.is_issued else packs.issue
        return act(**self.made_on, **form.values)
