from django.db.models import TextChoices

from partnership.access.policy import Action
from partnership.records.states import StateTable, Transition, register_states
from tests.example.policy import LESSON


class State(TextChoices):
    DRAFT = "draft", "Draft"
    SHARED = "shared", "Shared"


LESSONS = register_states(
    StateTable(
        "lesson",
        State,
        initial=(State.DRAFT,),
        transitions=(
            Transition(
                "share", "Share lesson", "Shared", (State.DRAFT,), State.SHARED, LESSON[Action.EDIT],
                page="lesson-share", leads_in=(State.DRAFT,), title="Share this lesson",
                hint="The other trusts and the board will read it.", success="{record} is shared.",
            ),
        ),
    )
)  # fmt: skip
