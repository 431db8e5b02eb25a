from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from partnership.organisations.models import Organisation, OutwardCode, Site, SiteProvider
from partnership.organisations.national_files.loading import RowsRefused
from partnership.organisations.national_files.outward_codes import OutwardCodeFile
from partnership.organisations.national_files.sites import SiteFile

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).parent / "fixtures"
OUTWARD_CODES, SITES = FIXTURES / "outward_codes.csv", FIXTURES / "sites.csv"


def test_load_of_outward_codes_counts_each_row_and_says_why_it_was_not_taken():
    report = OutwardCodeFile("A test").load(OUTWARD_CODES)
    assert _counts(report) == (2, 1, 1, 8)
    assert [str(refusal) for refusal in report.refusals] == [
        "Line 6, outcode “NPT”: Enter the outward code, like SE5",
        "Line 7, lat “99.999999”: Latitude must be between 49 and 61",
        "Line 8, lat “north”: Latitude must be a number, like 51.47411",
        "Line 8, lon “nan”: Longitude must be a number, like -0.09297",
        "Line 9, outcode “”: Enter the outward code",
        "Line 10, lat “-0.0929”: Latitude must be between 49 and 61",
        "Line 10, lon “51.47”: Longitude must be between -9 and 2",
        "Line 11: The file has this on line 3 already",
        "Line 12: The row must have as many cells as the first line of the file has columns",
        "Line 13, outcode “AB<script>”: Outward code must be 4 characters or less",
    ]


def test_load_of_outward_codes_adds_the_new_and_follows_the_changed():
    OutwardCodeFile("A test").load(OUTWARD_CODES)
    assert OutwardCode.objects.get(code="ZE3").coordinates == (59.90, -1.32)
    changed = OutwardCode.objects.get(code="SE15")
    assert (changed.latitude, changed.source) == (51.5, "A test")
    assert OutwardCode.objects.get(code="SE5").source == "ONS NSPL, May 2025"


def test_load_of_outward_codes_a_second_time_changes_nothing():
    OutwardCodeFile("A test").load(OUTWARD_CODES)
    assert _counts(OutwardCodeFile("Again").load(OUTWARD_CODES)) == (0, 0, 4, 8)
    assert OutwardCode.objects.get(code="ZE3").source == "A test"


def test_load_of_all_or_nothing_with_one_refusal_takes_nothing():
    with pytest.raises(RowsRefused, match="Nothing was saved, because 8 rows were refused") as refused:
        OutwardCodeFile("A test").load(OUTWARD_CODES, all_or_nothing=True)
    assert len(refused.value.report.refusals) == 10
    assert not OutwardCode.objects.filter(code="ZE3").exists()


def test_load_of_many_rows_asks_the_database_once_a_thousand(tmp_path, django_assert_max_num_queries):
    codes = [f"{a}{b}{n}" for a in "AB" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for n in range(10, 50)]
    path = tmp_path / "many.csv"
    path.write_text("outcode,lat,lon\n" + "".join(f"{code},51.5,-0.1\n" for code in codes))
    with django_assert_max_num_queries(3 * 4 + 2):
        report = OutwardCodeFile("A test").load(path)
    assert (report.added + report.changed + report.unchanged, report.refused) == (len(codes), 0)


def test_load_of_sites_counts_each_row_and_says_why_it_was_not_taken():
    report = SiteFile("A test").load(SITES)
    assert _counts(report) == (4, 1, 1, 5)
    assert [str(refusal) for refusal in report.refusals] == [
        "Line 8, org_code “RZZ01”: No organisation has the code RZZ. Load its row first",
        "Line 9, postcode “BR3”: Enter a full UK postcode, like SE5 8AZ",
        "Line 10, close_date “20000101”: Close date must be the same as or after the open date, 1 April 2002",
        "Line 11, open_date “20023101”: Open date must be a real date, like 20020401",
        "Line 12, open_date “”: Enter the open date",
    ]


def test_load_of_sites_adds_a_site_with_the_trust_that_runs_it():
    SiteFile("A test").load(SITES)
    site = Site.objects.get(ods_code="RV5ZZ")
    assert (site.name, site.postcode, site.closed_on) == ("St George's Day Centre", "SW17 7DJ", date(2018, 4, 30))
    provider = SiteProvider.objects.on(date(2010, 1, 1)).get(site=site)
    assert (provider.organisation.short_name, provider.valid_from) == ("SLaM", date(2002, 4, 1))


def test_load_of_sites_adds_a_trust_that_the_portal_did_not_know():
    SiteFile("A test").load(SITES)
    trust = Organisation.objects.get(ods_code="RXX")
    assert (trust.name, trust.kind) == ("Surrey Border NHS Trust", Organisation.Kind.NHS)
    assert SiteProvider.objects.get(site__ods_code="RXX01").organisation == trust


def test_load_of_sites_that_the_portal_knows_keeps_their_names_and_boroughs():
    SiteFile("A test").load(SITES)
    bethlem, maudsley = Site.objects.get(ods_code="RV505"), Site.objects.get(ods_code="RV504")
    assert (bethlem.name, bethlem.borough.name, bethlem.source) == ("Bethlem Royal Hospital", "Bromley", "A test")
    assert maudsley.source == "ODS, September 2018"


def test_load_of_sites_a_second_time_changes_nothing():
    SiteFile("A test").load(SITES)
    assert _counts(SiteFile("A test").load(SITES)) == (0, 0, 6, 5)


def test_load_of_a_trust_whose_name_another_has_is_refused(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_text(
        "org_code,name,postcode,open_date,close_date,lat,lon\n"
        "NXX,ELYSIUM HEALTHCARE,MK6 5LS,20161201,,52.02791,-0.74057\n"
    )
    (refusal,) = SiteFile("A test").load(path).refusals
    assert refusal.reason == "An organisation without this code has the name already"


def test_load_command_prints_each_refusal_and_the_counts(capsys):
    call_command("load_outward_codes", OUTWARD_CODES)
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "Line 6, outcode “NPT”: Enter the outward code, like SE5"
    assert printed[-1] == "12 rows read: 2 added, 1 changed, 1 unchanged, 8 refused"
    assert OutwardCode.objects.get(code="ZE3").source == "outward_codes.csv"


def test_load_command_with_the_other_file_is_refused_with_a_sentence():
    with pytest.raises(CommandError, match="must name the columns org_code, .*It has no org_code"):
        call_command("load_sites", OUTWARD_CODES)


def test_load_command_of_all_or_nothing_prints_why_nothing_was_saved(capsys):
    with pytest.raises(CommandError, match="Nothing was saved"):
        call_command("load_sites", SITES, "--all-or-nothing")
    assert "No organisation has the code RZZ" in capsys.readouterr().out
    assert not Organisation.objects.filter(ods_code="RXX").exists()


def _counts(report):
    return report.added, report.changed, report.unchanged, report.refused
