from partnership.organisations.management.load_command import LoadCommand
from partnership.organisations.national_files.outward_codes import OutwardCodeFile


class Command(LoadCommand):
    help = "Load outward codes with coordinates, from a csv file with the columns outcode, lat and lon."
    file = OutwardCodeFile
