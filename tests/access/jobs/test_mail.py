"""Mail waits in the queue with the change that sends it, is sent once, and is not lost without anyone knowing."""

import datetime as dt

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from partnership.access.jobs import mail
from partnership.access.policy import USER
from partnership.access.roles import ADMINISTRATOR
from partnership.access.scope import acting_as
from partnership.work.models import Notification
from tests.access.factories import somebody_as
from tests.jobs import WORKER, work_off

pytestmark = pytest.mark.django_db

ADDRESS, LINK = "reader@example.nhs.uk", "https://portal.example.nhs.uk/account/reset-password/1-abc/"
SENTENCE = "The email could not be sent. Telephone."


@pytest.fixture
def sender():
    return somebody_as(ADMINISTRATOR)


@pytest.fixture
def no_mail_server(monkeypatch) -> list[str]:
    """The attempts that it refused."""
    refused: list[str] = []

    def refuse(message) -> None:
        refused.append(message.to[0])
        raise ConnectionRefusedError(f"{ADDRESS} refused")

    monkeypatch.setattr(EmailMessage, "send", refuse)
    return refused


def send(sender=None) -> None:
    unsent = sender and mail.Unsent(sender.user_id, USER.code, about="user 1", url="/manage/users/", text=SENTENCE)
    mail.send(subject="Your account", body=f"Choose a password: {LINK}", to=ADDRESS, unsent=unsent)


def notices(sender) -> list[str]:
    with acting_as(sender):
        return [notice.text for notice in Notification.objects.of(sender)]


def everything_in_the_queue() -> str:
    return str(list(DBTaskResult.objects.values()))


def test_mail_waits_as_a_row_and_is_sent_once_by_the_worker_that_comes_later(mailoutbox):
    send()
    assert mailoutbox == []
    assert DBTaskResult.objects.ready().count() == 1

    work_off()
    work_off()

    (sent,) = mailoutbox
    assert (sent.to, sent.subject, sent.body) == ([ADDRESS], "Your account", f"Choose a password: {LINK}")


def test_mail_of_a_change_that_was_rolled_back_is_not_sent(mailoutbox):
    with transaction.atomic():
        send()
        transaction.set_rollback(True)
    work_off()

    assert mailoutbox == []


def test_mail_in_the_queue_shows_neither_address_nor_link(sender):
    send(sender)

    for secret in (ADDRESS, LINK, "reset-password", SENTENCE):
        assert secret not in everything_in_the_queue()


def test_mail_that_was_sent_is_forgotten(mailoutbox):
    send()
    work_off()

    assert DBTaskResult.objects.get().args_kwargs == mail.NOTHING


def test_mail_that_is_refused_waits_for_its_next_attempt_before_the_sender_knows(sender, no_mail_server):
    send(sender)
    work_off()

    waiting = DBTaskResult.objects.get(status="READY")
    begun = DBTaskResult.objects.get(status="SUCCESSFUL").started_at
    assert waiting.run_after - begun == mail.WAITS[0]
    assert notices(sender) == []


def test_mail_that_is_refused_each_time_tells_its_sender_once(sender, no_mail_server, monkeypatch, caplog):
    monkeypatch.setattr(mail, "WAITS", (dt.timedelta(0),) * len(mail.WAITS))
    send(sender)
    work_off()

    assert no_mail_server == [ADDRESS] * 3
    assert notices(sender) == [SENTENCE]
    assert not DBTaskResult.objects.exclude(args_kwargs=mail.NOTHING).exists()
    assert ADDRESS not in caplog.text + everything_in_the_queue()


def cut_off_while_sending(ago: dt.timedelta = mail.CUT_OFF_AFTER) -> None:
    send()
    row = DBTaskResult.objects.get()
    row.claim(WORKER.worker_id)
    row.started_at -= ago + dt.timedelta(seconds=1)
    row.save()


def test_mail_whose_worker_was_cut_off_is_sent_after_the_clean_up(mailoutbox, capsys):
    cut_off_while_sending()

    call_command("clean_up")
    work_off()

    assert len(mailoutbox) == 1
    assert "mail that was cut off: 1 queued again" in capsys.readouterr().out


def test_mail_that_is_being_sent_is_left_alone_by_the_clean_up(mailoutbox):
    cut_off_while_sending(ago=dt.timedelta(0))

    call_command("clean_up", verbosity=0)
    work_off()

    assert mailoutbox == []


def test_mail_whose_worker_was_cut_off_is_sent_with_the_next(mailoutbox):
    cut_off_while_sending()

    send()
    work_off()

    assert len(mailoutbox) == 2
