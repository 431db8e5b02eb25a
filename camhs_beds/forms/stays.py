"""What a ward is asked about a stay: admission, leave and return, change of bed, discharge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from camhs_beds.models import Bed, Stay
from camhs_beds.vocabulary import DelayWhy, DischargedTo, LeaveType, LegalStatus
from partnership.arithmetic import clock
from partnership.pages.forms import CharacterCountField, NhsDateField, NhsTimeField, PortalForm, Radios
from partnership.pages.forms.layout import Rest, SideBySide

NEAR, AHEAD = (1, 0), (0, 2)
TIME_HINT = "For example, 9:32am"


def day_field(label: str, **more: Any) -> NhsDateField:
    name = label[:1].lower() + label[1:]
    return NhsDateField(label=label, error_messages={"required": f"Enter the {name}"}, **more)


def time_field(label: str) -> NhsTimeField:
    name = label[:1].lower() + label[1:]
    return NhsTimeField(label=label, help_text=TIME_HINT, error_messages={"required": f"Enter the {name}"})


class WhenForm(PortalForm):
    """Asks for a day and a time; ``at`` is the moment. ``what`` names it: "admission"."""

    what = ""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        asked = {
            "date": day_field(f"Date of {self.what}", past=True, years=NEAR, initial=clock.today),
            "time": time_field(f"Time of {self.what}"),
        }
        self.fields |= asked
        self.order_fields(self.field_order or tuple(asked))

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        answers["at"] = moment_of(answers.get("date"), answers.get("time"))
        refuse_in_the_future(self, answers["at"])
        return answers

    @property
    def values(self) -> dict[str, Any]:
        return {name: answer for name, answer in self.cleaned_data.items() if name not in ("date", "time")}


def moment_of(day: dt.date | None, time: dt.time | None) -> dt.datetime | None:
    return dt.datetime.combine(day, time, clock.LONDON) if day and time else None


def refuse_in_the_future(form: PortalForm, at: dt.datetime | None, field: str = "time") -> None:
    """The error is shown at the time: the day was checked by itself."""
    if at and at > clock.now():
        form.add_error(field, f"{form.fields[field].label} must be in the past")


class AsksForABed:
    """Mixed in before a form with the field ``bed``. ``free`` are shown, each with what is said of it; any of ``beds``
    can be sent, so that a person who loses a race reads who has the bed.
    """

    def __init__(self, *args: Any, beds: Iterable[Bed] = (), free: Iterable[tuple[Bed, str]] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.beds = {str(bed.number): bed for bed in beds}
        field = self.fields["bed"]
        field.choices = [(number, f"Bed {number}") for number in self.beds]
        field.widget.choices = [(str(bed.number), said) for bed, said in free]

    def clean_bed(self) -> Bed | None:
        return self.beds.get(self.cleaned_data["bed"])


def bed_field(label: str = "Bed") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, widget=Radios(), error_messages={"required": "Select the bed"})


def legal_status_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Legal status on admission", choices=LegalStatus,
        error_messages={"required": "Select the legal status on admission"},
    )  # fmt: skip


def clinician_field() -> forms.CharField:
    return forms.CharField(
        label="Responsible clinician", max_length=120, error_messages={"required": "Enter the responsible clinician"}
    )


class AdmitForm(AsksForABed, WhenForm):
    """``has_page``: the unit has a page for families, whose address can be sent to them."""

    what = "admission"
    button = "Admit"

    bed = bed_field()
    legal_status = legal_status_field()
    clinician = clinician_field()
    expected_discharge_on = NhsDateField(label="Expected discharge date", required=False, years=AHEAD)
    family_email = forms.EmailField(
        label="Email address of the family",
        max_length=254,
        required=False,
        help_text="They are sent the address of the page about the unit, and nothing about the young person. "
        "The email address is not kept",
    )
    field_order = ("bed", "date", "time")
    layout = ("bed", SideBySide("date", "time"), SideBySide("legal_status", "clinician"), Rest())

    def __init__(self, *args: Any, has_page: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not has_page:
            del self.fields["family_email"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        self.must_not_be_before("expected_discharge_on", answers.get("date"), "the date of admission")
        return answers

    @property
    def values(self) -> dict[str, Any]:
        return {name: answer for name, answer in super().values.items() if name != "family_email"}


HOLDS = [
    ("yes", "Yes, for this young person only"),
    ("tonight", "Yes, and another young person may use it tonight"),
    ("no", "No, the bed is free from then"),
]


class LeaveForm(PortalForm):
    button = "Record leave"
    layout = (SideBySide("date", "time"), SideBySide("back_on", "back_time"), Rest())

    date = day_field("Date of leave", past=True, years=NEAR, initial=clock.today)
    time = time_field("Time of leave")
    back_on = day_field("Date expected back", years=AHEAD)
    back_time = time_field("Time expected back")
    type = forms.ChoiceField(
        label="Type of leave", choices=LeaveType, widget=Radios(),
        error_messages={"required": "Select the type of leave"},
    )  # fmt: skip
    hold = forms.ChoiceField(
        label="Hold the bed?",
        choices=HOLDS,
        widget=Radios(reveals={"tonight": ("agreed_by", "return_plan")}),
        error_messages={"required": "Select whether to hold the bed"},
    )
    agreed_by = forms.CharField(
        label="Who agreed that it may be used?", max_length=120,
        error_messages={"required": "Enter who agreed that the bed may be used"},
    )  # fmt: skip
    return_plan = CharacterCountField(
        label="What happens if the young person comes back early?", max_length=500,
        error_messages={"required": "Enter the plan for the young person’s return"},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        start = answers["start_at"] = moment_of(answers.get("date"), answers.get("time"))
        refuse_in_the_future(self, start)
        back = answers["expected_back_at"] = moment_of(answers.get("back_on"), answers.get("back_time"))
        if start and back and back < start:
            self.add_error("back_on", "Date expected back must be the same as or after the start of the leave")
        return answers

    @property
    def values(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {
            "type": typed["type"], "start_at": typed["start_at"], "expected_back_at": typed["expected_back_at"],
            "bed_held": typed["hold"] != "no", "usable_tonight": typed["hold"] == "tonight",
            "agreed_by": typed["agreed_by"] or "", "return_plan": typed["return_plan"] or "",
        }  # fmt: skip


class ReturnForm(AsksForABed, WhenForm):
    """``bed`` is asked for where none was kept."""

    what = "return"
    button = "Record return"

    bed = bed_field("Which bed does the young person return to?")

    def __init__(self, *args: Any, keeps_bed: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if keeps_bed:
            del self.fields["bed"]


class ChangeBedForm(AsksForABed, WhenForm):
    what = "the move"
    button = "Change bed"

    bed = bed_field("New bed")
    field_order = ("bed", "date", "time")


def delay_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Reason for any delay", choices=DelayWhy, required=False,
        help_text="Where they were ready before they left",
    )  # fmt: skip


class DischargeForm(WhenForm):
    what = "discharge"
    button = "Record discharge"

    to = forms.ChoiceField(
        label="Where to?", choices=DischargedTo, widget=Radios(),
        error_messages={"required": "Select where the young person goes"},
    )  # fmt: skip
    ready_on = NhsDateField(label="Ready for discharge date", required=False, past=True, years=(2, 0))
    why_delayed = delay_field()
    follow_up_booked = forms.TypedChoiceField(
        label="Is follow-up within 72 hours booked?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda typed: typed == "yes",
        widget=Radios(inline=True),
        error_messages={"required": "Select whether follow-up within 72 hours is booked"},
    )

    def __init__(self, *args: Any, stay: Stay, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.stay = stay

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        admitted = clock.local(self.stay.start_at).date()
        self.must_not_be_before("date", admitted, "the date of admission")
        self.must_not_be_before("ready_on", admitted, "the date of admission")
        if answers.get("ready_on") and answers.get("date") and answers["ready_on"] > answers["date"]:
            self.add_error("ready_on", "Ready for discharge date must be the same as or before the date of discharge")
        return answers


class ExpectedDischargeForm(PortalForm):
    button = "Save the estimated date"

    expected_discharge_on = NhsDateField(
        label="Expected discharge date", required=False, years=AHEAD, help_text="Leave it empty to take it back"
    )


class ReadyForm(PortalForm):
    button = "Save"

    on = NhsDateField(
        label="Ready for discharge date", past=True, years=(2, 0),
        error_messages={"required": "Enter the ready for discharge date"},
    )  # fmt: skip
    why_delayed = delay_field()
