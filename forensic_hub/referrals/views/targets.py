"""The targets of the forensic hub: what holds, what held, and a change from a day on."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from forensic_hub.referrals.actions import targets
from forensic_hub.referrals.forms.targets import TargetForm
from forensic_hub.referrals.models import TargetRule
from forensic_hub.referrals.policy import TARGETS
from forensic_hub.referrals.vocabulary import Step
from partnership.access.policy import Action
from partnership.arithmetic import words
from partnership.pages.banners import say_done
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link, Missing
from partnership.pages.views import ConfirmStep, FormPage, Page

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
        return [Link("Home", "/")]

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
        return Link("Change", reverse("forensic_targets:target-change", kwargs={"pk": rule.pk}), name_of(rule))


class TargetChange(ConfirmStep, FormPage):
    """From a day on: the referrals that get another due date are counted before it is saved."""

    form_class = TargetForm
    section = "Manage"
    button = "Preview the change"
    confirm_template = "forensic_hub/target_confirm.html"

    @cached_property
    def rule(self) -> TargetRule:
        return get_object_or_404(self.permitted(TargetRule), pk=self.kwargs["pk"])

    def get_title(self) -> str:
        return f"Change the target: {words.in_a_sentence(name_of(self.rule))}"

    @property
    def hint(self) -> str:
        return f"It is {days_of(self.rule)} since {words.day(self.rule.valid_from)}."

    def back_link(self) -> str:
        return reverse("forensic_targets:target-list")

    def get_initial(self):
        return super().get_initial() | {"amount": self.rule.amount, "unit": self.rule.unit}

    def context(self, form) -> dict[str, object]:
        typed = form.cleaned_data
        moved = targets.affected(self.rule.step, self.rule.priority, typed["starts_on"]).count()
        return {
            "confirm_title": "Check the new target before saving",
            "confirm_button": "Save the target",
            "change_button": "Change the target",
            "rows": form.answers(),
            "affected": f"{moved or 'No'} open {words.plural(moved, 'referral')} will get a new due date.",
        }

    def act(self, form) -> str:
        new = targets.set_target(rule=self.rule, by=self.principal, **form.cleaned_data)
        say_done(self.request, f"{name_of(new)}: {days_of(new)} from {words.day(new.valid_from)}.")
        return self.back_link()
