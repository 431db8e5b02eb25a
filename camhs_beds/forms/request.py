"""What is asked when a bed is asked for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from camhs_beds import clock_words
from camhs_beds import vocabulary as words
from camhs_beds.actions.requests import ADULT
from camhs_beds.models import BedRequest
from partnership.arithmetic import clock
from partnership.arithmetic.ages import age_on
from partnership.organisations.models import Unit
from partnership.pages.forms import (
    CharacterCountField,
    Checkboxes,
    NhsDateField,
    NhsTimeField,
    PhoneField,
    PortalForm,
    Radios,
)
from partnership.pages.forms.corrections import CORRECTION, CorrectionForm
from partnership.pages.forms.layout import Section, SideBySide
from partnership.pages.forms.text import NO_CLINICAL_NOTES

YES, NO = "yes", "no"
RECEIVED = ("received_on", "received_time")


class RequestForm(PortalForm):
    """One page, in sections: someone who logs five of these a day does not go through five pages for each."""

    layout = (
        Section(
            "Who asks", SideBySide("received_on", "received_time"), "referring_team",
            SideBySide("referrer_name", "referrer_phone"),
        ),
        Section("What is needed", SideBySide("whereabouts", "response"), SideBySide("unit_type", "wanted_on")),
        Section(
            "Legal status and responsibility", SideBySide("legal_status", "parental_responsibility"),
            SideBySide("looked_after", "safeguarding"),
        ),
        Section("Needs and risks", SideBySide("needs", "risks")),
        Section("What has been tried", SideBySide("alternatives", "alternatives_outcome"), "assessed"),
    )  # fmt: skip

    received_on = NhsDateField(label="Date received", past=True, years=(2, 0), help_text="For example, 16 4 2018")
    received_time = NhsTimeField(label="Time received", help_text="The clocks run from then. For example, 9:32am")
    referring_team = forms.CharField(label="Referring team", max_length=120)
    referrer_name = forms.CharField(
        label="Referrer name", max_length=120, widget=forms.TextInput(attrs={"spellcheck": "false"}),
        error_messages={"required": "Enter the referrer's name"},
    )  # fmt: skip
    referrer_phone = PhoneField(
        label="Referrer phone number", max_length=40, error_messages={"required": "Enter the referrer's phone number"}
    )
    whereabouts = forms.ChoiceField(
        label="Where is the young person now?", choices=words.Whereabouts, widget=Radios(),
        error_messages={"required": "Select where the young person is now"},
    )  # fmt: skip
    response = forms.ChoiceField(
        label="Response needed", choices=words.Response, widget=Radios(),
        error_messages={"required": "Select the response needed"},
    )  # fmt: skip
    unit_type = forms.ChoiceField(
        label="Type of unit needed", choices=Unit.CamhsType.choices,
        error_messages={"required": "Select the type of unit needed"},
    )  # fmt: skip
    wanted_on = NhsDateField(
        label="Bed wanted on", years=(1, 1), help_text="The age on this day decides which units can take them",
        error_messages={"required": "Enter the date on which the bed is wanted"},
    )  # fmt: skip
    legal_status = forms.ChoiceField(
        label="Legal status", choices=words.LegalStatus, widget=Radios(),
        help_text="Whether they can consent for themselves is for their clinicians to judge: this only records it.",
        error_messages={"required": "Select the legal status"},
    )  # fmt: skip
    parental_responsibility = forms.ChoiceField(
        label="Who has parental responsibility?", choices=words.ParentalResponsibility, widget=Radios(),
        error_messages={"required": "Select who has parental responsibility"},
    )  # fmt: skip
    looked_after = forms.ChoiceField(
        label="Is this a looked after child?", choices=words.YesNoNotKnown,
        widget=Radios(reveals={words.YesNoNotKnown.YES: "local_authority"}),
        error_messages={"required": "Select whether this is a looked after child"},
    )  # fmt: skip
    local_authority = forms.CharField(label="Local authority", max_length=80)
    safeguarding = forms.TypedChoiceField(
        label="Are there safeguarding concerns?", choices=[(YES, "Yes"), (NO, "No")], widget=Radios(inline=True),
        coerce=lambda answer: answer == YES, help_text="Do not describe them here",
        error_messages={"required": "Select whether there are safeguarding concerns"},
    )  # fmt: skip
    needs = forms.MultipleChoiceField(
        label="Needs that the unit has to meet", choices=words.Need, required=False, widget=Checkboxes()
    )
    risks = forms.MultipleChoiceField(
        label="Risks to consider in the mix of young people", choices=words.Risk, required=False, widget=Checkboxes()
    )
    alternatives = forms.MultipleChoiceField(
        label="What has been tried in the community?", choices=words.Alternative, required=False, widget=Checkboxes()
    )
    alternatives_outcome = CharacterCountField(
        label="What came of it", max_length=500, required=False, help_text=NO_CLINICAL_NOTES
    )
    assessed = forms.ChoiceField(
        label="Has the access assessment been done?", choices=[(YES, "Yes"), (NO, "No")],
        widget=Radios(reveals={YES: "assessed_on"}),
        error_messages={"required": "Select whether the access assessment has been done"},
    )  # fmt: skip
    assessed_on = NhsDateField(label="Date of the access assessment", past=True, years=(2, 0))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now = clock.local(clock.now())
        self.fields["received_on"].initial, self.fields["received_time"].initial = now.date(), now.time()
        self.fields["wanted_on"].initial = now.date()
        self.fields["response"].widget.hints = clock_words.response_hints(self.counted_from)
        for field in self.fields.values():
            if isinstance(field.widget, forms.RadioSelect):
                kind = "checkboxes" if isinstance(field.widget, Checkboxes) else "radios"
                field.widget.attrs["class"] = f"nhsuk-{kind}--small"

    @property
    def counted_from(self) -> dt.datetime:
        """When the clocks begin, by what the form says; now, while that is no time."""
        try:
            day, time = (self.fields[name].clean(self[name].value()) for name in RECEIVED)
        except forms.ValidationError:
            return clock.now()
        return dt.datetime.combine(day, time, tzinfo=clock.LONDON)

    def clean(self):
        typed = self.cleaned_data
        if all(typed.get(name) is not None for name in RECEIVED) and self.received_at > clock.now():
            self.add_error("received_time", "Time received must be in the past")
        self.must_not_be_before("wanted_on", typed.get("received_on"), "the date received")
        return typed

    @property
    def received_at(self) -> dt.datetime:
        typed = self.cleaned_data
        return dt.datetime.combine(typed["received_on"], typed["received_time"], tzinfo=clock.LONDON)

    @property
    def asked(self) -> dict[str, Any]:
        """The columns of ``BedRequest`` that hold what was asked."""
        own = {name: self.cleaned_data[name] for name in RequestForm.base_fields if name not in (*RECEIVED, "assessed")}
        return own | {"received_at": self.received_at, "local_authority": own["local_authority"] or ""}


class AgeForm(PortalForm):
    """Asked about a person who is 18 or over on the day wanted: meant, or a slip of the hand."""

    meant = forms.ChoiceField(
        label="What is right?",
        choices=[
            (YES, "The dates are right: look for a bed in a young people's unit all the same"),
            (NO, "A date is wrong, or this belongs to the adult service"),
        ],
        widget=Radios(),
        error_messages={"required": "Select what is right"},
    )

    def clean_meant(self) -> str:
        if self.cleaned_data["meant"] == NO:
            raise forms.ValidationError(
                "Go back and change the date, or delete this draft in My work and ask the adult service for a bed"
            )
        return YES


class RequestCorrectionForm(RequestForm, CorrectionForm):
    """What was asked, to be changed where it is wrong. ``is_adult``: 18 or over on the corrected day."""

    layout = (CORRECTION, *RequestForm.layout)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assessed_on"].required = False

    @property
    def is_adult(self) -> bool:
        return age_on(self.row.person.date_of_birth, self.cleaned_data["wanted_on"]) >= ADULT

    @property
    def changes(self) -> dict[str, Any]:
        return self.asked | ({"age_checked": True} if self.is_adult else {})

    @staticmethod
    def of(request: BedRequest) -> dict[str, Any]:
        received = clock.local(request.received_at)
        same = {name: getattr(request, name) for name in RequestForm.base_fields if hasattr(request, name)}
        return same | {
            "received_on": received.date(), "received_time": received.time(),
            "safeguarding": YES if request.safeguarding else NO, "assessed": YES if request.assessed_on else NO,
        }  # fmt: skip
