"""What the laws need to know of the wiring: it makes databases and roles."""

from tests.laws.declaring import ForTheLaws

FOR_THE_LAWS = ForTheLaws(
    public={"health"},
    exceptions={
        "sql_is_written_by_django": {
            "slp_portal/checks.py": "asks PostgreSQL about itself",
            "slp_portal/demonstration.py": "asks the history for its latest moment",
            "slp_portal/local_database.py": "makes roles and databases",
            "slp_portal/ownership.py": "grants by the owner",
        }
    },
)
