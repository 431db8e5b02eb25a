"""What is thrown away by itself, and what is not."""

import uuid

from django.core.management import call_command

from partnership.access.scope import acting_as, as_the_system
from partnership.records.models import FormToken
from partnership.records.models.form_token import spend
from partnership.work.actions import drafts
from partnership.work.cleanup import CLEANUPS
from partnership.work.models import Draft


def begin(by, title):
    return drafts.begin(by=by, kind="referral-new", title=title, step="")


def test_clean_up_deletes_drafts_that_nobody_saved_for_90_days(officer, clock):
    with acting_as(officer):
        begin(officer, "Old")
    clock.forward(days=1)
    with acting_as(officer):
        begin(officer, "Younger")
    clock.forward(days=89, hours=1)

    call_command("clean_up", verbosity=0)

    with as_the_system("a test looks"):
        assert [draft.title for draft in Draft.objects.all()] == ["Younger"]


def test_clean_up_deletes_form_tokens_spent_more_than_a_week_ago(officer, clock, capsys):
    young = uuid.uuid4()
    with acting_as(officer):
        spend(uuid.uuid4(), officer)
    clock.forward(days=1)
    with acting_as(officer):
        spend(young, officer)
    clock.forward(days=6, hours=1)

    call_command("clean_up")

    with as_the_system("a test looks"):
        assert [token.pk for token in FormToken.objects.all()] == [young]
    assert "spent form tokens: 1 deleted" in capsys.readouterr().out


def test_clean_up_does_what_each_app_has_said():
    of_work = ["mail that was cut off", "drafts", "spent form tokens"]
    of_files = ["files of imports", "files of exports", "finished jobs"]
    assert list(CLEANUPS) == [*of_work, *of_files, "abandoned uploads", "files without a row"]
