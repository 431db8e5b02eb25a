"""What the laws need to know of access: accounts and grants are read before there is a scope."""

from tests.laws.declaring import ForTheLaws

FOR_THE_LAWS = ForTheLaws(
    shared={"access.Grant", "access.GrantEvent", "access.SignInEvent", "access.User", "access.UserEvent"},
    exceptions={
        "time_is_asked_of_the_one_clock": {
            "partnership/access/jobs/mail.py": "when a task began is written by the queue, on the real clock",
        },
        "sql_is_written_by_django": {"partnership/access/scope.py": "set_config has no other way"},
        "scope_is_set_by_the_gate_commands_and_jobs_alone": {
            "partnership/access/scope.py": "is what sets it",
            "partnership/access/middleware.py": "is the gate",
        },
    },
)
