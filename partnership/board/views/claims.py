"""Published figures next to the portal's own: the register, one claim, and its owner's note."""

from __future__ import annotations

from collections import Counter

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.access.policy import Action
from partnership.arithmetic import clock, words
from partnership.board import claims
from partnership.board.actions import claims as actions
from partnership.board.claims import Checked, parts_in_words
from partnership.board.forms import NoteForm, ToleranceForm
from partnership.board.models import Claim, ClaimNote, Tolerance
from partnership.board.policy import CLAIM, answers_for
from partnership.board.vocabulary import Method, Outcome
from partnership.pages.downloads import csv_response
from partnership.pages.tables import Column, Table
from partnership.pages.values import HOME, NOT_APPLICABLE, Link, Missing, Several, Tag
from partnership.pages.views import FormPage, Page, Tab

SECTION = "Claims"
NO_DATA_YET = Missing("No data yet")
NOT_PUBLISHED = Missing("No counts were published")
NO_NOTE = Missing("None yet")
COLOUR = {Outcome.MATCHES: "green", Outcome.DIFFERS: "orange", Outcome.CANNOT: "grey"}


def url_of(claim: Claim) -> str:
    return reverse("board:claim", kwargs={"slug": claim.slug})


def outcome_tag(outcome: Outcome) -> Tag:
    return Tag(outcome.value, COLOUR[outcome])


def counts_cell(checked: Checked) -> Several | None:
    if checked.counts_in_words is None or checked.counts_outcome is None:
        return None
    return Several([checked.counts_in_words, outcome_tag(checked.counts_outcome)])


COLUMNS = (
    Column("claim", "Claim", lambda one: Link(one.claim.says, url_of(one.claim))),
    Column("source", "Source and date", lambda one: f"{one.claim.source}. {one.claim.as_at}"),
    Column("published", "Published value", lambda one: one.claim.in_words, nowrap=True),
    Column("counts", "From published counts", counts_cell, missing=NOT_PUBLISHED),
    Column("own", "Calculated value", lambda one: one.own_in_words, missing=NO_DATA_YET),
    Column("result", "Result", lambda one: outcome_tag(one.outcome)),
    Column("note", "Owner note", lambda one: one.note and one.note.text, missing=NO_NOTE),
)
IN_A_FILE = (
    Column("number", "Number", lambda one: one.claim.number),
    Column("claim", "Claim", lambda one: one.claim.says),
    Column("kind", "Kind", lambda one: one.claim.get_kind_display()),
    Column("source", "Source", lambda one: one.claim.source),
    Column("source_as_at", "As at", lambda one: one.claim.as_at),
    Column("published", "Published value", lambda one: one.claim.published),
    Column("published_as_printed", "As printed", lambda one: one.claim.in_words),
    Column("precision", "Precision", lambda one: one.claim.get_precision_display()),
    Column("measure", "Measure", lambda one: one.claim.measure),
    Column("calculated", "Calculated value", lambda one: one.own.value),
    Column("numerator", "Numerator", lambda one: one.own.numerator),
    Column("denominator", "Denominator", lambda one: one.own.denominator),
    Column("as_at", "Calculated as at", lambda one: one.own.as_at),
    Column("result", "Result", lambda one: one.outcome.value),
    Column("why", "Why", lambda one: one.why),
    Column("published_counts", "From published counts", lambda one: one.counts and one.counts.value),
    Column("owner_note", "Owner note", lambda one: one.note and one.note.text),
)


class OfClaims:
    section = SECTION

    @cached_property
    def checked(self) -> list[Checked]:
        return claims.check(self.principal, self.permitted(Claim))


class ClaimList(OfClaims, Page):
    """``?result=differs`` shows those alone."""

    template_name = "board/claim_list.html"
    title = "Published claims"

    @cached_property
    def wanted(self) -> Outcome | None:
        slug = self.request.GET.get("result", "")
        found = next((outcome for outcome in Outcome if outcome.name.lower() == slug), None)
        if slug and found is None:
            raise Http404
        return found

    def breadcrumbs(self) -> list[Link]:
        return [HOME]

    def get_context_data(self, **kwargs):
        counted = Counter(one.outcome for one in self.checked)
        return super().get_context_data(
            sentence=_sentence(counted),
            from_counts=_of_published_counts(self.checked),
            tabs=self.tabs(counted),
            groups=self.groups(),
            tolerance=claims.tolerance_on(self.principal, clock.today()),
            tolerance_url=reverse("board:tolerance"),
            download_url=reverse("board:claim-download") if self.may(CLAIM[Action.EXPORT]) else "",
            **kwargs,
        )

    def tabs(self, counted: Counter) -> list[Tab]:
        here = self.request.path
        every = [Tab("All", here, current=self.wanted is None, count=counted.total())]
        return every + [
            Tab(outcome.value, f"{here}?result={outcome.name.lower()}", self.wanted is outcome, counted[outcome])
            for outcome in Outcome
        ]

    def groups(self) -> list[tuple[str, Table]]:
        found: dict[str, list[Checked]] = {}
        for one in self.checked:
            if self.wanted in (None, one.outcome):
                found.setdefault(one.claim.group, []).append(one)
        return [
            (group, Table(f"Published claims: {group}", COLUMNS, rows, id=f"claims-{place}", caption_hidden=True))
            for place, (group, rows) in enumerate(found.items())
        ]


def _sentence(counted: Counter) -> str:
    matches, differs, cannot = (counted[outcome] for outcome in Outcome)
    return (
        f"Of {counted.total()} published figures, {matches} {'matches' if matches == 1 else 'match'} what the portal "
        f"works out, {differs} {'differs' if differs == 1 else 'differ'} and {cannot} cannot be calculated yet."
    )


def _of_published_counts(checked: list[Checked]) -> str:
    differ = sum(one.counts_outcome is Outcome.DIFFERS for one in checked)
    disagree = "figure disagrees with its" if differ == 1 else "figures disagree with their"
    return f"{differ} {disagree} own published counts." if differ else ""


class ClaimDownload(OfClaims, Page):
    def get(self, request, *args, **kwargs) -> HttpResponse:
        return csv_response(IN_A_FILE, self.checked, "claims")


class OfAClaim:
    section = SECTION

    @cached_property
    def claim(self) -> Claim:
        return get_object_or_404(self.permitted(Claim), slug=self.kwargs["slug"])


class ClaimView(OfAClaim, Page):
    template_name = "board/claim.html"

    def get_title(self) -> str:
        return self.claim.says

    def breadcrumbs(self) -> list[Link]:
        return [HOME, Link("Claims", reverse("board:claim-list"))]

    def get_context_data(self, **kwargs):
        (checked,) = claims.check(self.principal, [self.claim])
        may_say = answers_for(self.principal, self.claim)
        return super().get_context_data(
            claim=self.claim,
            checked=checked,
            outcome=outcome_tag(checked.outcome),
            values=Table("Both values", VALUES, list(_values(checked)), id="values", caption_hidden=True),
            facts=self.facts(checked),
            notes=list(self.permitted(ClaimNote).filter(claim=self.claim).select_related("written_by")),
            note_url=reverse("board:claim-note", kwargs={"slug": self.claim.slug}) if may_say else "",
            **kwargs,
        )

    def facts(self, checked: Checked) -> list[tuple[str, object]]:
        claim, measure = self.claim, checked.measure
        named: object = claim.measure and Missing(f"{claim.measure}, no data yet")
        if measure:
            named = Link(measure.name, reverse("measures:measure", kwargs={"slug": measure.slug}))
        return [
            ("Source", claim.source),
            ("Kind", claim.get_kind_display()),
            ("Precision", claim.get_precision_display()),
            ("Measure", named),
            ("How it is compared", Method(claim.method).label),
            ("Formula", measure.formula if measure else None),
            ("Owner", claim.owner_label),
        ]


VALUES = (
    Column("what", "Value", lambda row: row[0]),
    Column("value", "Amount", lambda row: row[1], numeric=True, missing=NO_DATA_YET),
    Column("parts", "Worked out from", lambda row: row[2], missing=NOT_APPLICABLE),
    Column("as_at", "As at", lambda row: row[3], missing=NOT_APPLICABLE),
    Column("result", "Result", lambda row: row[4], missing=NOT_APPLICABLE),
)


def _values(checked: Checked):
    claim = checked.claim
    yield "Published", claim.in_words, None, claim.as_at, None
    if checked.counts and checked.counts_outcome:
        parts = parts_in_words(claim, checked.counts)
        yield (
            "From published counts",
            checked.counts_in_words,
            parts,
            claim.counts_source,
            outcome_tag(checked.counts_outcome),
        )
    own = checked.own
    as_at = words.moment(own.as_at) if own.as_at else None
    yield (
        "Calculated by the portal",
        checked.own_in_words,
        parts_in_words(claim, own),
        as_at,
        outcome_tag(checked.outcome),
    )


class ClaimNoteNew(OfAClaim, FormPage):
    """For those who answer for the claim: to everyone else it is not there."""

    form_class = NoteForm
    title = "Owner note"
    button = "Save"
    success = "The note is saved. Earlier notes can still be read."

    def dispatch(self, request, *args, **kwargs):
        if not answers_for(request.principal, self.claim):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def back_link(self) -> str:
        return url_of(self.claim)

    def get_context_data(self, **kwargs):
        return super().get_context_data(caption=self.claim.says, **kwargs)

    def act(self, form) -> str:
        actions.add_note(claim=self.claim, by=self.principal, **form.cleaned_data)
        return url_of(self.claim)


class ToleranceView(Page):
    """How far "around" reaches, what it was before, and the way to change it."""

    template_name = "board/tolerance.html"
    title = "What counts as ‘around’"
    section = SECTION
    columns = (
        Column("per_cent", "Per cent either way", numeric=True),
        Column("valid_from", "From"),
        Column("valid_until", "Until", missing=Missing("Until further notice")),
        Column("source", "Source"),
    )

    def breadcrumbs(self) -> list[Link]:
        return [HOME, Link("Claims", reverse("board:claim-list"))]

    def get_context_data(self, **kwargs):
        rows = list(self.permitted(Tolerance))
        return super().get_context_data(
            table=Table("Tolerance", self.columns, rows, id="tolerance", caption_hidden=True),
            change_url=reverse("board:tolerance-change") if self.may(CLAIM[Action.DECIDE]) else "",
            **kwargs,
        )


class ToleranceChange(FormPage):
    form_class = ToleranceForm
    title = "Change what counts as ‘around’"
    section = SECTION
    button = "Save"
    success = "Saved. Claims are compared with it from that day on."

    def back_link(self) -> str:
        return reverse("board:tolerance")

    def act(self, form) -> str:
        actions.set_tolerance(**form.cleaned_data, by=self.principal)
        return reverse("board:tolerance")
