"""A member of staff's shares, and the passports that are open to a trust's HR."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.arithmetic.words import day
from partnership.pages.forms import PortalForm
from partnership.pages.tables import Column, Table
from partnership.pages.values import HOME, Link, Tag
from partnership.pages.views import FormPage, ListPage
from workforce.passports.views.lists import named
from workforce.passports.views.mine import OfMyPassport
from workforce.sharing import actions
from workforce.sharing.forms import ShareForm
from workforce.sharing.models import Share

COLOURS = {"Open": "green", "Not yet": "blue", "Over": "grey", "Stopped": "grey"}


def own_passport() -> list[Link]:
    return [HOME, Link("Your employee passport", reverse("passports:my-passport"))]


class MyShares(OfMyPassport):
    template_name = "sharing/my_shares.html"
    title = "Who you share your passport with"

    def breadcrumbs(self) -> list[Link]:
        return own_passport()

    def get_context_data(self, **kwargs):
        rows = self.page_of(self.permitted(Share).select_related("with_trust"))
        columns = [
            Column("with_trust", "Trust"),
            Column("purpose", "What for"),
            Column("starts_on", "From"),
            Column("ends_on", "Until"),
            Column("state", "State", lambda share: Tag(share.state, COLOURS[share.state])),
            Column("stop", "Stop", stop_of),
        ]
        table = Table(self.title, columns, list(rows), stacked=True, caption_hidden=True)
        return super().get_context_data(rows=rows, table=table, **kwargs)


def stop_of(share: Share) -> Link | str:
    if share.state not in ("Open", "Not yet"):
        return ""
    return Link("Stop sharing", reverse("sharing:share-stop", kwargs={"pk": share.pk}), f"with {share.with_trust}")


class ShareNew(OfMyPassport, FormPage):
    form_class = ShareForm
    title = "Share your passport"
    button = "Share my passport"

    @property
    def hint(self) -> str:
        return f"Passport {self.passport}. You can stop at any time." if self.passport else ""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"employer": self.principal.employer}

    def back_link(self) -> str:
        return reverse("sharing:my-shares")

    def act(self, form) -> str:
        self.share = actions.give(**form.values, by=self.principal)
        return self.back_link()

    def get_success(self) -> str:
        return f"{self.share.with_trust} can read your passport from {day(self.share.starts_on)}."


class ShareStop(OfMyPassport, FormPage):
    form_class = PortalForm
    button = "Stop sharing"

    @property
    def hint(self) -> str:
        return f"Their HR can no longer open your passport, {self.passport}, from now on."

    @cached_property
    def share(self) -> Share:
        return get_object_or_404(self.permitted(Share).select_related("with_trust"), pk=self.kwargs["pk"])

    def get_title(self) -> str:
        return f"Stop sharing your passport with {self.share.with_trust}"

    def back_link(self) -> str:
        return reverse("sharing:my-shares")

    def act(self, form) -> str:
        actions.stop(share=self.share, by=self.principal)
        return self.back_link()

    def get_success(self) -> str:
        return f"You have stopped sharing your passport with {self.share.with_trust}."


class SharedList(ListPage):
    """Passports of people of the other trusts that are open to this trust today."""

    model = Share
    title = "Passports shared with you"
    section = "Passports"
    noun = ("passport", "passports")
    default_sort = "until"
    empty = "No one in another trust shares their passport with you now."
    columns = (
        Column("name", "Name", lambda share: named(share.staff_member, share.staff_member.passport),
               order_by=("staff_member__last_name", "staff_member__first_name"), person=True),
        Column("employer", "Employed by", lambda share: share.staff_member.trust.short_name),
        Column("role", "Role", lambda share: str(share.staff_member.passport.employment)),
        Column("purpose", "What for"),
        Column("until", "Until", lambda share: share.ends_on, order_by="ends_on", early=True),
    )  # fmt: skip

    def everything(self) -> QuerySet:
        rows = super().everything().live()
        return rows.select_related("staff_member__trust", "staff_member__passport__employment__profile")

    def references(self, rows: Sequence) -> list[str]:
        return [share.staff_member.passport.reference for share in rows]
