"""What a ward records of a young person's stay after the admission."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import cached_property

from camhs_beds.actions import stays, undo
from camhs_beds.actions.locking import is_usable_leave_bed
from camhs_beds.forms import stays as forms
from camhs_beds.models import Bed, Stay
from camhs_beds.policy import BED
from camhs_beds.views.stay_record import OfStay
from partnership.access.policy import Action
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock, words
from partnership.pages.views import ConfirmStep, RecordAct, RecordFormPage


class StayForm(OfStay, RecordFormPage):
    """Records one thing of a stay. ``refusals`` are checked before anything is asked."""

    checks_posts = True
    refusals: tuple[Callable[[Stay], None], ...] = (stays.refuse_ended,)
    undo = "stay-undo"

    @property
    def button(self) -> str:
        return self.form_class.button

    def check(self) -> None:
        for refuse in self.refusals:
            refuse(self.record)

    def values_now(self) -> dict[str, object]:
        """It adds to the stay and overwrites nothing of it."""
        return {}


class BedForm(StayForm):
    """For a stay in a bed of the Partnership."""

    refusals = (stays.refuse_ended, stays.refuse_elsewhere)


def beds_of(page, unit) -> list[Bed]:
    beds = page.permitted(Bed, BED[Action.VIEW]).in_use().filter(unit=unit)
    return list(beds.select_related("unit").order_by("number"))


def free_of(beds, person) -> list[tuple[Bed, str]]:
    """Those that this young person can have now, each with what there is to say of it."""
    fit = [bed for bed in beds if bed.is_for(person.sex)]
    found = [(bed, f"Bed {bed.number}") for bed in fit if bed.is_available]
    usable = (bed for bed in fit if not bed.is_available and is_usable_leave_bed(bed))
    return [*found, *((bed, f"Bed {bed.number}, of a young person on leave, by agreement") for bed in usable)]


class StayLeave(BedForm):
    action = staticmethod(stays.start_leave)
    form_class = forms.LeaveForm
    title = "Record leave"

    def get_success(self) -> str:
        back = words.moment(self.changed.expected_back_at)
        return f"{self.record.person.full_name} is on leave, expected back on {back}."


class StayReturn(BedForm):
    action = staticmethod(stays.return_from_leave)
    form_class = forms.ReturnForm
    title = "Record return"
    success = "{record.person.full_name} is back."

    def get_form_kwargs(self):
        beds = [] if self.bed else beds_of(self, self.record.unit)
        free = free_of(beds, self.record.person)
        return super().get_form_kwargs() | {"keeps_bed": self.bed is not None, "beds": beds, "free": free}


class StayChangeBed(BedForm):
    action = staticmethod(stays.move_bed)
    form_class = forms.ChangeBedForm
    title = "Change bed"

    def check(self) -> None:
        """Without a free bed nothing is asked; a choice that is sent is refused by its own sentence."""
        super().check()
        if self.request.method != "POST" and not self.free:
            raise Refusal(f"No other bed on {self.record.unit} is free for this young person now.")

    @cached_property
    def beds(self) -> list[Bed]:
        return beds_of(self, self.record.unit)

    @cached_property
    def free(self) -> list[tuple[Bed, str]]:
        return free_of(self.beds, self.record.person)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"beds": self.beds, "free": self.free}

    def get_success(self) -> str:
        return f"{self.record.person.full_name} has moved to bed {self.bed.number}."


class StayDischarge(ConfirmStep, StayForm):
    """On the day of admission it is asked about once more: most often that is a slip of the hand."""

    action = staticmethod(stays.discharge)
    form_class = forms.DischargeForm
    title = "Record discharge"
    refusals = (stays.refuse_ended, stays.refuse_part_of_placement)
    confirm_template = "camhs_beds/discharge_confirm.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"stay": self.record}

    def get_initial(self):
        return {"ready_on": self.record.ready_on, "why_delayed": self.record.why_delayed}

    def needs_confirming(self, form: forms.DischargeForm) -> bool:
        return form.cleaned_data["date"] == clock.local(self.record.start_at).date()

    def context(self, form: forms.DischargeForm) -> dict[str, object]:
        return {
            "confirm_title": "Discharge on the day of admission?",
            "confirm_button": "Yes, this is correct",
            "change_button": "Change the date",
            "admitted": self.record.start_at,
        }

    def get_success(self) -> str:
        stay = self.changed
        left = stay.periods.filter(end_at=stay.end_at).select_related("bed").first()
        freed = f" Bed {left.bed.number} is available." if left else ""
        return f"{stay.person.full_name} was discharged at {words.time_of_day(stay.end_at)}.{freed}"


class StayExpectedDischarge(StayForm):
    action = staticmethod(stays.expect_discharge)
    form_class = forms.ExpectedDischargeForm
    title = "Change the expected discharge"
    undo = ""

    def get_initial(self):
        return {"expected_discharge_on": self.record.expected_discharge_on}

    def values_now(self) -> dict[str, object]:
        return self.get_initial()

    def get_success(self) -> str:
        on = self.changed.expected_discharge_on
        return f"Expected discharge: {words.day(on)}." if on else "No discharge is expected."


class StayReady(StayForm):
    action = staticmethod(stays.mark_ready)
    form_class = forms.ReadyForm
    title = "Ready for discharge"
    undo = ""

    def get_initial(self):
        return self.values_now() | ({} if self.record.ready_on else {"on": clock.today()})

    def values_now(self) -> dict[str, object]:
        return {"on": self.record.ready_on, "why_delayed": self.record.why_delayed}

    def get_success(self) -> str:
        return f"Ready for discharge since {words.day(self.changed.ready_on)}."


StayUndo = RecordAct.of(OfStay, undo.last_step, "Undone. {record} is as it was before.")
