"""What is done to a placement out of area: approved, begun, reviewed, and brought home."""

from __future__ import annotations

from typing import ClassVar

from django.utils.functional import cached_property

from camhs_beds.actions import out_of_area
from camhs_beds.coming_home import beds_for
from camhs_beds.counting import nights_so_far
from camhs_beds.forms.out_of_area import APPROVE, REFUSE, ApproveForm, BringHomeForm, PlaceForm, ReviewForm
from camhs_beds.models import Bed, OutOfAreaPlacement
from camhs_beds.policy import BED
from camhs_beds.views.out_of_area import OfOutOfArea, answer_of, doubt_of, proposal
from camhs_beds.vocabulary import OutOfAreaState
from partnership.access.policy import Action
from partnership.arithmetic import words
from partnership.pages.values import Missing
from partnership.pages.views import MovePage


class OutOfAreaApprove(OfOutOfArea, MovePage):
    verb = "refuse"
    actions: ClassVar = {APPROVE: out_of_area.approve, REFUSE: out_of_area.refuse}
    form_class = ApproveForm
    template_name = "camhs_beds/out_of_area_approve.html"
    title = "Approve this placement?"
    button = "Save decision"

    def check(self) -> None:
        out_of_area.refuse_to_decide(self.record, self.principal)

    def get_success(self) -> str:
        if self.changed.state == OutOfAreaState.APPROVED:
            self.verb = "approve_second"
        return super().get_success()

    def get_context_data(self, **kwargs):
        tried = "; ".join(f"{one['unit']}, {answer_of(one).lower()}" for one in self.record.units_tried)
        proposed = [("Units tried", tried or Missing("None")), *proposal(self.record)]
        return super().get_context_data(proposed=proposed, **kwargs)


class OutOfAreaAdmit(OfOutOfArea, MovePage):
    verb = "place"
    action = staticmethod(out_of_area.place)
    form_class = PlaceForm

    def get_initial(self):
        return super().get_initial() | {"legal_status": self.record.request.legal_status}

    def get_success(self) -> str:
        placement = self.permitted(OutOfAreaPlacement).get(pk=self.record.pk)
        return f"{self.changed} began. First review by {words.day(placement.review_on)}."


class OutOfAreaReview(OfOutOfArea, MovePage):
    """No move, but for a placement that can end."""

    verb = "end"
    action = staticmethod(out_of_area.review)
    form_class = ReviewForm
    title = "Weekly review"
    button = "Save review"

    def get_initial(self):
        return super().get_initial() | {"next_on": out_of_area.latest_review()}

    @property
    def hint(self) -> str:
        slept = nights_so_far(self.record.stay).in_bed if self.record.stay else 0
        return f"At {self.record.unit}, {slept} {words.plural(slept, 'night')} so far. Plan: {self.record.return_plan}"

    def get_success(self) -> str:
        return f"Review saved. Review {self.record} again by {words.day(self.changed.next_on)}."


class OutOfAreaBringHome(OfOutOfArea, MovePage):
    verb = "end"
    action = staticmethod(out_of_area.bring_home)
    form_class = BringHomeForm
    title = "Bring home to a Partnership bed"
    button = "Record the move"
    success = "Home to {record.unit}: {record} began."

    @property
    def hint(self) -> str:
        return (
            f"The stay at {self.record.unit} ends and the one in the Partnership begins at the same moment. "
            "Agree it with the ward first."
        )

    @cached_property
    def beds(self):
        return self.permitted(Bed, BED[Action.LIST]).in_use().select_related("unit")

    def get_form_kwargs(self):
        found = beds_for(self.record.request, self.beds).order_by("unit__name", "number")
        free = [(bed, f"Bed {bed.number}, {bed.unit}{doubt_of(bed)}") for bed in found]
        return super().get_form_kwargs() | {"beds": self.beds, "free": free}

    def get_initial(self):
        return super().get_initial() | {"legal_status": self.record.stay.legal_status if self.record.stay else ""}
