"""The places that every portal begins with, kept beside this file as csv: one row a fact, each with its source."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0. "
    "Contains OS data © Crown copyright and database right 2025. "
    "Contains Royal Mail data © Royal Mail copyright and database right 2025. "
    "Source: Office for National Statistics, NHS England."
)
OUTWARD_CODES_ARE_FROM = "ONS NSPL, May 2025"


def load(apps: Any) -> None:
    """Put every row in place, adding what is missing and bringing the rest to what the files say.

    For migrations, with the models of their time. A file that changes needs a migration that calls this again.
    """
    organisations = _organisations(apps.get_model("organisations", "Organisation"))
    boroughs = _boroughs(apps.get_model("organisations", "Borough"), organisations)
    _sites(
        apps.get_model("organisations", "Site"),
        apps.get_model("organisations", "SiteProvider"),
        organisations,
        boroughs,
    )
    _outward_codes(apps.get_model("organisations", "OutwardCode"))
    for row in _rows("programmes"):
        _put(apps.get_model("organisations", "Programme"), slug=row["slug"], defaults=row)


def _organisations(model: Any) -> dict[str, Any]:
    return {
        row["slug"]: _put(model, slug=row["slug"], defaults=row | {"ods_code": row["ods_code"] or None})
        for row in _rows("organisations")
    }


def _boroughs(model: Any, organisations: dict[str, Any]) -> dict[str, Any]:
    return {
        row["slug"]: _put(
            model,
            slug=row["slug"],
            defaults=row | {"trust": organisations[row["trust"]], "icb": organisations[row["icb"]]},
        )
        for row in _rows("boroughs")
    }


def _sites(model: Any, provider_model: Any, organisations: dict[str, Any], boroughs: dict[str, Any]) -> None:
    for row in _rows("sites"):
        facts = {
            "postcode": row["postcode"],
            "borough": boroughs.get(row["borough"]),
            "latitude": float(row["lat"]),
            "longitude": float(row["lon"]),
            "opened_on": row["opened_on"] or None,
            "closed_on": row["closed_on"] or None,
            "source": row["source"],
        }
        site = _put(model, name=row["name"], ods_code=row["ods_code"] or None, defaults=facts)
        provider_model.objects.get_or_create(
            site=site,
            valid_from=row["provider_from"],
            defaults={"organisation": organisations[row["provider"]], "source": row["source"]},
        )


def _outward_codes(model: Any) -> None:
    model.objects.bulk_create(
        [
            model(code=row["outcode"], latitude=row["lat"], longitude=row["lon"], source=OUTWARD_CODES_ARE_FROM)
            for row in _rows("outward_codes")
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["latitude", "longitude", "source"],
    )


def _put(model: Any, **values: Any) -> Any:
    return model.objects.update_or_create(**values)[0]


def _rows(name: str) -> Iterator[dict[str, Any]]:
    with (Path(__file__).parent / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
