import datetime as dt

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from partnership.access.refusals import NotPermitted, Refusal
from partnership.access.roles import BOARD_MEMBER
from partnership.access.scope import acting_as
from partnership.board.actions import packs
from partnership.board.models import Pack, PackIssue
from partnership.board.packs.frozen import thaw
from partnership.board.vocabulary import Audience, PackState
from partnership.records.models.record import ChangedSinceOpened
from partnership.records.states import WrongState
from tests.access.factories import somebody_as
from tests.factories import measures as make
from tests.factories.access import trust_manager
from tests.factories.board import PackFactory

pytestmark = pytest.mark.django_db
DETAILS = {
    "meeting": "Partnership board", "meets_on": dt.date(2018, 4, 26), "month": dt.date(2018, 3, 1),
    "audience": Audience.INTERNAL,
}  # fmt: skip


@pytest.fixture
def as_lead(lead):
    with acting_as(lead):
        yield lead


def issue(pack, by, **given):
    return packs.issue(**{"pack": pack, "version": pack.version, "confirmed": True, "by": by, **given})


def values_of(issue) -> list:
    (table,) = [table for table in thaw(issue.content).tables if table.name == "bexley-ready-for-discharge"]
    return [row[table.headings.index("value")] for row in table.cells]


def test_make_by_a_programme_lead_belongs_to_no_trust(as_lead):
    pack = packs.make(**DETAILS, sections=["summary", "claims"], by=as_lead)

    assert (pack.trust, pack.state, pack.sections) == (None, PackState.DRAFT, ["summary", "claims"])
    assert pack.reference.startswith("BP-2018-")


def test_make_by_a_trust_manager_belongs_to_their_trust_and_leaves_out_what_it_cannot_hold(db):
    tess = trust_manager("slam")
    with acting_as(tess):
        pack = packs.make(**DETAILS, sections=["summary", "savings"], by=tess)

    assert (pack.trust.slug, pack.sections) == ("slam", ["summary"])


def test_make_with_no_section_is_refused(as_lead):
    with pytest.raises(Refusal, match="Select at least 1 section"):
        packs.make(**DETAILS, sections=["never-was"], by=as_lead)


def test_make_by_a_board_member_is_refused(db):
    ben = somebody_as(BOARD_MEMBER)
    with acting_as(ben), pytest.raises(NotPermitted):
        packs.make(**DETAILS, sections=["summary"], by=ben)


def test_public_pack_leaves_savings_out(as_lead):
    pack = packs.make(**{**DETAILS, "audience": Audience.PUBLIC}, sections=["summary", "savings"], by=as_lead)

    assert pack.sections == ["summary"]


def test_issue_freezes_the_figures_of_the_moment(as_lead):
    (value,) = make.enter([48])
    issued = issue(PackFactory(), as_lead)
    with make.aside():
        type(value).objects.filter(pk=value.pk).update(superseded_at=issued.issued_at)
    make.enter([999], version=2, why="Counted again")

    again = PackIssue.objects.get(pk=issued.pk)

    assert [int(one) for one in values_of(again)] == [48]
    assert (again.number, again.pack.state) == (1, PackState.ISSUED)


def test_issue_without_commentary_is_refused_until_it_is_confirmed(as_lead):
    make.enter([48])
    pack = PackFactory()

    with pytest.raises(Refusal, match="1 measure has no commentary"):
        issue(pack, as_lead, confirmed=False)

    assert issue(pack, as_lead).number == 1


def test_issue_with_commentary_needs_no_confirmation(as_lead):
    make.enter([48])
    make.CommentaryFactory(text="")

    assert issue(PackFactory(), as_lead, confirmed=False).number == 1


def test_issue_of_an_issued_pack_is_refused(as_lead):
    pack = PackFactory()
    issue(pack, as_lead)

    with pytest.raises(WrongState):
        issue(pack, as_lead)


def test_issue_of_a_pack_that_has_changed_is_refused(as_lead):
    pack = PackFactory()
    packs.write_commentary(pack=pack, commentary={"summary": "Fewer again"}, version=pack.version, by=as_lead)

    with pytest.raises(ChangedSinceOpened):
        issue(pack, as_lead)


def test_reissue_is_another_version_that_says_what_differs(as_lead):
    pack = PackFactory()
    first = issue(pack, as_lead)
    first_content = PackIssue.objects.get(pk=first.pk).content
    pack.refresh_from_db()
    text = {"summary": "One figure was wrong."}
    written = packs.write_commentary(pack=pack, commentary=text, version=pack.version, by=as_lead)

    second = packs.reissue(pack=written, version=written.version, confirmed=True, why="A slip", by=as_lead)

    assert (second.number, second.changes) == (2, ["Summary: now says ‘One figure was wrong.’"])
    assert PackIssue.objects.get(pk=first.pk).content == first_content


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE board_packissue SET content = '{}'",
        "UPDATE board_packissue SET number = 7",
        "DELETE FROM board_packissue",
        "TRUNCATE board_packissue",
    ],
)
def test_issued_pack_cannot_be_changed_by_sql_either(as_lead, sql):
    """As the role that the portal serves as: the policy hides the row from a change, or a trigger refuses it."""
    issued = PackIssue.objects.get(pk=issue(PackFactory(), as_lead).pk)

    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except (InternalError, ProgrammingError):
        pass

    assert PackIssue.objects.get(pk=issued.pk).content == issued.content


def test_issued_pack_is_out_of_reach_of_the_system_too(as_lead):
    issued = issue(PackFactory(), as_lead)

    with make.aside():
        assert PackIssue.objects.filter(pk=issued.pk).update(number=9) == 0


def test_pack_of_a_trust_is_seen_in_that_trust_alone(lead):
    tess, olu, ben = trust_manager("slam"), trust_manager("oxleas"), somebody_as(BOARD_MEMBER)
    with acting_as(tess):
        packs.make(**DETAILS, sections=["summary"], by=tess)

    def seen(who) -> int:
        with acting_as(who):
            return Pack.objects.count()

    assert [seen(who) for who in (tess, olu, ben, lead)] == [1, 0, 0, 0]
