"""What is asked of each of the six employment checks. The document itself is never kept, only its number and date."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms

from partnership.pages.forms import Checkboxes, NhsDateField, PortalForm, Radios
from workforce.staff.vocabulary import CriminalRecordLevel, Kind

YES_NO = [("Yes", "Yes"), ("No", "No")]
REGISTER_NUMBERS = {
    "NMC": r"[0-9]{2}[A-Z][0-9]{4}[A-Z]",
    "GMC": r"[0-9]{7}|L[0-9]{6}",
    "HCPC": r"[A-Z]{2,3}[0-9]{1,6}",
    "SWE": r"SW[0-9]{1,6}",
    "GPhC": r"2[0-9]{6}",
}
"""The shape of a registration number by register; none has a check digit. NHS Digital FHIR profiles, UK Core."""


def radios(label: str, choices: Any, required: str = "", **more: Any) -> forms.ChoiceField:
    errors = {"required": required} if required else {}
    return forms.ChoiceField(label=label, choices=choices, widget=Radios(), error_messages=errors, **more)


class CheckForm(PortalForm):
    """``columns`` are kept in columns of their own; every other answer is kept as it reads on the page."""

    columns: ClassVar[tuple[str, ...]] = ("done_on", "expires_on", "number", "level")

    @property
    def values(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in self.columns if self.cleaned_data.get(name)}
        return given | {"facts": self.facts()}

    def facts(self) -> list[tuple[str, str]]:
        others = [self[name] for name in self.fields if name not in self.columns and self.cleaned_data.get(name)]
        return [(str(field.label), _as_it_reads(self.cleaned_data[field.name])) for field in others]


def _as_it_reads(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


class IdentityForm(CheckForm):
    documents = forms.MultipleChoiceField(
        label="Documents seen",
        choices=[(name, name) for name in ("Passport", "Driving licence", "Birth certificate", "Bank statement",
                                           "Council tax bill", "Utility bill")],
        widget=Checkboxes(),
        error_messages={"required": "Select at least 2 documents"},
    )  # fmt: skip
    how = radios(
        "How were they checked?",
        [(name, name) for name in ("In person", "Certified digital provider")],
        "Select how the documents were checked",
    )
    seen_by = forms.CharField(label="Seen by", max_length=100)
    done_on = NhsDateField(label="Date seen", past=True)

    def clean_documents(self) -> list[str]:
        documents = self.cleaned_data["documents"]
        if len(documents) < 2:
            raise forms.ValidationError("Select at least 2 documents")
        return documents


class RightToWorkForm(CheckForm):
    CITIZEN = "British or Irish"
    basis = forms.ChoiceField(
        label="Right to work by",
        choices=[(name, name) for name in (CITIZEN, "Share code", "Visa")],
        widget=Radios(reveals={"Share code": "number"}),
        error_messages={"required": "Select what gives the right to work"},
    )
    number = forms.CharField(label="Share code", max_length=11)
    done_on = NhsDateField(label="Date checked", past=True)
    expires_on = NhsDateField(
        label="Expiry date of the right to work", help_text="For a share code or a visa", required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if (
            given.get("basis") not in (None, self.CITIZEN)
            and "expires_on" not in self.errors
            and not given.get("expires_on")
        ):
            self.add_error("expires_on", "Enter the expiry date of the right to work")
        return given


class RegistrationForm(CheckForm):
    register = radios("Register", [(name, name) for name in REGISTER_NUMBERS], "Select the register")
    number = forms.CharField(
        label="Registration number", max_length=12, error_messages={"required": "Enter the registration number"}
    )
    done_on = NhsDateField(label="Checked on the public register on", past=True)
    expires_on = NhsDateField(label="Renewal date", future=True)
    conditions = radios("Are there conditions on practice?", YES_NO)

    def clean_number(self) -> str:
        return re.sub(r"\s", "", self.cleaned_data["number"]).upper()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        register, number = given.get("register"), given.get("number")
        if register and number and not re.fullmatch(REGISTER_NUMBERS[register], number):
            self.add_error("number", f"Registration number must look like a number of the {register}")
        return given


class ReferencesForm(CheckForm):
    years = forms.IntegerField(label="Years covered", help_text="At least 3 years", min_value=0, max_value=50)
    received = forms.IntegerField(
        label="References received", min_value=0, max_value=20,
        error_messages={"required": "Enter the number of references received"},
    )  # fmt: skip
    gaps = radios("Are all gaps explained?", YES_NO)
    done_on = NhsDateField(label="Date completed", past=True)

    def clean_years(self) -> int:
        if self.cleaned_data["years"] < 3:
            raise forms.ValidationError("Years covered must be 3 or more")
        return self.cleaned_data["years"]


class CriminalRecordForm(CheckForm):
    asked_level = radios("Level", CriminalRecordLevel.choices, "Select the level of the check")
    number = forms.CharField(label="Certificate number", max_length=14)
    done_on = NhsDateField(label="Issue date", past=True)
    update_service = radios("Is it on the update service?", YES_NO)
    result = radios(
        "Result",
        [(name, name) for name in ("Clear", "Information considered and accepted")],
        "Select the result of the check",
    )

    def clean_number(self) -> str:
        number = re.sub(r"\s", "", self.cleaned_data["number"])
        if not re.fullmatch(r"[0-9]{12}", number):
            raise forms.ValidationError("Certificate number must be 12 numbers")
        return number

    @property
    def values(self) -> dict[str, Any]:
        return super().values | {"level": CriminalRecordLevel(self.cleaned_data["asked_level"]).rank}

    def facts(self) -> list[tuple[str, str]]:
        return [fact for fact in super().facts() if fact[0] != "Level"]


class WorkHealthForm(CheckForm):
    done_on = NhsDateField(label="Cleared on", past=True, error_messages={"required": "Enter the date of clearance"})
    adjustments = radios("Are adjustments needed?", YES_NO, help_text="Do not describe health conditions")


CHECK_FORMS: dict[str, type[CheckForm]] = {
    Kind.IDENTITY: IdentityForm,
    Kind.RIGHT_TO_WORK: RightToWorkForm,
    Kind.REGISTRATION: RegistrationForm,
    Kind.REFERENCES: ReferencesForm,
    Kind.CRIMINAL_RECORD: CriminalRecordForm,
    Kind.WORK_HEALTH: WorkHealthForm,
}
