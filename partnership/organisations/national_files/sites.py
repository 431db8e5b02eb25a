from __future__ import annotations

from collections.abc import Sequence
from string import capwords
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.text import slugify

from partnership.organisations.models import Organisation, Site, SiteProvider
from partnership.organisations.national_files import columns
from partnership.organisations.national_files.loading import NationalFile

PARENT = 3  # the first three characters of an ODS site code are the code of the organisation that runs it


class SiteRow(forms.Form):
    org_code = columns.Text("ODS code", max_length=9, shape=r"[A-Z0-9]{3,9}", example="RV505")
    name = columns.Text("name", max_length=120)
    postcode = columns.Postcode()
    open_date = columns.Day("open date", required=True)
    close_date = columns.Day("close date", required=False)
    lat = columns.latitude()
    lon = columns.longitude()

    def clean(self) -> None:
        super().clean()
        opened, closed = self.cleaned_data.get("open_date"), self.cleaned_data.get("close_date")
        if opened and closed and closed < opened:
            self.add_error("close_date", f"Close date must be the same as or after the open date, {opened:%-d %B %Y}")


class SiteFile(NationalFile):
    """Sites of the Organisation Data Service, open and closed, with coordinates added from the ONS.

    An organisation's own row, which comes before its sites', is its headquarters, and adds the organisation where the
    portal does not know it. A site that the portal knows keeps the name it has here: ODS writes in capitals.
    """

    form, model, key, kept = SiteRow, Site, "ods_code", frozenset({"name"})

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.organisations = dict(Organisation.objects.exclude(ods_code=None).values_list("ods_code", "pk"))

    def values(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        code, name = cleaned["org_code"], _in_lower_case(cleaned["name"])
        parent = code[:PARENT]
        if parent not in self.organisations:
            self.organisations[parent] = self._add_organisation(code, name).pk
        return {
            "ods_code": code,
            "name": name,
            "postcode": cleaned["postcode"],
            "latitude": cleaned["lat"],
            "longitude": cleaned["lon"],
            "opened_on": cleaned["open_date"],
            "closed_on": cleaned["close_date"],
        }

    def after_adding(self, rows: Sequence[Any]) -> None:
        SiteProvider.objects.bulk_create(
            SiteProvider(
                site=site,
                organisation_id=self.organisations[site.ods_code[:PARENT]],
                valid_from=site.opened_on,
                source=self.source,
            )
            for site in rows
        )

    def _add_organisation(self, code: str, name: str) -> Organisation:
        """NHS trusts have codes that begin with R or T; other letters are other bodies."""
        if len(code) > PARENT:
            raise forms.ValidationError(
                {"org_code": f"No organisation has the code {code[:PARENT]}. Load its row first"}
            )
        if Organisation.objects.filter(Q(name__iexact=name) | Q(short_name__iexact=name)).exists():
            raise forms.ValidationError({"name": "An organisation without this code has the name already"})
        return Organisation.objects.create(
            name=name,
            short_name=name,
            slug=slugify(f"{name[:50]} {code}"),
            kind=Organisation.Kind.NHS if code[0] in "RT" else Organisation.Kind.INDEPENDENT,
            ods_code=code,
            source=self.source,
        )


def _in_lower_case(name: str) -> str:
    """ "St George's Hospital", of "ST GEORGE'S HOSPITAL"; what is not all capitals is left as it is."""
    return capwords(name).replace("Nhs ", "NHS ").replace("Camhs", "CAMHS") if name.isupper() else name
