"""Packs: the list, the record with each of its versions, and a version as a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.arithmetic import months, words
from partnership.board.models import Pack, PackIssue
from partnership.board.packs import files
from partnership.board.packs.frozen import thaw
from partnership.board.packs.sections import Making, content_of, kinds_for, without_commentary
from partnership.board.policy import PACK
from partnership.board.states import PACKS
from partnership.measures.policy import Keeping
from partnership.measures.registry import Measure
from partnership.pages.tables import Column
from partnership.pages.values import Link, Missing, Tag
from partnership.pages.views import ListPage, ListTab, OfRecord, Page, RecordPage, Tab
from partnership.records.history import HistorySource

NEW = PACK[Action.NEW]
WHOLE = Missing("The whole Partnership")
PREVIEW = "Preview"


class OfPack(OfRecord):
    model = Pack
    policy = PACK
    states = PACKS
    namespace = "board"
    noun = "pack"
    section = "Packs"
    pages = (("Pack", "pack-overview"), (PREVIEW, "pack-preview"), ("History", "pack-history"))
    related = ("trust", "made_by")
    sources = (
        HistorySource(
            Pack, "pgh_obj", ("state", "meeting", "meets_on", "month", "audience", "sections"), made="Pack made"
        ),
    )

    def facts(self) -> Iterator[tuple[str, object]]:
        yield "Date", words.day(self.record.meets_on)
        yield "Made for", str(self.record.trust or WHOLE)
        yield "Audience", self.record.get_audience_display()

    def tabs(self) -> list[Tab]:
        return [tab for tab in super().tabs() if tab.label != PREVIEW or self.may_edit]

    def other_actions(self) -> Iterator[Link]:
        if self.may_edit:
            yield Link("Write the commentary", self.to_record("pack-commentary"))
            yield Link("Change what it holds", self.to_record("pack-change"))


class PackList(ListPage):
    template_name = "board/pack_list.html"
    records = OfPack
    default_sort = "-meets_on"
    columns = (
        Column("reference", "Reference", lambda pack: Link(pack.reference, OfPack.url_of(pack)), order_by="reference"),
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

    def empty_links(self) -> list[Link]:
        return [Link("Make a pack", reverse("board:pack-new"))] if self.may(NEW) else []

    def get_context_data(self, **kwargs):
        return super().get_context_data(new_url=reverse("board:pack-new") if self.may(NEW) else "", **kwargs)


class PackOverview(OfPack, RecordPage):
    """The version that was issued last, or the one that the address names."""

    template_name = "board/pack.html"

    @cached_property
    def issues(self) -> list[PackIssue]:
        """Newest first, without what they hold."""
        rows = self.permitted(PackIssue).filter(pack=self.record).select_related("issued_by")
        return list(rows.defer("content"))

    @cached_property
    def issue(self) -> PackIssue | None:
        rows = self.permitted(PackIssue).filter(pack=self.record).select_related("issued_by")
        if "number" in self.kwargs:
            return get_object_or_404(rows, number=self.kwargs["number"])
        return rows.first()

    def get_context_data(self, **kwargs):
        issue, pack = self.issue, self.record
        named = {"number": issue.number} if issue else {}
        return super().get_context_data(
            issue=issue,
            content=thaw(issue.content) if issue else None,
            versions=[self.to_version(one) for one in self.issues if one != issue],
            is_latest=issue is None or issue == self.issues[0],
            data_url=self.to_record("pack-data", **named) if issue else "",
            pdf_url=self.to_record("pack-pdf", **named) if issue and files.makes_pdf() else "",
            holds=[kind.title for slug, kind in kinds_for(pack).items() if slug in pack.sections],
            **kwargs,
        )

    def to_version(self, issue: PackIssue) -> Link:
        return Link(f"Version {issue.number}", self.to_record("pack-version", number=issue.number))


class PackPreview(OfPack, RecordPage):
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
    """To where the commentary is written, for the keeper of a measure; to the measure, for everyone else."""
    return [
        Link(measure.name, reverse(f"measures:{name}", kwargs={"slug": measure.slug}))
        for measure in measures
        for name in ["commentary" if Keeping(measure).held_by(by) else "measure"]
    ]


class VersionFile(Page):
    """One version as a file."""

    @cached_property
    def issue(self) -> PackIssue:
        rows = self.permitted(PackIssue).select_related("pack", "issued_by")
        return get_object_or_404(rows, pack__reference=self.kwargs["reference"], number=self.kwargs["number"])

    def file(self, content: bytes, file_type: str, content_type: str) -> HttpResponse:
        attachment = f'attachment; filename="{files.file_name(self.issue, file_type)}"'
        return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": attachment})


class PackData(VersionFile):
    def get(self, request, *args, **kwargs) -> HttpResponse:
        return self.file(files.zip_of(self.issue), "zip", "application/zip")


class PackPdf(VersionFile):
    """There only where the optional extra is."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        context = {"issue": self.issue, "content": thaw(self.issue.content), "pack": self.issue.pack}
        html = render_to_string("board/pack_pdf.html", context, request)
        return self.file(files.pdf_of(html, request.build_absolute_uri("/")), "pdf", "application/pdf")
