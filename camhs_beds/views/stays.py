"""Each thing that a ward records of a young person's stay."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property

from camhs_beds import mail
from camhs_beds.actions import stays, undo
from camhs_beds.actions.locking import is_usable_leave_bed
from camhs_beds.forms import stays as forms
from camhs_beds.models import Bed, BedRequest
from camhs_beds.policy import BED, BED_REQUEST
from camhs_beds.refusals import NoBedHere, PartOfOutOfAreaPlacement
from camhs_beds.states import REQUESTS, has_a_live_reservation
from camhs_beds.views.bed_columns import stay_url
from camhs_beds.views.stay_record import OfStay
from camhs_beds.views.units import request_url, unit_url
from camhs_beds.vocabulary import Kind
from partnership.access.policy import Action
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock, words
from partnership.pages.banners import say, say_done
from partnership.pages.naming import PersonBanner
from partnership.pages.views import ConfirmStep, RecordAct, RecordFormPage
from partnership.people.naming import banner_of
from partnership.records.models import Read
from partnership.records.reads import log_read
from partnership.records.states import NotReady


class StayForm(OfStay, RecordFormPage):
    """Records one thing of a stay that is open. One that has ended leads back to its page, which says how.

    ``refuses_out_of_area``: why it is not recorded of a stay out of area, which leads back to its page as well.
    """

    refuses_out_of_area: type[NoBedHere | PartOfOutOfAreaPlacement] | None = None

    @property
    def button(self) -> str:
        return self.form_class.button

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        if sentence := self.why_not():
            say(request, sentence)
            return redirect(self.back_link())
        return super().dispatch(request, *args, **kwargs)

    def why_not(self) -> str:
        if not self.record.is_open:
            return f"{self.record} ended on {words.moment(self.record.end_at)}."
        if self.refuses_out_of_area and self.record.kind != Kind.PARTNERSHIP:
            return self.refuses_out_of_area(self.record).sentence
        return ""

    def back_link(self) -> str:
        return stay_url(self.record)

    @property
    def made_on(self) -> dict[str, object]:
        return {"stay": self.record, "by": self.principal, "version": self.version}

    def done(self, sentence: str, *, undo_offered: bool = True) -> str:
        undo_url = stay_url(self.record, "stay-undo") if undo_offered else ""
        say_done(self.request, sentence, undo_url=undo_url)
        return self.back_link()

    def values_now(self) -> dict[str, object]:
        """It adds to the stay and overwrites nothing of it."""
        return {}


def beds_of(page, unit) -> list[Bed]:
    beds = page.permitted(Bed, BED[Action.VIEW]).in_use().filter(unit=unit)
    return list(beds.select_related("unit").order_by("number"))


def free_of(beds, person) -> list[tuple[Bed, str]]:
    """Those that this young person can have now, each with what there is to say of it."""
    fit = [bed for bed in beds if bed.is_for(person.sex)]
    found = [(bed, f"Bed {bed.number}") for bed in fit if bed.is_available]
    usable = (bed for bed in fit if not bed.is_available and is_usable_leave_bed(bed))
    return [*found, *((bed, f"Bed {bed.number}, of somebody on leave, by agreement") for bed in usable)]


class StayLeave(StayForm):
    title = "Record leave"
    form_class = forms.LeaveForm
    refuses_out_of_area = NoBedHere

    def act(self, form: forms.LeaveForm) -> str:
        typed = form.cleaned_data
        stays.start_leave(
            **self.made_on, type=typed["type"], start_at=typed["start_at"], expected_back_at=typed["expected_back_at"],
            bed_held=typed["hold"] != "no", usable_tonight=typed["hold"] == "tonight",
            agreed_by=typed["agreed_by"] or "", return_plan=typed["return_plan"] or "",
        )  # fmt: skip
        back = words.moment(typed["expected_back_at"])
        return self.done(f"{self.record.person.full_name} is on leave, expected back on {back}.")


class StayReturn(StayForm):
    title = "Record return"
    form_class = forms.ReturnForm
    refuses_out_of_area = NoBedHere

    def get_form_kwargs(self):
        beds = [] if self.bed else beds_of(self, self.record.unit)
        free = free_of(beds, self.record.person)
        return super().get_form_kwargs() | {"keeps_bed": self.bed is not None, "beds": beds, "free": free}

    def act(self, form: forms.ReturnForm) -> str:
        typed = form.cleaned_data
        stays.return_from_leave(**self.made_on, at=typed["at"], bed=typed.get("bed"))
        return self.done(f"{self.record.person.full_name} is back.")


class StayChangeBed(StayForm):
    """Where there is no bed to change to, there is no form, and the stay says so."""

    title = "Change bed"
    form_class = forms.ChangeBedForm
    refuses_out_of_area = NoBedHere

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if not self.free:
            say(request, f"No other bed on {self.record.unit} is free for this young person now.")
            return redirect(self.back_link())
        return super().get(request, *args, **kwargs)

    @cached_property
    def beds(self) -> list[Bed]:
        return beds_of(self, self.record.unit)

    @cached_property
    def free(self) -> list[tuple[Bed, str]]:
        return free_of(self.beds, self.record.person)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"beds": self.beds, "free": self.free}

    def act(self, form: forms.ChangeBedForm) -> str:
        typed = form.cleaned_data
        stays.move_bed(**self.made_on, bed=typed["bed"], at=typed["at"])
        return self.done(f"{self.record.person.full_name} has moved to bed {typed['bed'].number}.")


class StayDischarge(ConfirmStep, StayForm):
    """On the day of admission it is asked about once more: most often that is a slip of the hand."""

    title = "Record discharge"
    form_class = forms.DischargeForm
    refuses_out_of_area = PartOfOutOfAreaPlacement

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"stay": self.record}

    def get_initial(self):
        return {"ready_on": self.record.ready_on, "why_delayed": self.record.why_delayed}

    def needs_confirming(self, form: forms.DischargeForm) -> bool:
        return form.cleaned_data["date"] == clock.local(self.record.start_at).date()

    confirm_template = "camhs_beds/discharge_confirm.html"

    def context(self, form: forms.DischargeForm) -> dict[str, object]:
        return {
            "confirm_title": "Discharge on the day of admission?",
            "confirm_button": "Yes, this is correct",
            "change_button": "Change the date",
            "admitted": self.record.start_at,
        }

    def act(self, form: forms.DischargeForm) -> str:
        typed, left = form.cleaned_data, self.bed
        stay = stays.discharge(
            **self.made_on, at=typed["at"], to=typed["to"], ready_on=typed["ready_on"],
            why_delayed=typed["why_delayed"] or "", follow_up_booked=typed["follow_up_booked"],
        )  # fmt: skip
        bed = f" Bed {left.number} is available." if left else ""
        return self.done(f"{stay.person.full_name} was discharged at {words.time_of_day(stay.end_at)}.{bed}")


class StayExpectedDischarge(StayForm):
    title = "Change the expected discharge"
    form_class = forms.ExpectedDischargeForm

    def get_initial(self):
        return {"expected_discharge_on": self.record.expected_discharge_on}

    def values_now(self) -> dict[str, object]:
        return self.get_initial()

    def act(self, form: forms.ExpectedDischargeForm) -> str:
        on = form.cleaned_data["expected_discharge_on"]
        stays.expect_discharge(**self.made_on, on=on)
        said = f"Expected discharge: {words.day(on)}." if on else "No discharge is expected."
        return self.done(said, undo_offered=False)


class StayReady(StayForm):
    title = "Ready for discharge"
    form_class = forms.ReadyForm

    def get_initial(self):
        return {"on": self.record.ready_on or clock.today(), "why_delayed": self.record.why_delayed}

    def values_now(self) -> dict[str, object]:
        return {"on": self.record.ready_on, "why_delayed": self.record.why_delayed}

    def act(self, form: forms.ReadyForm) -> str:
        typed = form.cleaned_data
        stays.mark_ready(**self.made_on, on=typed["on"], why_delayed=typed["why_delayed"] or "")
        return self.done(f"Ready for discharge since {words.day(typed['on'])}.", undo_offered=False)


class StayUndo(OfStay, RecordAct):
    """The last thing recorded, for ten minutes, by whoever recorded it."""

    def after_url(self) -> str:
        return stay_url(self.record)

    def act(self) -> None:
        undo.last_step(stay=self.record, by=self.principal)
        say_done(self.request, f"Undone. {self.record} stands as it was before.")


class StayNew(RecordFormPage):
    """Admits the young person for whom a bed is held: ``?request=CB-2018-0031``."""

    model = BedRequest
    related = ("person__home_borough", "person__responsible_trust")
    form_class = forms.AdmitForm
    section = "CAMHS"
    title = "Admit"
    button = forms.AdmitForm.button

    @cached_property
    def record(self) -> BedRequest:
        rows = self.permitted(BedRequest, BED_REQUEST[Action.DECIDE]).select_related(*self.related)
        reference = self.request.GET.get("request", "")
        if "\0" in reference:
            raise Http404
        request = get_object_or_404(rows, reference=reference)
        log_read(self.request, BED_REQUEST, [request.reference], Read.How.VIEW)
        self.shows([])
        return request

    def banner(self) -> PersonBanner:
        return banner_of(self.record.person)

    @property
    def caption(self) -> str:
        return str(self.record)

    @cached_property
    def held(self):
        return self.record.reservations.live().select_related("bed__unit__family_page").first()

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        try:
            if self.record.is_open and (sentence := has_a_live_reservation(self.record)):
                raise NotReady(sentence)
            REQUESTS.check(self.record, "admit", self.principal)
        except Refusal as refusal:
            say(request, refusal.sentence)
            return redirect(self.back_link())
        return super().dispatch(request, *args, **kwargs)

    def back_link(self) -> str:
        return request_url(self.record.reference)

    def get_form_kwargs(self):
        held, person = self.held.bed, self.record.person
        beds, has_page = beds_of(self, held.unit), hasattr(held.unit, "family_page")
        own = [(held, f"Bed {held.number}, held for {self.record}")] if held.is_for(person.sex) else []
        free = own + [(bed, said) for bed, said in free_of(beds, person) if bed != held]
        return super().get_form_kwargs() | {"beds": beds, "free": free, "has_page": has_page}

    def get_initial(self):
        return {"bed": str(self.held.bed.number), "legal_status": self.record.legal_status}

    def values_now(self) -> dict[str, object]:
        return {}

    def act(self, form: forms.AdmitForm) -> str:
        typed = form.cleaned_data
        stay = stays.admit(
            request=self.record, bed=typed["bed"], at=typed["at"], legal_status=typed["legal_status"],
            clinician=typed["clinician"], expected_discharge_on=typed["expected_discharge_on"], by=self.principal,
            version=self.version,
        )  # fmt: skip
        if typed.get("family_email"):
            url = self.request.build_absolute_uri(unit_url(stay.unit, "family-page"))
            mail.send_family_page(unit=stay.unit, to=typed["family_email"], page_url=url, stay=stay, by=self.principal)
        said = f"{stay.person.full_name} was admitted to bed {typed['bed'].number} on {stay.unit}."
        say_done(self.request, said, undo_url=stay_url(stay, "stay-undo"))
        return stay_url(stay)
