"""Each component as it stands on a page, for the tests that look: made-up people, no database and no server."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from types import SimpleNamespace

from django import forms
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import engines
from django.template.loader import get_template
from django.test import RequestFactory

from partnership.arithmetic.words import days_left
from partnership.pages.filters import FilterPanel
from partnership.pages.forms import (
    CharacterCountField,
    Checkboxes,
    NhsDateField,
    NhsNumberField,
    NhsTimeField,
    PhoneField,
    PortalForm,
    PostcodeField,
    Radios,
    UploadField,
)
from partnership.pages.heads import Clock, RecordHead, Stage, Step
from partnership.pages.naming import PersonBanner
from partnership.pages.shell import Account, Card, NavigationItem
from partnership.pages.tables import Column, Sorting, Table
from partnership.pages.values import NOT_APPLICABLE, Link, NhsNumber, Several, Tag

LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-Llanfairpwllgwyngyll O’Example"


class ExampleForm(PortalForm):
    """One field of every kind."""

    first_name = forms.CharField(label="First name", max_length=100)
    date_of_birth = NhsDateField(label="Date of birth", past=True, help_text="For example, 16 4 1985")
    known = forms.ChoiceField(
        label="Do you know the NHS number?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=Radios(reveals={"yes": "nhs_number"}),
        error_messages={"required": "Select whether you know the NHS number"},
    )
    nhs_number = NhsNumberField(label="NHS number", help_text="10 digits, for example 999 123 4567")
    priority = forms.ChoiceField(
        label="Priority",
        choices=[("urgent", "Urgent"), ("routine", "Routine")],
        widget=Radios(hints={"urgent": "Triage by 18 April 2018", "routine": "Triage by 23 April 2018"}),
    )
    restricted = forms.ChoiceField(
        label="Restrictions",
        choices=[("yes", "Yes"), ("no", "No"), ("not-known", "Not known")],
        widget=Radios(inline=True, divider_before="not-known"),
    )
    borough = forms.ChoiceField(label="Home borough", choices=[("bexley", "Bexley"), ("sutton", "Sutton")])
    needs = forms.MultipleChoiceField(
        label="Main needs",
        choices=[("psychosis", "Psychosis"), ("autism", "Autism"), ("brain-injury", "Brain injury")],
        widget=Checkboxes(hints={"autism": "Diagnosed or thought likely"}),
        required=False,
    )
    reason = CharacterCountField(
        label="Reason for referral",
        max_length=200,
        help_text="Do not include clinical notes that belong in the patient's record.",
    )
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    received_at = NhsTimeField(label="Time received", required=False, help_text="For example, 9:32am")
    postcode = PostcodeField(label="Home postcode")
    phone = PhoneField(label="Phone number", required=False)
    email = forms.EmailField(label="Email address", required=False)
    beds = forms.IntegerField(label="Number of beds", min_value=1, max_value=20, required=False)
    letter = UploadField(label="Referral letter", required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    agreed = forms.BooleanField(label="The referrer has agreed", required=False)


class QuestionForm(PortalForm):
    heading_field = "decision"
    decision = forms.ChoiceField(
        label="What did the panel decide?",
        choices=[("agree", "Agree placement"), ("defer", "Defer")],
        widget=Radios(),
    )


class FiltersForm(forms.Form):
    priority = forms.ChoiceField(label="Priority", choices=[("", "All"), ("urgent", "Urgent")], required=False)
    borough = forms.ChoiceField(label="Borough", choices=[("", "---------"), ("sutton", "Sutton")], required=False)
    source = forms.MultipleChoiceField(
        label="Source",
        choices=[("prison", "Prison"), ("court", "Court")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    received_from = NhsDateField(label="Received from", required=False)


@dataclass
class Referral:
    reference: str
    person: str
    priority: str
    borough: str | None
    state: str
    left: int | None
    owner: str | None
    received_at: dt.datetime
    nhs_number: str | None = None


REFERRALS = [
    Referral(
        f"FR-2018-{number:04}",
        "AME 1985",
        "Urgent" if number % 3 else "Routine",
        "Sutton" if number % 4 else None,
        "Assessment due" if number % 2 else "Waiting for information",
        None if number % 2 == 0 else number - 9,
        LONG_NAME if number == 3 else "Hana Hub",
        dt.datetime(2018, 4, 12, 8, 32, tzinfo=dt.UTC),
        "9991234567" if number % 5 else None,
    )
    for number in range(1, 133)
]

COLUMNS = (
    Column(
        "reference", "Reference", lambda row: Link(row.reference, f"/referrals/{row.reference}/"), "pk", nowrap=True
    ),
    Column("person", "Person", nowrap=True),
    Column("priority", "Priority", lambda row: Tag(row.priority), "priority"),
    Column("borough", "Borough", order_by="borough"),
    Column(
        "status",
        "Status",
        lambda row: Several([Tag(row.state), *([Tag("Overdue")] if (row.left or 0) < 0 else [])]),
    ),
    Column("clock", "Clock", lambda row: days_left(row.left), "due_on", early=True),
    Column("nhs_number", "NHS number", lambda row: NhsNumber(row.nhs_number) if row.nhs_number else None),
    Column("received_at", "Received", order_by="received_at"),
    Column("owner", "Owner", missing=NOT_APPLICABLE),
)

TIMELINE = [
    SimpleNamespace(
        title="Accepted for assessment",
        by="Hana Hub",
        role="Hub officer",
        at=dt.datetime(2018, 4, 16, 8, 32, tzinfo=dt.UTC),
        changes=[SimpleNamespace(label="Status", old="New", new="Assessment due")],
        reason="The criteria are met.\nLetter seen.",
        correction=None,
        correct_url="/correct/1/",
    ),
    SimpleNamespace(
        title="Referral received",
        by=LONG_NAME,
        role="Hub officer",
        at=dt.date(2018, 4, 12),
        changes=[SimpleNamespace(label="Home borough", old="", new="Sutton")],
        reason="",
        correction=SimpleNamespace(on=dt.date(2018, 4, 13), reason="Entered against the wrong person"),
        correct_url="",
    ),
]


def shell() -> dict:
    items = ["Referrals", "Placements", "Repatriation", "Beds and units", "Panels", "Providers"]
    return {
        "section": "Forensic",
        "navigation": [
            NavigationItem("My work", "/my-work/", count=4, count_meaning="items need action"),
            *(NavigationItem(item, f"/{item}/", current=item == "Referrals") for item in items),
        ],
        "account": Account("Hana Hub", "Hub officer", notifications=3, change_role_url="/account/choose-role/"),
        "show_search": True,
        "demonstration": True,
        "sensitive": True,
    }


def list_page(query: str = "priority=urgent&source=prison&received_from_day=1&received_from_month=4"):
    get = QueryDict(f"{query}&received_from_year=2018&view=mine")
    panel = FilterPanel(
        FiltersForm(get),
        get,
        saved=[Link("Overdue in Sutton", "?borough=sutton")],
        save_url="/saved-filters/new/",
        manage_url="/saved-filters/",
    )
    page = Paginator(REFERRALS, 25).page(2)
    sorting = Sorting(COLUMNS, get, "-received_at")
    return {
        "title": "Referrals",
        "panel": panel,
        "tabs": [NavigationItem("Mine", "?view=mine", True), NavigationItem("Unassigned", "?view=none", count=3)],
        "rows": page,
        "noun": ("referral", "referrals"),
        "table": Table("Referrals", COLUMNS, page.object_list, sorting, stacked=True, caption_hidden=True),
        "breadcrumbs": [Link("Home", "/"), Link("Forensic", "/forensic/")],
    }


BANNER = PersonBanner(
    LONG_NAME,
    "Ann",
    (
        ("Born", "16 Apr 1985 (33y)"),
        ("Sex", "Female"),
        ("NHS No.", NhsNumber("9991234567")),
        ("Home", "Sutton, SWLStG"),
    ),
    title="Ms",
)
HEAD = RecordHead(
    heading="Referral FR-2018-0042",
    tags=(Tag("Assessment due"), Tag("Urgent")),
    owner="Hana Hub",
    facts=(("Responsible trust", None),),
    steps=(
        Step("Received", Stage.DONE, "5 March"),
        Step("Triaged", Stage.DONE, "7 March"),
        Step("Assessment", Stage.NOW, "due 23 March"),
        Step("Panel", Stage.LATER),
        Step("Bed search", Stage.LATER),
        Step("Placed", Stage.LATER),
    ),
    clock=Clock("24 days overdue", "The assessment was due on 23 March 2018.", late=True),
    actions=(Link("Book an assessment", "/book/"), Link("Ask for information", "/ask/"), Link("Withdraw", "/w/")),
)

RECORD = """{% extends "base.html" %}{% load nhs words %}
{% block heading %}{% record_head head tabs %}{% endblock %}
{% block content %}
  {% sub_navigation tabs "Pages of this record" %}
  {% cards cards %}
  {% card "About the person" actions=changes %}{% summary_list facts %}{% endcard %}
  {{ scrolling }}{{ small }}
  <h2 class="nhsuk-heading-m">History</h2>{% timeline timeline %}
  {% callout "Target date passed" %}<p>Book the assessment today.</p>{% endcallout %}
  {% details "How the clock is worked out" %}<p>Days on which information was awaited are left out.</p>{% enddetails %}
  {% task_list tasks %}
  {% empty_state "No documents yet" upload %}
  {% post_button "Mark as read" "/read/" %}
  <p>{{ "9991234567"|nhs_number }}, {{ when|moment }}, {{ when|day }}, {{ 0|days_left }}, {{ name|initials }}</p>
{% endblock %}"""

DONE = """{% extends "base.html" %}{% load nhs %}
{% block heading %}
  {% panel "Referral logged" %}Reference<br><strong>FR-2018-0043</strong>{% endpanel %}
{% endblock %}
{% block content %}
  <h2 class="nhsuk-heading-m">What happens next</h2>
  <p>Hana Hub will triage this by 18 April 2018.</p>
{% endblock %}"""

INTERRUPTION = """{% extends "base.html" %}{% load nhs %}
{% block heading %}
  {% interruption "This may be a referral we already have" %}
    <p>Ann Example, born 16 April 1985, was referred in March.</p>
    <div class="nhsuk-button-group">
      {% nhs "button" text="Yes, this is correct" variant="reverse" %}
      <a href="/change/">Change the date of birth</a>
    </div>
  {% endinterruption %}
{% endblock %}"""


def record_page() -> dict:
    rows = REFERRALS[:3]
    return {
        "title": "FR-2018-0042",
        "breadcrumbs": [Link("Home", "/"), Link("Forensic", "/forensic/"), Link("Referrals", "/forensic/referrals/")],
        "banner": BANNER,
        "head": HEAD,
        "cards": [
            Card(
                "Legal status",
                (("Section", "47/49"), ("Release date", None)),
                (Link("Correct", "/c/", "legal status"),),
            ),
            Card("Clock", (("Received", dt.date(2018, 3, 5)),), told=("The target is 10 working days.",)),
        ],
        "tabs": [
            NavigationItem("Overview", "/o/", True),
            NavigationItem("Panel", "/p/"),
            NavigationItem("History", "/h/"),
        ],
        "changes": [Link("Change", "/change/", "the person")],
        "facts": [
            ("First name", "Ann", Link("Change", "/change/first-name/", "first name")),
            ("Date of birth", dt.date(1985, 4, 16)),
            ("GP practice", None, [Link("Change", "/c/", "GP practice"), Link("Remove", "/r/", "GP practice")]),
        ],
        "scrolling": Table("Every column", COLUMNS, rows, id="wide"),
        "small": Table("Three columns", COLUMNS[:3], rows, id="small"),
        "timeline": TIMELINE,
        "tasks": [(Link("Legal status", "/legal/"), "Completed"), (Link("Documents", "/documents/"), "In progress")],
        "upload": Link("Add a document", "/documents/new/"),
        "when": dt.datetime(2018, 4, 16, 8, 32, tzinfo=dt.UTC),
        "name": "Ann-Marie Example",
    }


def pages() -> dict[str, str]:
    """Each page of the gallery by its name, as HTML."""
    wrong = {
        "date_of_birth_day": "31",
        "date_of_birth_month": "feb",
        "known": "yes",
        "nhs_number": "AB 12 34 56 C",
        "postcode": "SE5",
        "reason": "x" * 201,
    }
    form = "pages/form.html"
    button = {"button": "Save and continue", "back_link": "/back/"}
    return {
        "list": page("pages/list.html", list_page()),
        "record": page(RECORD, record_page(), say="Request sent. The clock is paused."),
        "blank": page(form, {"title": "About the person", "form": ExampleForm(), **button}),
        "refused": page(form, {"title": "About the person", "form": ExampleForm(wrong), **button}),
        "question": page(form, {"title": "What did the panel decide?", "form": QuestionForm({}), **button}),
        "done": page(DONE, {"title": "Referral logged"}),
        "interruption": page(INTERRUPTION, {"title": "This may be a referral we already have"}),
        "not-found": page("404.html", {}),
        "forbidden": page("403.html", {}),
        "bad-request": page("400.html", {}),
        "error": get_template("500.html").render({"reference": "7f3a"}),
        "unavailable": get_template("503.html").render(),
    }


def page(template: str, context: dict, say: str = "") -> str:
    request = RequestFactory().get("/")
    request._messages = CookieStorage(request)
    if say:
        messages.success(request, say, extra_tags="/undo/")
    source = engines["django"].from_string(template) if template.startswith("{%") else get_template(template)
    return source.render({**shell(), **context, "request": request})
