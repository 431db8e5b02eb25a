"""One milestone or action: what it is, what was said of it, its history, and how it is told of again."""

from __future__ import annotations

from partnership.access.policy import Action
from partnership.arithmetic.words import plural
from partnership.pages.banners import say_done
from partnership.pages.heads import RecordHead
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link, Missing, Tag
from partnership.pages.views import FormPage, HistoryPage, RecordAct, RecordFormPage, RecordPage, Tab
from partnership.programmes import history
from partnership.programmes.actions import commitments
from partnership.programmes.forms.commitments import DetailsForm, NewCommitmentForm, UpdateForm
from partnership.programmes.models import Milestone, ProgrammeAction
from partnership.programmes.policy import ACTION, MILESTONE
from partnership.programmes.views.pages import HOME, OfProgramme, OfProgrammeRecord, of_record, to, trusts_of

NOT_COMPLETE = Missing("Not complete")
NOT_MOVED = Missing("Not moved")
NO_LINK = Missing("None")


class OfMilestone(OfProgrammeRecord):
    model = Milestone
    related = (*OfProgrammeRecord.related, "trust")
    noun, page, policy, sources = "milestone", "milestone", MILESTONE, history.OF_A_MILESTONE


class OfAction(OfProgrammeRecord):
    model = ProgrammeAction
    related = (*OfProgrammeRecord.related, "trust")
    noun, page, policy, sources = "action", "action", ACTION, history.OF_AN_ACTION


class CommitmentPage(RecordPage):
    """One tab of a milestone or an action."""

    record_tab = ""

    def get_title(self) -> str:
        return f"{self.record.title}: {self.record_tab.lower()}" if self.record_tab == "History" else self.record.title

    def breadcrumbs(self) -> list[Link]:
        listed = f"programme-{self.noun}s"
        return [
            HOME,
            Link("Programmes", to("programme-list")),
            Link(str(self.programme), to("programme", self.programme.slug)),
            Link(f"{self.noun.capitalize()}s", self.to_tab(listed)),
        ]

    def head(self) -> RecordHead:
        record = self.record
        return RecordHead(
            heading=record.title,
            reference=record.reference,
            tags=(Tag(record.standing),),
            owner=str(record.owner),
            facts=(
                ("Progress", record.get_state_display()),
                ("Due", record.due_on),
                ("Whose", record.whose),
            ),
            actions=tuple(self.actions()),
        )

    def actions(self) -> list[Link]:
        """The update that is asked for each week, then the rest. Another trust's can be read and not changed."""
        may_edit = self.permitted(self.model, self.policy[Action.EDIT]).filter(pk=self.record.pk).exists()
        if not (self.may(self.policy[Action.EDIT]) and may_edit):
            return []
        return [
            Link("Update progress", self.to_record(f"{self.page}-update")),
            Link("Change details", self.to_record(f"{self.page}-change")),
        ]

    def tabs(self) -> list[Tab]:
        pages = (("Overview", self.page), ("History", f"{self.page}-history"))
        return [Tab(label, self.to_record(name), current=label == self.record_tab) for label, name in pages]


class CommitmentOverview(CommitmentPage):
    template_name = "programmes/commitment.html"
    record_tab = "Overview"
    columns = (
        Column("written_at", "When"),
        Column("progress", "Progress", lambda update: Tag(update.get_state_display())),
        Column("what_happened", "What has happened"),
        Column("moved", "Due date", lambda update: _moved(update), missing=NOT_MOVED),
        Column("evidence", "Evidence", lambda update: _evidence(update), missing=NO_LINK),
        Column("by", "By", lambda update: update.written_by),
    )

    def get_context_data(self, **kwargs):
        record = self.record
        updates = list(record.updates.standing().select_related("written_by"))
        about = [
            ("What it takes", record.detail),
            ("First planned for", record.baseline_on),
            ("Due", record.due_on),
            ("Completed on", record.done_on or NOT_COMPLETE),
            ("Slippage", _slippage(record)),
            ("Added", f"{record.added_by}"),
        ]
        table = Table("What has happened", self.columns, updates, id="updates", stacked=True)
        return super().get_context_data(about=about, updates=table, **kwargs)


def _moved(update) -> str | None:
    if update.due_on is None:
        return None
    why = f": {update.why_moved}" if update.why_moved else ""
    return f"Moved to {update.due_on.day} {update.due_on:%B %Y}{why}"


def _evidence(update) -> Link | None:
    return Link("See the evidence", update.evidence, f"of {update.written_at:%-d %B %Y}") if update.evidence else None


def _slippage(record) -> str:
    """How often it was moved to a later date, and how many days that comes to."""
    if not record.slips:
        return "Never moved later"
    times = f"Moved later {record.slips} {plural(record.slips, 'time')}"
    days = abs(record.days_slipped)
    way = "later" if record.days_slipped > 0 else "earlier"
    return f"{times}: {days} {plural(days, 'day')} {way} than first planned" if days else times


class CommitmentHistory(CommitmentPage, HistoryPage):
    record_tab = "History"

    def entries(self):
        return history.of(self.record, self.sources)


class CommitmentForm(RecordFormPage):
    def back_link(self) -> str:
        return self.to_record(self.page)

    @property
    def caption(self) -> str:
        return f"{self.record}, {self.record.title}"


class CommitmentUpdate(CommitmentForm):
    """T4. It shows no progress chosen, so that each week somebody has looked."""

    form_class = UpdateForm
    button = "Save"

    def get_title(self) -> str:
        return f"Update this {self.noun}"

    @property
    def hint(self) -> str:
        record = self.record
        return f"It is {record.standing.lower()}, and due on {record.due_on.day} {record.due_on:%B %Y}."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"commitment": self.record}

    def values_now(self) -> dict[str, object]:
        return {"progress": self.record.state, "due_on": self.record.due_on, "done_on": self.record.done_on}

    def differing(self, form):
        """A new date that was left out moves nothing, so there is nothing to choose."""
        moves = form.cleaned_data["due_on"] is not None
        return [row for row in super().differing(form) if moves or row[0].name != "due_on"]

    def act(self, form) -> str:
        typed = form.cleaned_data
        moved = commitments.update(
            commitment=self.record, by=self.principal, version=self.version, progress=typed["progress"],
            what_happened=typed["what_happened"], due_on=typed["due_on"], why_moved=typed["why_moved"],
            evidence=typed["evidence"], done_on=typed["done_on"],
        )  # fmt: skip
        undo_url = self.to_record(f"{self.page}-undo")
        say_done(self.request, f"{moved} is updated: {moved.standing.lower()}.", undo_url=undo_url)
        return self.to_record(self.page)


class CommitmentUndo(RecordAct):
    def after_url(self) -> str:
        return self.to_record(self.page)

    def act(self) -> None:
        commitment = commitments.undo(commitment=self.record, by=self.principal)
        say_done(self.request, f"Undone. {commitment} is {commitment.standing.lower()} again.")


def with_the_one_it_has(by, record) -> list:
    """Everybody to whom it can be given, and its owner, though they may have left that role."""
    people = list(commitments.owners(by))
    return people if record.owner in people else [*people, record.owner]


class CommitmentChange(CommitmentForm):
    form_class = DetailsForm
    button = "Save"
    success = "The details are saved. What they were stays in the history."

    def get_title(self) -> str:
        return f"Change this {self.noun}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"owners": with_the_one_it_has(self.principal, self.record)}

    def get_initial(self):
        record = self.record
        return super().get_initial() | {
            "title": record.title, "detail": record.detail, "owner": str(record.owner_id),
        }  # fmt: skip

    def act(self, form) -> str:
        commitments.change(commitment=self.record, by=self.principal, version=self.version, **form.details)
        return self.to_record(self.page)


class CommitmentNew(OfProgramme, FormPage):
    form_class = NewCommitmentForm
    model: type
    noun = page = ""

    @property
    def button(self) -> str:
        return f"Add {self.noun}"

    def get_title(self) -> str:
        return f"Add {'an' if self.noun == 'action' else 'a'} {self.noun}"

    @property
    def hint(self) -> str:
        return f"For {self.programme}."

    def back_link(self) -> str:
        return self.to_tab(f"programme-{self.noun}s")

    def get_form_kwargs(self):
        trusts, owners = trusts_of(self), commitments.owners(self.principal)
        return super().get_form_kwargs() | {"owners": owners, "trusts": trusts}

    def get_initial(self):
        return super().get_initial() | {"owner": str(self.principal.user_id)}

    def act(self, form) -> str:
        added = commitments.add(
            model=self.model, programme=self.programme, by=self.principal, trust=form.chosen_trust,
            due_on=form.cleaned_data["due_on"], **form.details,
        )  # fmt: skip
        say_done(self.request, f"{added} is added.")
        return of_record(self.page, added)


class MilestoneNew(CommitmentNew):
    model, noun, page = Milestone, "milestone", "milestone"


class MilestoneOverview(OfMilestone, CommitmentOverview):
    pass


class MilestoneHistory(OfMilestone, CommitmentHistory):
    pass


class MilestoneUpdate(OfMilestone, CommitmentUpdate):
    pass


class MilestoneUndo(OfMilestone, CommitmentUndo):
    pass


class MilestoneChange(OfMilestone, CommitmentChange):
    pass


class ActionNew(CommitmentNew):
    model, noun, page = ProgrammeAction, "action", "action"


class ActionOverview(OfAction, CommitmentOverview):
    pass


class ActionHistory(OfAction, CommitmentHistory):
    pass


class ActionUpdate(OfAction, CommitmentUpdate):
    pass


class ActionUndo(OfAction, CommitmentUndo):
    pass


class ActionChange(OfAction, CommitmentChange):
    pass
