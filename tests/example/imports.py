from partnership.access.policy import Action, permitted
from partnership.files.import_kinds import Bucket, Column, Finding, ImportKind, Text, register_import
from tests.example import actions
from tests.example.models import Lesson
from tests.example.policy import LESSON


def compare(rows, by):
    known = set(permitted(by, LESSON[Action.VIEW], Lesson).values_list("title", flat=True))
    return [Finding(Bucket.SAME if row["TITLE"] in known else Bucket.NEW, row["TITLE"]) for row in rows]


def apply(rows, by):
    return [actions.write(title=row["TITLE"], learnt=row["LEARNT"], by=by).reference for row in rows]


register_import(
    ImportKind(
        "lessons", "Lessons", (Column("TITLE", "Title", Text(150), "Ask the family early"),
                               Column("LEARNT", "What was learnt", Text(1000), "They knew of the allergy")),
        LESSON[Action.NEW], ("One row a lesson.",), compare, apply, key=lambda row: row["TITLE"],
        noun=("lesson", "lessons"),
    )
)  # fmt: skip
