from partnership.organisations.management.load_command import LoadCommand
from partnership.organisations.national_files.sites import SiteFile


class Command(LoadCommand):
    help = (
        "Load hospital sites of the Organisation Data Service, from a csv file with the columns org_code, name, "
        "postcode, open_date, close_date, lat and lon."
    )
    file = SiteFile
