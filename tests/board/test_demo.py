import pytest

from partnership.access.roles import BOARD_MEMBER
from partnership.access.scope import acting_as, as_the_system
from partnership.board.models import Claim, Pack, PackIssue
from tests.access.factories import somebody_as

pytestmark = pytest.mark.usefixtures("demonstration")


def test_demonstration_has_an_issued_pack_and_two_claims_that_are_explained():
    ben = somebody_as(BOARD_MEMBER)
    with acting_as(ben):
        (pack,) = Pack.objects.all()
        assert (pack.is_issued, pack.title) == (True, "Partnership board, March 2018")
        assert PackIssue.objects.get().issued_by.email == "priya.prog@example.nhs.uk"
        assert Claim.objects.exclude(notes=None).count() == 2
    with as_the_system("read"):
        assert "claims" in pack.sections
