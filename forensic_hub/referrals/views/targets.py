"""The targets of the forensic hub: what holds, what held, and a change from a day on."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from forensic_hub.referrals.actions import targets
from forensic_hub.referrals.forms.targets import TargetForm
from forensic_hub.referrals.models import TargetRule
from forensic_hub.referrals.policy import TARGETS
from forensic_hub.referrals.vocabulary import Step
from partnership.access.policy import Action
from partnership.arithmetic import words
from partnership.pages.tables import Column, Table
from partnership.pages.values import HOME, Link, Missing
from partnership.pages.views import ConfirmStep, OfRecord, Page, RecordAddPage

OF_A_TRANSFER = {
    Step.FIRST_ASSESSMENT: "from day 0 to the first assessment",
    Step.TRANSFER: "from the first assessment to the transfer",
}
UNTIL_FURTHER_NOTICE = Missing("Until further notice")


def name_of(rule: TargetRule) -> str:
    """Triage, urgent; or the part of a transfer from prison."""
    if rule.step in OF_A_TRANSFER:
        return f"Transfer from prison, {OF_A_TRANSFER[rule.step]}"
    return f"{rule.get_step_display()}, {rule.get_priority_display().lower()}"


def days_of(rule: TargetRule) -> str:
    return f"{rule.amount} {rule.get_unit_display()}"


class OfTarget(OfRecord):
    model = TargetRule
    policy = TARGETS
    namespace = "forensic_targets"
    noun = "target"
    argument = "rule"
    section = "Manage"

    @cached_property
    def record(self) -> TargetRule:
        return get_object_or_404(self.permitted(TargetRule), pk=self.kwargs["pk"])

    @classmethod
    def url_kwargs(cls, record: TargetRule) -> dict[str, object]:
        return {"pk": record.pk}

    def after_url(self) -> str:
        return self.list_url()

    def caption_of(self, record: TargetRule) -> str:
        return ""


class TargetList(Page):
    template_name = "forensic_hub/target_list.html"
    title = "Forensic targets"
    section = "Manage"
    columns = (
        Column("target", "Target", value=name_of),
        Column("days", "Days", value=days_of),
        Column("valid_from", "From"),
        Column("valid_until", "Until", missing=UNTIL_FURTHER_NOTICE),
        Column("source", "Source"),
    )

    def breadcrumbs(self) -> list[Link]:
        return [HOME]

    def get_context_data(self, **kwargs):
        rules = list(self.permitted(TargetRule))
        current = [rule for rule in rules if rule.valid_until is None]
        ended = [rule for rule in rules if rule.valid_until is not None and rule.valid_until > rule.valid_from]
        change = (Column("change", "Change", value=self.change),) if self.may(TARGETS[Action.EDIT]) else ()
        return super().get_context_data(
            table=Table("Targets", (*self.columns, *change), current, id="targets", caption_hidden=True),
            ended=Table("Past targets", self.columns, ended, id="past", caption_hidden=True),
            **kwargs,
        )

    def change(self, rule: TargetRule) -> Link:
        return Link("Change", OfTarget.url_of(rule, "target-change"), name_of(rule))


class TargetChange(ConfirmStep, OfTarget, RecordAddPage):
    """From a day on: the referrals that get another due date are counted before it is saved."""

    action = staticmethod(targets.set_target)
    form_class = TargetForm
    button = "Preview the change"
    confirm_template = "forensic_hub/target_confirm.html"

    def get_title(self) -> str:
        return f"Change the target: {words.in_a_sentence(name_of(self.record))}"

    @property
    def hint(self) -> str:
        return f"It is {days_of(self.record)} since {words.day(self.record.valid_from)}."

    def get_initial(self):
        return super().get_initial() | {"amount": self.record.amount, "unit": self.record.unit}

    def context(self, form) -> dict[str, object]:
        moved = targets.affected(self.record.step, self.record.priority, form.cleaned_data["starts_on"]).count()
        return {
            "confirm_title": "Check the new target before saving",
            "confirm_button": "Save the target",
            "change_button": "Change the target",
            "rows": form.answers(),
            "affected": f"{moved or 'No'} open {words.plural(moved, 'referral')} will get a new due date.",
        }

    def get_success(self) -> str:
        new = self.changed
        return f"{name_of(new)}: {days_of(new)} from {words.day(new.valid_from)}."
