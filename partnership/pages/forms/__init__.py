"""Django forms that read and refuse as the portal does. A form validates; it never saves."""

from partnership.pages.forms.base import HouseForm, PortalForm
from partnership.pages.forms.choices import Checkboxes, Radios
from partnership.pages.forms.chooser import ChooserForm
from partnership.pages.forms.dates import NhsDateField, NhsTimeField
from partnership.pages.forms.identifiers import HomePostcodeField, NhsNumberField, PhoneField, PostcodeField
from partnership.pages.forms.money import MoneyField
from partnership.pages.forms.text import CharacterCount, CharacterCountField
from partnership.pages.forms.uploads import UploadField

__all__ = [
    "CharacterCount",
    "CharacterCountField",
    "Checkboxes",
    "ChooserForm",
    "HomePostcodeField",
    "HouseForm",
    "MoneyField",
    "NhsDateField",
    "NhsNumberField",
    "NhsTimeField",
    "PhoneField",
    "PortalForm",
    "PostcodeField",
    "Radios",
    "UploadField",
]
