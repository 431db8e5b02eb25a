"""The panel's date, its attendance, and its decision, one question a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import forms

from forensic_hub.referrals.actions.panels import not_quorate
from forensic_hub.referrals.models import DecisionMaker, Panel
from forensic_hub.referrals.vocabulary import WITH_A_BED, PanelOutcome, Setting
from partnership.arithmetic import words
from partnership.organisations.models import Organisation
from partnership.pages.forms import CharacterCountField, Checkboxes, NhsDateField, PortalForm, Radios

NEEDS_A_SETTING = (PanelOutcome.PLACEMENT, PanelOutcome.COMMUNITY)


def settings_for(outcome: str) -> list[tuple[str, str]]:
    """The settings that fit what was decided: none for a deferral or a referral that is not accepted."""
    fitting = {PanelOutcome.PLACEMENT: WITH_A_BED, PanelOutcome.COMMUNITY: (Setting.COMMUNITY,)}.get(outcome, ())
    return [(setting.value, setting.label) for setting in fitting]


class PanelForm(PortalForm):
    meets_on = NhsDateField(
        label="Date of the panel",
        help_text="For example, 26 4 2018",
        error_messages={"required": "Enter the date of the panel"},
    )


class PutOnForm(PortalForm):
    """``panels`` are those that are still to meet."""

    panel = forms.ChoiceField(
        label="Which panel?",
        widget=Radios(),
        error_messages={"required": "Select a panel"},
    )

    def __init__(self, *args, panels: Iterable[Panel], **kwargs):
        super().__init__(*args, **kwargs)
        self.panels = {str(panel.pk): panel for panel in panels}
        self.fields["panel"].choices = [(key, words.day(panel.meets_on)) for key, panel in self.panels.items()]

    @property
    def values(self) -> dict[str, Panel]:
        return {"panel": self.panels[self.cleaned_data["panel"]]}


class AttendanceForm(PortalForm):
    """The attendance: one group of checkboxes a trust."""

    mark_optional = False

    def __init__(self, *args, makers: Iterable, **kwargs):
        super().__init__(*args, **kwargs)
        self.makers = {str(maker.pk): maker for maker in makers}
        for trust in dict.fromkeys(maker.trust for maker in self.makers.values()):
            self.fields[f"trust_{trust.pk}"] = forms.MultipleChoiceField(
                label=f"{trust}",
                choices=[(key, str(maker)) for key, maker in self.makers.items() if maker.trust == trust],
                required=False,
                widget=Checkboxes(),
            )

    @property
    def values(self) -> dict[str, list[DecisionMaker]]:
        return {"present": [self.makers[key] for keys in self.cleaned_data.values() for key in keys]}

    @staticmethod
    def of(panel: Panel) -> dict[str, list[str]]:
        present: dict[str, list[str]] = {}
        for attendance in panel.attendances.select_related("decision_maker"):
            maker = attendance.decision_maker
            present.setdefault(f"trust_{maker.trust_id}", []).append(str(maker.pk))
        return present


class DecisionMakerForm(PortalForm):
    name = forms.CharField(label="Name", max_length=120)
    job_title = forms.CharField(label="Job title", max_length=120, required=False)
    trust = forms.ChoiceField(
        label="Trust", widget=Radios(), error_messages={"required": "Select the trust they decide for"}
    )

    def __init__(self, *args, trusts: Iterable, **kwargs):
        super().__init__(*args, **kwargs)
        self.trusts = {str(trust.pk): trust for trust in trusts}
        self.fields["trust"].choices = [(key, str(trust)) for key, trust in self.trusts.items()]

    @property
    def values(self) -> dict[str, object]:
        return self.cleaned_data | {"trust": self.trusts[self.cleaned_data["trust"]]}


class DecisionMakerEndForm(PortalForm):
    """``makers`` are those who decide today."""

    maker = forms.ChoiceField(
        label="Who no longer decides?", widget=Radios(), error_messages={"required": "Select who no longer decides"}
    )
    heading_field = "maker"

    def __init__(self, *args, makers: Iterable[DecisionMaker], **kwargs):
        super().__init__(*args, **kwargs)
        self.makers = {str(maker.pk): maker for maker in makers}
        self.fields["maker"].choices = [(key, f"{maker}, {maker.trust}") for key, maker in self.makers.items()]

    @property
    def values(self) -> dict[str, DecisionMaker]:
        return {"maker": self.makers[self.cleaned_data["maker"]]}


class OutcomeForm(PortalForm):
    """``missing`` are the trusts without a decision maker at the panel: then it can only defer."""

    heading_field = "outcome"

    outcome = forms.ChoiceField(
        label="What did the panel decide?",
        choices=PanelOutcome,
        widget=Radios(),
        error_messages={"required": "Select what the panel decided"},
    )

    def __init__(self, *args, missing: Sequence[Organisation] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.missing = missing
        if missing:
            outcome = self.fields["outcome"]
            outcome.choices = [(PanelOutcome.DEFER.value, PanelOutcome.DEFER.label)]
            outcome.help_text = not_quorate(missing)


class SettingForm(PortalForm):
    heading_field = "setting"

    setting = forms.ChoiceField(
        label="Setting and security level",
        widget=Radios(),
        error_messages={
            "required": "Select the setting and security level",
            "invalid_choice": "Select a setting that fits the decision",
        },
    )

    def __init__(self, *args, outcome: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["setting"].choices = settings_for(outcome)


class ReasonForm(PortalForm):
    heading_field = "reason"

    reason = CharacterCountField(
        label="Reason for the decision",
        max_length=1000,
        help_text="The letter to the referrer gives this reason in these words.",
    )
