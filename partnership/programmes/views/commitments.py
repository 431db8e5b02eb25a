"""One milestone or action: what it is, its updates, and the pages that update and change it."""

from __future__ import annotations

from partnership.arithmetic.words import plural
from partnership.organisations.models import Organisation
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link, Missing, Tag
from partnership.pages.views import RecordFormPage, RecordPage
from partnership.programmes.actions import commitments
from partnership.programmes.views.pages import NewOfProgramme

NOT_COMPLETE = Missing("Not complete")
NOT_MOVED = Missing("Not moved")
NO_LINK = Missing("None")


class CommitmentOverview(RecordPage):
    template_name = "programmes/commitment.html"
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
        updates = list(record.updates.in_force().select_related("written_by"))
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


class CommitmentUpdate(RecordFormPage):
    """T4. No progress is chosen beforehand, so that each week someone has looked."""

    button = "Save"
    success = "{record} is now “{record.status}”."

    def get_title(self) -> str:
        return f"Update this {self.noun}"

    @property
    def undo(self) -> str:
        return f"{self.noun}-undo"

    @property
    def hint(self) -> str:
        record = self.record
        return f"It is {record.status.lower()}, and due on {record.due_on.day} {record.due_on:%B %Y}."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"commitment": self.record}

    def values_now(self) -> dict[str, object]:
        return {"progress": self.record.state, "due_on": self.record.due_on, "done_on": self.record.done_on}

    def differing(self, form):
        """A new date that was left out moves nothing, so there is nothing to choose."""
        moves = form.cleaned_data["due_on"] is not None
        return [row for row in super().differing(form) if moves or row[0].name != "due_on"]


class NamesAnOwner:
    """A form with the owner of the record, who can be chosen again though they have left that role."""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"owners": commitments.owners(self.principal, self.record.owner)}


class CommitmentChange(NamesAnOwner, RecordFormPage):
    button = "Save"
    success = "The details are saved. The old ones are in the history."

    def get_title(self) -> str:
        return f"Change this {self.noun}"

    def get_initial(self):
        return super().get_initial() | {name: getattr(self.record, name) for name in ("title", "detail", "owner")}


class NewWithAnOwner(NewOfProgramme):
    """The person who adds it owns it, unless they choose someone else."""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"owners": commitments.owners(self.principal)}

    def get_initial(self):
        return super().get_initial() | {"owner": self.principal.user}


class CommitmentNew(NewWithAnOwner):
    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"trusts": self.trusts()}

    def trusts(self) -> list[Organisation]:
        """For which trusts this person can add something: their own, or any."""
        trusts = self.permitted(Organisation).partnership_trusts()
        own = self.principal.trust_id
        return list(trusts.filter(pk=own) if own else trusts)

    def given(self) -> dict[str, object]:
        return super().given() | {"model": self.records.model}
