"""Adding a person: the questions, a page to check the answers on, and the email that lets them in."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.access.actions import users
from partnership.accounts.forms.users import UserForm
from partnership.accounts.mail import invite
from partnership.accounts.views.users import OfUser
from partnership.pages.banners import say_done
from partnership.pages.forms import PortalForm
from partnership.pages.forms.answers import in_words
from partnership.pages.values import Link
from partnership.pages.views import FormPage

TO_ADD = "people_to_add"


class _NewUser(FormPage):
    """The answers wait in the session, each person's under its own number, so that two tabs never mix."""

    section = OfUser.section
    form_class = UserForm

    @property
    def waiting(self) -> dict[str, str]:
        return self.request.session.get(TO_ADD, {})

    @cached_property
    def answers(self) -> QueryDict | None:
        number = self.kwargs.get("answers")
        if number is None:
            return None
        if str(number) not in self.waiting:
            raise Http404
        return QueryDict(self.waiting[str(number)])


class UserNew(_NewUser):
    title = "Add a person"

    def back_link(self) -> str:
        return OfUser.list_url()

    def get_form_kwargs(self):
        """What was answered before, to change it; errors are told once it is sent."""
        kwargs = super().get_form_kwargs()
        if self.answers is not None and self.request.method == "GET":
            before = UserForm(self.answers)
            before.full_clean()
            kwargs["initial"] = before.cleaned_data
        return kwargs

    def act(self, form: UserForm) -> str:
        number = str(self.kwargs.get("answers") or uuid.uuid4())
        answers = form.data.copy()
        for name in ("csrfmiddlewaretoken", "form_token"):
            answers.pop(name, None)
        self.request.session[TO_ADD] = self.waiting | {number: answers.urlencode()}
        return reverse("accounts:user-check", args=[number])


class UserCheck(_NewUser):
    title = "Check your answers before saving"
    template_name = "accounts/user_check.html"
    button = "Confirm and save"

    def back_link(self) -> str:
        return reverse("accounts:user-new-change", args=[self.kwargs["answers"]])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"data": self.answers}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        form.is_valid()
        change = self.back_link()
        rows = [(field.label, self.answer(field), Link("Change", change, field.label.lower())) for field in form]
        return context | {"rows": rows, "confirm_form": PortalForm()}

    def answer(self, field):
        words = in_words(field)
        return "; ".join(map(str, words)) if isinstance(words, tuple) else words

    def act(self, form: UserForm) -> str:
        user = users.add(by=self.principal, **form.values)
        self.request.session[TO_ADD] = {
            key: text for key, text in self.waiting.items() if key != str(self.kwargs["answers"])
        }
        say_done(self.request, f"{user} has been added. {self.way_in(user)}")
        return OfUser.url_of(user)

    def way_in(self, user) -> str:
        if settings.DEMONSTRATION:
            return "They are on the sign-in page, in the list of people you can sign in as."
        invite(user, self.request.build_absolute_uri(reverse("account_reset_password")), self.principal)
        return "An email tells them how to choose a password."
