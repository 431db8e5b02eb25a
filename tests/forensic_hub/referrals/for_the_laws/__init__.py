"""Referrals under the laws."""

from forensic_hub.referrals.policy import REFERRAL
from partnership.access.policy import Action
from tests.forensic_hub.referrals.for_the_laws import pages, rows
from tests.laws.declaring import ForTheLaws

NO_FILES = {"forensic_hub:decision-remove-file": "no page of this journey takes a file"}
MOST_QUESTIONS_OF_A_TAB = 18

FOR_THE_LAWS = ForTheLaws(
    rows=rows.ROWS,
    columns=rows.COLUMNS,
    afterwards=rows.set_decisions,
    more=rows.more,
    codes=rows.CODES,
    names_of_staff={"referrals.Assessment": ("assessor_name", "second_assessor_name")},
    addresses=pages.ADDRESSES,
    queries=pages.QUERIES,
    forms=pages.FORMS,
    takes_no_form=NO_FILES,
    never_there=NO_FILES,
    adds_only={"forensic_hub:referral-decision"},
    needs_more={"work:saved-filter-new": REFERRAL[Action.LIST]},
    most_questions={
        f"forensic_hub:referral-{tab}": MOST_QUESTIONS_OF_A_TAB
        for tab in ("overview", "assessment", "panel", "notes", "documents", "history")
    },
    shared={"referrals.LegalStatus"},
    exceptions={
        "sql_is_written_by_django": {
            "forensic_hub/referrals/demo/archive.py": "bulk rows of the demonstration's earlier years",
            "forensic_hub/referrals/counts.py": "calls the function that counts past row-level security",
        }
    },
)  # fmt: skip
