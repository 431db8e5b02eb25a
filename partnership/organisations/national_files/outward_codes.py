from __future__ import annotations

from typing import Any

from django import forms

from partnership.organisations import postcodes
from partnership.organisations.models import OutwardCode
from partnership.organisations.national_files import columns
from partnership.organisations.national_files.loading import NationalFile


class OutwardCodeRow(forms.Form):
    outcode = columns.Text("outward code", max_length=4, shape=postcodes.OUTWARD_CODE, example="SE5")
    lat = columns.latitude()
    lon = columns.longitude()


class OutwardCodeFile(NationalFile):
    """Outward codes with the mean coordinates of their postcodes, from the ONS National Statistics Postcode Lookup."""

    form, model, key = OutwardCodeRow, OutwardCode, "code"

    def values(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        return {"code": cleaned["outcode"], "latitude": cleaned["lat"], "longitude": cleaned["lon"]}
