"""The dated rules of the beds: the present ones, the past ones, and a change from a day on."""

from __future__ import annotations

from collections.abc import Callable

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from camhs_beds.actions import settings
from camhs_beds.forms.rules import PressureForm, RuleForm
from camhs_beds.models import BedRule, PressureRule
from camhs_beds.policy import BED_RULES
from partnership.access.policy import Action
from partnership.arithmetic import words
from partnership.pages.banners import say_done
from partnership.pages.tables import Column, Table
from partnership.pages.values import HOME, Link, Missing
from partnership.pages.views import ConfirmStep, FormPage, Page

UNTIL_FURTHER_NOTICE = Missing("Until further notice")


def name_of(rule: BedRule | PressureRule) -> str:
    """Respond to a request, urgent; or the level and what it is about."""
    if isinstance(rule, PressureRule):
        return f"Level {rule.level}: {rule.get_measure_display().lower()}"
    return f"{rule.get_rule_display()}{f', {rule.get_response_display().lower()}' if rule.response else ''}"


def said_of(rule: BedRule | PressureRule) -> str:
    if isinstance(rule, PressureRule):
        return f"{rule.amount} or {'fewer' if rule.counts_down else 'more'}"
    unit = rule.get_unit_display()
    return f"{rule.amount} {words.plural(rule.amount, unit.removesuffix('s'), unit)}"


COLUMNS = (
    Column("rule", "Rule", value=name_of),
    Column("amount", "Says", value=said_of),
    Column("valid_from", "From"),
    Column("valid_until", "Until", missing=UNTIL_FURTHER_NOTICE),
    Column("source", "Source"),
)


class RuleList(Page):
    template_name = "camhs_beds/rule_list.html"
    title = "Rules of the CAMHS beds"
    section = "Manage"

    def breadcrumbs(self) -> list[Link]:
        return [HOME]

    def get_context_data(self, **kwargs):
        rules, pressure = list(self.permitted(BedRule)), list(self.permitted(PressureRule))
        ended = [rule for rule in (*rules, *pressure) if rule.valid_until and rule.valid_until > rule.valid_from]
        return super().get_context_data(
            rules=self.table("Times and clocks", rules, "rule-change"),
            pressure=self.table("Levels of pressure", pressure, "pressure-change"),
            ended=Table("Past rules", COLUMNS, ended, id="past", caption_hidden=True),
            **kwargs,
        )

    def table(self, caption: str, rules: list, page: str) -> Table:
        def change(rule) -> Link:
            return Link("Change", reverse(f"camhs_rules:{page}", kwargs={"pk": rule.pk}), name_of(rule))

        may = self.may(BED_RULES[Action.EDIT])
        columns = (*COLUMNS, Column("change", "Change", value=change)) if may else COLUMNS
        current = [rule for rule in rules if rule.valid_until is None]
        return Table(caption, columns, current, id=page, caption_hidden=True)


class Change(ConfirmStep, FormPage):
    """From a day on, and read over before it is saved."""

    section = "Manage"
    button = "Preview the change"
    confirm_template = "camhs_beds/rule_confirm.html"
    model: type[BedRule] | type[PressureRule]
    action: Callable[..., BedRule | PressureRule]

    @cached_property
    def rule(self) -> BedRule | PressureRule:
        return get_object_or_404(self.permitted(self.model), pk=self.kwargs["pk"])

    def get_title(self) -> str:
        return f"Change the rule: {words.in_a_sentence(name_of(self.rule))}"

    @property
    def hint(self) -> str:
        return f"It says {said_of(self.rule)} since {words.day(self.rule.valid_from)}."

    def back_link(self) -> str:
        return reverse("camhs_rules:rule-list")

    def context(self, form) -> dict[str, object]:
        return {
            "confirm_title": "Check the new rule before saving",
            "confirm_button": "Save the rule",
            "change_button": "Change the rule",
            "rows": form.answers(),
        }

    def get_initial(self):
        return {name: getattr(self.rule, name) for name in ("amount", "unit") if name in self.form_class.base_fields}

    def act(self, form) -> str:
        new = self.action(rule=self.rule, by=self.principal, **form.values)
        say_done(self.request, f"{name_of(new)}: {said_of(new)} from {words.day(new.valid_from)}.")
        return self.back_link()


class RuleChange(Change):
    model = BedRule
    action = staticmethod(settings.set_rule)
    form_class = RuleForm


class PressureChange(Change):
    model = PressureRule
    action = staticmethod(settings.set_pressure)
    form_class = PressureForm
