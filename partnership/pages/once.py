"""A form that is sent twice takes effect once."""

from __future__ import annotations

import uuid

from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partnership.access.routes import access_of
from partnership.records.backstop import is_locked_out
from partnership.records.models import FormToken, Read
from partnership.records.models.form_token import spend
from partnership.records.reads import log_read

FIELD = "form_token"


class OneTimeForms:
    """Each POST of a page with a policy carries a one-time token, drawn with every form.

    Spent only by a change that was made, which answers with a redirect: a form sent back with errors can be sent again.
    The second sending shows "You have already saved this" with the way to what the first one made.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        token = getattr(request, "form_token_spent", None)
        if token and response.status_code < 500:
            self.settle(token, response)
        return response

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        access = access_of(request.resolver_match)
        if request.method != "POST" or access is None or access.needs is None or access.only_reads:
            return None
        token = self.token_of(request)
        if token is None:
            return render(request, "400.html", status=400)
        try:
            with transaction.atomic():
                is_first = spend(token, request.principal)
        except OperationalError as error:
            if not is_locked_out(error):
                raise
            return self.already_saved(request, token, is_being_saved=True)  # the first sending has not ended yet
        if not is_first:
            return self.already_saved(request, token)
        request.form_token_spent = token
        return None

    def token_of(self, request: HttpRequest) -> uuid.UUID | None:
        try:
            return uuid.UUID(request.POST.get(FIELD, ""))
        except ValueError:
            return None

    def settle(self, token: uuid.UUID, response: HttpResponse) -> None:
        spent = FormToken.objects.filter(token=token)
        if 300 <= response.status_code < 400:
            spent.update(answer=response["Location"][:500])
        else:
            spent.delete()

    def already_saved(self, request: HttpRequest, token: uuid.UUID, is_being_saved: bool = False) -> HttpResponse:
        log_read(request, access_of(request.resolver_match).needs.policy, [], Read.How.VIEW)  # this page shows nobody
        spent = FormToken.objects.filter(token=token).first()
        context = {"answer": spent.answer if spent else "", "is_being_saved": is_being_saved}
        return render(request, "pages/already_saved.html", context, status=409)
