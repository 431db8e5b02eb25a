"""Packs: the list, the record with each of its versions, and the forms that put one together and issue it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.arithmetic import months, words
from partnership.board.actions import packs as actions
from partnership.board.forms import IssueForm, PackForm, SayForm
from partnership.board.models import Pack, PackIssue
from partnership.board.packs import files
from partnership.board.packs.frozen import Content, thaw
from partnership.board.packs.sections import Kind, Making, content_of, kinds_for, without_commentary
from partnership.board.policy import PACK
from partnership.board.vocabulary import Audience
from partnership.measures.policy import Keeping
from partnership.measures.reading import last_closed
from partnership.measures.registry import Measure
from partnership.pages.heads import RecordHead
from partnership.pages.tables import Column
from partnership.pages.values import Link, Missing, Tag
from partnership.pages.views import FormPage, HistoryPage, ListPage, ListTab, Page, RecordFormPage, RecordPage, Tab
from partnership.records.history import HistorySource

SECTION = "Packs"
EDIT, DECIDE, NEW = (PACK[action] for action in (Action.EDIT, Action.DECIDE, Action.NEW))
WHOLE = Missing("The whole Partnership")


def url_of(pack: Pack, name: str = "pack", **arguments: Any) -> str:
    return reverse(f"board:{name}", kwargs={"reference": pack.reference, **arguments})


class PackList(ListPage):
    template_name = "board/pack_list.html"
    model = Pack
    title = "Board packs"
    section = SECTION
    noun = ("pack", "packs")
    default_sort = "-meets_on"
    columns = (
        Column("reference", "Reference", lambda pack: Link(pack.reference, url_of(pack)), order_by="reference"),
        Column("meeting", "Meeting", order_by="meeting"),
        Column("meets_on", "Date", order_by="meets_on"),
        Column("month", "Figures up to", lambda pack: months.in_words(pack.month), order_by="month"),
        Column("trust", "Made for", missing=WHOLE),
        Column("audience", "Audience", lambda pack: pack.get_audience_display()),
        Column("state", "Status", lambda pack: Tag(pack.get_state_display()), order_by="state"),
    )
    list_tabs = (
        ListTab("all", "All", lambda packs, by: packs, empty="No packs yet."),
        ListTab("issued", "Issued", lambda packs, by: packs.issued(), empty="No pack has been issued yet."),
    )

    def everything(self) -> QuerySet:
        return super().everything().select_related("trust")

    def breadcrumbs(self) -> list[Link]:
        return [Link("Home", "/")]

    def empty_links(self) -> list[Link]:
        return [Link("Make a pack", reverse("board:pack-new"))] if self.may(NEW) else []

    def get_context_data(self, **kwargs):
        return super().get_context_data(new_url=reverse("board:pack-new") if self.may(NEW) else "", **kwargs)


class OfAPack(RecordPage):
    model = Pack
    related = ("trust", "made_by")
    section = SECTION

    def breadcrumbs(self) -> list[Link]:
        return [Link("Home", "/"), Link("Packs", reverse("board:pack-list"))]

    def get_title(self) -> str:
        return f"{self.record.title}, {self.record.reference}"

    def head(self) -> RecordHead:
        pack = self.record
        facts = (("Date", words.day(pack.meets_on)), ("Made for", str(pack.trust or WHOLE)),
                 ("Audience", pack.get_audience_display()))  # fmt: skip
        return RecordHead(
            pack.title, pack.reference, tags=(Tag(pack.get_state_display()),), facts=facts, actions=self.actions()
        )

    def actions(self) -> tuple[Link, ...]:
        pack = self.record
        if not self.may(EDIT):
            return ()
        return (
            Link("Issue again" if pack.is_issued else "Issue", url_of(pack, "pack-issue")),
            Link("Write the commentary", url_of(pack, "pack-commentary")),
            Link("Change what it holds", url_of(pack, "pack-change")),
        )

    def tabs(self) -> list[Tab]:
        pages = [("Pack", "pack"), ("History", "pack-history")]
        if self.may(EDIT):
            pages.insert(1, ("Preview", "pack-preview"))
        here = self.request.path
        return [Tab(label, url_of(self.record, name), here == url_of(self.record, name)) for label, name in pages]

    @cached_property
    def issues(self) -> list[PackIssue]:
        """Newest first, without what they hold."""
        rows = self.permitted(PackIssue).filter(pack=self.record).select_related("issued_by")
        return list(rows.defer("content"))


class PackView(OfAPack):
    """The version that was issued last, or the one that the address names."""

    template_name = "board/pack.html"

    @cached_property
    def issue(self) -> PackIssue | None:
        rows = self.permitted(PackIssue).filter(pack=self.record).select_related("issued_by")
        if "number" in self.kwargs:
            return get_object_or_404(rows, number=self.kwargs["number"])
        return rows.first()

    def get_context_data(self, **kwargs):
        issue, pack = self.issue, self.record
        links = [Link(f"Version {one.number}", url_of(pack, "pack-version", number=one.number)) for one in self.issues]
        named = {"number": issue.number} if issue else {}
        return super().get_context_data(
            issue=issue,
            content=thaw(issue.content) if issue else None,
            versions=[link for link, one in zip(links, self.issues, strict=True) if one != issue],
            is_latest=issue is None or issue == self.issues[0],
            data_url=url_of(pack, "pack-data", **named) if issue else "",
            pdf_url=url_of(pack, "pack-pdf", **named) if issue and files.makes_pdf() else "",
            holds=[kind.title for slug, kind in kinds_for(pack).items() if slug in pack.sections],
            **kwargs,
        )


class PackPreview(OfAPack):
    """The pack as it would be issued now."""

    template_name = "board/pack_preview.html"

    def get_context_data(self, **kwargs):
        making = Making(self.principal, self.record)
        return super().get_context_data(
            content=content_of(making),
            missing=commentary_links(self.principal, without_commentary(making)),
            **kwargs,
        )


def commentary_links(by: Principal, measures: Iterable[Measure]) -> list[Link]:
    """To where the commentary is written, for whoever keeps the measure; to the measure, for anybody else."""
    return [
        Link(measure.name, reverse(f"measures:{name}", kwargs={"slug": measure.slug}))
        for measure in measures
        for name in ["commentary" if Keeping(measure).held_by(by) else "measure"]
    ]


class OfAnIssue(Page):
    """One version as a file."""

    @cached_property
    def issue(self) -> PackIssue:
        rows = self.permitted(PackIssue).select_related("pack", "issued_by")
        return get_object_or_404(rows, pack__reference=self.kwargs["reference"], number=self.kwargs["number"])

    def file(self, content: bytes, file_type: str, content_type: str) -> HttpResponse:
        name = files.file_name(self.issue, file_type)
        return HttpResponse(
            content,
            content_type=content_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class PackData(OfAnIssue):
    def get(self, request, *args, **kwargs) -> HttpResponse:
        return self.file(files.zip_of(self.issue), "zip", "application/zip")


class PackPdf(OfAnIssue):
    """There only where the optional extra is."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        context = {"issue": self.issue, "content": self.content, "pack": self.issue.pack}
        html = render_to_string("board/pack_pdf.html", context, request)
        return self.file(files.pdf_of(html, request.build_absolute_uri("/")), "pdf", "application/pdf")

    @property
    def content(self) -> Content:
        return thaw(self.issue.content)


class PackHistory(OfAPack, HistoryPage):
    sources = (
        HistorySource(
            Pack,
            "pgh_obj",
            ("state", "meeting", "meets_on", "month", "audience", "sections"),
            made="Pack made",
        ),
    )


# Forms


def pack_of(principal, audience: str = Audience.INTERNAL) -> Pack:
    """What somebody would make: of their own trust, where they work in one."""
    return Pack(trust_id=principal.trust_id, audience=audience)


class PackNew(FormPage):
    form_class = PackForm
    title = "Make a pack"
    section = SECTION
    button = "Save and preview"

    def back_link(self) -> str:
        return reverse("board:pack-list")

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        return kinds_for(pack_of(self.principal))

    @property
    def hint(self) -> str:
        trust = self.principal.grant.trust if self.principal.grant else None
        return f"It is made for {trust} and can be seen in {trust} alone." if trust else ""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "kinds": self.kinds}

    def get_initial(self):
        return {"month": months.written(last_closed()), "audience": Audience.INTERNAL, "sections": list(self.kinds)}

    def act(self, form) -> str:
        return url_of(actions.make(**form.cleaned_data, by=self.principal), "pack-preview")


class PackForms(RecordFormPage):
    model = Pack
    related = ("trust",)
    section = SECTION

    def back_link(self) -> str:
        return url_of(self.record)


class PackChange(PackForms):
    form_class = PackForm
    title = "Change what the pack holds"
    success = "Saved. What was issued already stays as it is."

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "kinds": kinds_for(pack_of(self.principal))}

    def get_initial(self):
        pack = self.record
        return {
            "meeting": pack.meeting,
            "meets_on": pack.meets_on,
            "month": pack.month,
            "audience": pack.audience,
            "sections": pack.sections,
        }

    def act(self, form) -> str:
        changed = actions.change(pack=self.record, version=self.version, by=self.principal, **form.cleaned_data)
        return url_of(changed, "pack-preview")


class PackCommentary(PackForms):
    """A text for each section that the pack holds."""

    form_class = SayForm
    title = "Write the commentary"
    hint = "It stands at the head of each section. What is said of one measure is written on its own page."
    success = "Saved"

    def get_form_kwargs(self):
        pack = self.record
        kinds = {slug: kind for slug, kind in kinds_for(pack).items() if slug in pack.sections}
        return {**super().get_form_kwargs(), "kinds": kinds}

    def get_initial(self):
        return dict(self.record.said)

    def act(self, form) -> str:
        said = actions.say(pack=self.record, said=form.cleaned_data, version=self.version, by=self.principal)
        return url_of(said, "pack-preview")


class PackIssueForm(PackForms):
    template_name = "board/pack_issue.html"
    form_class = IssueForm

    def get_title(self) -> str:
        return "Issue the pack again" if self.record.is_issued else "Issue the pack"

    @property
    def button(self) -> str:
        return "Issue again" if self.record.is_issued else "Issue"

    @cached_property
    def missing(self) -> list:
        return without_commentary(Making(self.principal, self.record))

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "missing": len(self.missing), "again": self.record.is_issued}

    def values_now(self) -> dict[str, object]:
        return {}

    def get_context_data(self, **kwargs):
        missing = commentary_links(self.principal, self.missing)
        return super().get_context_data(missing=missing, **kwargs)

    def act(self, form) -> str:
        given = {"pack": self.record, "version": self.version, "by": self.principal}
        confirmed = form.cleaned_data.get("confirmed", False)
        if self.record.is_issued:
            actions.reissue(**given, confirmed=confirmed, why=form.cleaned_data["why"])
        else:
            actions.issue(**given, confirmed=confirmed)
        return url_of(self.record)

    success = "Issued. The figures are frozen."
