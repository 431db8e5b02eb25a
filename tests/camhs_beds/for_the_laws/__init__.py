"""The young people's beds under the laws."""

from tests.camhs_beds.for_the_laws import requests, rows, wards
from tests.laws.declaring import ForTheLaws

NO_FILES = {"camhs_beds:request-new-remove-file": "no page of this journey takes a file"}

FOR_THE_LAWS = ForTheLaws(
    rows=rows.ROWS,
    columns=rows.COLUMNS,
    more=rows.more,
    codes=rows.CODES,
    addresses={**wards.ADDRESSES, **requests.ADDRESSES},
    queries=requests.QUERIES,
    named_by_query=wards.NAMED_BY_QUERY,
    forms={**wards.FORMS, **requests.FORMS},
    takes_no_form=NO_FILES,
    never_there=NO_FILES,
    public={"camhs_beds:family-page", "camhs_beds:family-pages"},
    shared={"camhs_beds.FamilyPage", "camhs_beds.FamilyPageEvent"},
)
