"""Who and where: reference data that all three trusts share, so none of it is scoped to one."""

from partnership.organisations.models.borough import Borough
from partnership.organisations.models.dated import Dated, DatedQuerySet, no_overlap
from partnership.organisations.models.located import Located
from partnership.organisations.models.organisation import PARTNERSHIP_TRUSTS, Organisation
from partnership.organisations.models.outward_code import OutwardCode
from partnership.organisations.models.programme import Programme
from partnership.organisations.models.site import Site, SiteProvider
from partnership.organisations.models.unit import Unit, UnitFact

__all__ = [
    "PARTNERSHIP_TRUSTS",
    "Borough",
    "Dated",
    "DatedQuerySet",
    "Located",
    "Organisation",
    "OutwardCode",
    "Programme",
    "Site",
    "SiteProvider",
    "Unit",
    "UnitFact",
    "no_overlap",
]
