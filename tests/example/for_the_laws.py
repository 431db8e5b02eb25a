from tests.example.states import State
from tests.laws.declaring import ForTheLaws
from tests.laws.forms import sends


def lessons(builder):
    for trust in builder.world.trusts:
        for state in State:
            yield {"trust": trust, "state": state}


def a_draft_of_each_trust(tried):
    """The asker's own first."""
    drafts = [lesson for lesson in tried.world.of("example.Lesson") if lesson.state == State.DRAFT]
    drafts.sort(key=lambda lesson: lesson.trust_id != tried.asker.principal.trust_id)
    return [({"reference": lesson.reference}, lesson) for lesson in drafts[:2]]


MANAGER = "trust_manager slam"
FOR_THE_LAWS = ForTheLaws(
    rows={"example.Lesson": lessons},
    addresses={"lessons/<str:reference>/": a_draft_of_each_trust},
    forms={
        "example:lesson-new": sends({"title": "Ask early", "learnt": "They knew"}, who=MANAGER),
        "example:lesson-share": sends({}, State.DRAFT, who=MANAGER),
        "example:lesson-download": sends({"why": "For the board"}, who=MANAGER, answers=True),
    },
)
