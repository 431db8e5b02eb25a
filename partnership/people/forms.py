"""What is asked to find a person, and about one. These forms check; ``people.actions`` makes and corrects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from partnership.arithmetic.words import listed
from partnership.organisations.models import Borough
from partnership.pages.forms import HomePostcodeField, NhsDateField, NhsNumberField, PortalForm, Radios
from partnership.pages.forms.corrections import CORRECTION, CorrectionForm
from partnership.pages.forms.layout import Include, PortalHelper, Section, SideBySide
from partnership.people.actions import Details
from partnership.people.known import Known
from partnership.people.models.person import EthnicGroup, HomeArea, Person, Sex
from partnership.people.naming import named
from partnership.records.corrections import Correction

DIFFERENT = "different"
"""The answer that somebody is none of the people who were found."""
SELECT = "Select whether this is the same person"
NOT_BOROUGHS = [(area.value, area.label) for area in HomeArea if area is not HomeArea.BOROUGH]


class FindPersonForm(PortalForm):
    """One of two ways to find somebody: the number, or the name and the date together."""

    button = "Search"
    mark_optional = False

    nhs_number = NhsNumberField(label="NHS number", required=False, help_text="For example, 999 123 4567")
    last_name = forms.CharField(
        label="Last name", required=False, max_length=100, widget=forms.TextInput(attrs={"spellcheck": "false"})
    )
    date_of_birth = NhsDateField(label="Date of birth", required=False, past=True, help_text="For example, 16 4 1985")

    def clean(self):
        found_by = self.cleaned_data
        by_name = found_by.get("last_name") and found_by.get("date_of_birth")
        if not self.errors and not found_by.get("nhs_number") and not by_name:
            raise forms.ValidationError("Enter an NHS number, or a last name and date of birth")
        return found_by


class MatchForm(PortalForm):
    """Whether one of the people found is the person that a new record is about. ``template`` has a button for each.

    ``noun`` is what the record is called; ``shown`` is what stood on the page when it was answered. An answer holds
    only for what was seen: when somebody else has added a person who is alike, or has opened a record of one of them,
    it is asked again.
    """

    same = forms.ChoiceField(label="Who is this about?", error_messages={"required": SELECT, "invalid_choice": SELECT})
    shown = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput())

    def __init__(self, *args, known: Known, noun: str, template: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(self, Include(template, draws=("same", "shown")))
        self.helper.form_class = "portal-match"
        self.known, self.title = known, f"This may be a {noun} we already have"
        people = [(match.person.reference, match.person) for match in known.people]
        self.fields["same"].choices = [
            *((reference, f"{named(person).in_words}, {reference}") for reference, person in people),
            (DIFFERENT, "A person who is not known yet"),
        ]

    @property
    def to_be_seen(self) -> str:
        return " ".join(self.known.references)

    def clean(self):
        seen = set(self.cleaned_data.get("shown", "").split())
        new = [reference for reference in self.known.references if reference not in seen]
        if new and not self.errors:
            were = "was" if len(new) == 1 else "were"
            self.add_error(None, f"{listed(new)} {were} added since you looked. Check whether it is the same person")
        return self.cleaned_data


class PersonForm(PortalForm):
    """About the person. ``details()`` is what ``people.actions.make`` takes, ``of(person)`` the way back."""

    layout = (
        Section("Name and NHS number", SideBySide("first_name", "last_name"), "date_of_birth", "knows_nhs_number"),
        Section("Sex, gender and ethnic group", SideBySide("sex", "gender"), "ethnic_group"),
        Section("Home and GP", "home", "home_postcode", "gp_practice"),
    )

    first_name = forms.CharField(
        label="First name", max_length=100, widget=forms.TextInput(attrs={"spellcheck": "false"})
    )
    last_name = forms.CharField(
        label="Last name", max_length=100, widget=forms.TextInput(attrs={"spellcheck": "false"})
    )
    date_of_birth = NhsDateField(label="Date of birth", past=True, help_text="For example, 16 4 1985")
    knows_nhs_number = forms.ChoiceField(
        label="Do you know the NHS number?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=Radios(reveals={"yes": "nhs_number"}),
        error_messages={"required": "Select whether you know the NHS number"},
    )
    nhs_number = NhsNumberField(label="NHS number", help_text="10 digits, for example 999 123 4567")
    sex = forms.ChoiceField(label="Sex recorded on the referral", choices=Sex, widget=Radios())
    gender = forms.CharField(label="Gender, if different", max_length=60, required=False)
    ethnic_group = forms.ChoiceField(
        label="Ethnic group",
        choices=[("", "Select an ethnic group"), *EthnicGroup.choices],
        help_text="If no one has asked, select ‘Not known’. If the person did not want to say, select ‘Not stated’.",
    )
    home = forms.ChoiceField(label="Home borough", error_messages={"required": "Select the home borough"})
    home_postcode = HomePostcodeField(
        label="Home postcode",
        error_messages={"required": "Enter a postcode, or select that the person has no fixed address"},
        help_text="Used to work out distance. We keep only the first part and the next number, for example SE5 8.",
    )
    gp_practice = forms.CharField(label="GP practice", max_length=120, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.boroughs = {borough.slug: borough for borough in Borough.objects.select_related("trust")}
        boroughs = [(slug, borough.name) for slug, borough in self.boroughs.items()]
        self.fields["home"].choices = [("", "Select a borough"), *boroughs, *NOT_BOROUGHS]

    def clean(self):
        answers = self.cleaned_data
        if answers.get("home") == HomeArea.NO_FIXED_ADDRESS:
            self.errors.pop("home_postcode", None)
            answers["home_postcode"] = ""
        return answers

    def details(self) -> Details:
        """What the answers say, for ``people.actions``. Only for a form that has been found right."""
        answers = dict(self.cleaned_data)
        answers.pop("knows_nhs_number")
        borough = self.boroughs.get(answers["home"])
        area = HomeArea.BOROUGH if borough else HomeArea(answers["home"])
        del answers["home"]
        return Details(**{**answers, "nhs_number": answers["nhs_number"] or None}, home_area=area, home_borough=borough)

    @staticmethod
    def of(person: Person) -> dict[str, object]:
        """What stands on a person's record, as this form's initial answers. The postcode was never kept."""
        same = (
            "first_name",
            "last_name",
            "date_of_birth",
            "nhs_number",
            "sex",
            "gender",
            "ethnic_group",
            "gp_practice",
        )
        return {
            **{name: getattr(person, name) for name in same},
            "knows_nhs_number": "yes" if person.nhs_number else "no",
            "home": person.home_borough.slug if person.home_borough else person.home_area,
        }


class PersonCorrectionForm(PersonForm, CorrectionForm):
    """The record as it is, to be changed where it is wrong. Of the postcode only a part was kept: empty keeps it."""

    layout = (CORRECTION, *PersonForm.layout)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        postcode = self.fields["home_postcode"]
        postcode.required = False
        postcode.help_text = "Only if it has to be put right. We keep no more than, for example, SE5 8."

    @property
    def changes(self) -> dict[str, Any]:
        """The fields of ``people.actions.Details`` as they should be."""
        details = vars(self.details())
        return {name: value for name, value in details.items() if name != "home_postcode" or value}

    def details(self):
        kept = {name: self.cleaned_data.pop(name) for name in ("why", "explanation")}
        details = super().details()
        self.cleaned_data.update(kept)
        return details


class WrongPersonForm(CorrectionForm):
    """Another person for a record. ``find`` gives the one whom an NHS number or a reference names, or None."""

    person = forms.CharField(
        label="NHS number or reference of the right person",
        max_length=30,
        help_text="For example, 999 123 4567 or PX-2017-0042. Search for the name to find the reference.",
    )

    def __init__(self, *args, find: Callable[[str], Person | None], **kwargs):
        super().__init__(*args, **kwargs)
        self.find = find

    def clean_person(self) -> Person:
        found = self.find(self.cleaned_data["person"])
        if found is None:
            raise forms.ValidationError("No person has this NHS number or reference. Check it, or search for the name")
        return found

    @staticmethod
    def of(record: Any) -> dict[str, Any]:
        return {"why": Correction.Why.WRONG_PERSON}
