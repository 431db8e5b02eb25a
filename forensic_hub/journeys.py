"""Logging a referral: find the person, then page by page what is asked, check, and send."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from forensic_hub.actions import documents, referrals
from forensic_hub.forms.matching import DIFFERENT, MatchForm
from forensic_hub.forms.new_referral import LegalForm, NeedForm, PapersForm, ReferrerForm
from forensic_hub.known import Known, look
from forensic_hub.models import Referral
from forensic_hub.policy import REFERRAL
from forensic_hub.refusals import AddedMeanwhile
from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.pages import words
from partnership.pages.values import Link
from partnership.people import actions as people
from partnership.people import finding
from partnership.people.forms import FindPersonForm, PersonForm
from partnership.people.models import Person
from partnership.people.policy import PERSON
from partnership.records.states import lock
from partnership.work.steps import Answers, Done, Journey, Step, posted

FOUND = "found"
"""Where the draft keeps what was typed to find the person: no page of its own."""


def known_of(answers: Answers) -> Known:
    """Looked up once: by what was typed about the person, or before that by what was typed to find them."""
    if not hasattr(answers, "known"):
        same = (answers.draft.typed_on("match") or {}).get("same", [""])[-1]
        told = answers["person"] or found_by(answers)
        details = {name: told.get(name) for name in ("nhs_number", "last_name", "date_of_birth")}
        answers.known = look(answers.by, **details, chosen="" if same == DIFFERENT else same)
    return answers.known


def found_by(answers: Answers) -> Mapping[str, Any]:
    form = FindPersonForm(posted(answers.draft.typed_on(FOUND) or {}))
    return form.cleaned_data if form.is_valid() else {}


ABOUT_THE_PERSON, WHO_THIS_IS = "About the person", "Who this is about"
"""The pages that say who somebody is. They stay in a referral's answers, where they are shown by these names."""


class LogReferral(Journey):
    """A person who is known is not asked about again; one who may be known is asked about at once."""

    slug = "referral-new"
    name = "Log a referral"
    section = "Forensic"
    needs = REFERRAL[Action.NEW]
    steps = (
        Step("person", ABOUT_THE_PERSON, PersonForm, asked=lambda answers: known_of(answers).chosen is None),
        Step(
            "match", WHO_THIS_IS, MatchForm, asked=lambda answers: bool(known_of(answers).people), once=True,
            template_name="forensic_hub/referral_match.html",
        ),
        Step("referrer", "Who is referring", ReferrerForm),
        Step("need", "What is being asked for", NeedForm),
        Step("legal", "Legal status", LegalForm),
        Step(
            "documents", "Documents", PapersForm, template_name="forensic_hub/referral_papers.html",
            hint="What is missing can be asked for once the referral is logged: the clock stops when that is sent.",
        ),
    )  # fmt: skip

    def title(self, answers: Answers) -> str:
        chosen, typed = known_of(answers).chosen, answers["person"] or found_by(answers)
        named = chosen.initials if chosen else words.initials(" ".join(filter(None, map(typed.get, _NAMES))))
        return f"{self.name}: {named}" if named else self.name

    def form_kwargs(self, step: Step, answers: Answers) -> dict[str, Any]:
        if step.slug == "person":
            found = found_by(answers)
            return {"initial": {**found, "knows_nhs_number": "yes" if found.get("nhs_number") else None}}
        if step.slug == "match":
            return {"known": known_of(answers)}
        return {"received_on": answers["referrer"].get("received_on")} if step.slug == "need" else {}

    def references(self, answers: Answers) -> list[str]:
        return known_of(answers).references

    def start_url(self) -> str:
        return reverse("forensic_hub:referral-find")

    def keep_file(self, *, by: Principal, upload: Any, step: Step) -> dict[str, str]:
        kept = documents.take_in(file=upload, paper=upload.paper, by=by)
        return {"key": str(kept.key), "name": kept.name}

    def discard_file(self, *, by: Principal, key: str) -> None:
        documents.let_go(key=uuid.UUID(key), by=by)

    def finish(self, *, by: Principal, answers: Answers) -> Referral:
        """Whoever saves second for the same person sees what the first one saved, before anything is made."""
        if chosen := known_of(answers).chosen:
            lock(chosen, PERSON[Action.EDIT], by)
        elif born_on := answers["person"].get("date_of_birth"):
            finding.one_at_a_time(born_on)
        answers = Answers(self, answers.draft, by)
        if answers.first_open:
            raise AddedMeanwhile
        papers = answers.form(self.step("documents"))
        return referrals.log(
            by=by,
            person=self.person(by, answers),
            asked=self.asked(answers),
            answers=answers.as_asked(),
            papers=papers.papers,
            uploads=[uuid.UUID(file["key"]) for file in answers.draft.files_of("documents")],
            hand_out=papers.cleaned_data["hand_out"] == "duty",
        )

    def person(self, by: Principal, answers: Answers) -> Person:
        chosen = known_of(answers).chosen
        return chosen or people.make(by=by, details=answers.form(self.step("person")).details())

    def asked(self, answers: Answers) -> dict[str, Any]:
        """The fields of ``forensic_hub.models.ASKED``, but the person."""
        referrer = answers.form(self.step("referrer"))
        asked = {**answers["referrer"], **answers["need"], **answers["legal"]}
        for typed in ("received_on", "received_time"):
            del asked[typed]
        return asked | {"received_at": referrer.received_at, "received_time_known": referrer.received_time_known}

    def done(self, *, by: Principal, reference: str) -> Done:
        referral = permitted(by, REFERRAL[Action.VIEW], Referral).select_related("owner").get(reference=reference)
        links = [
            Link("View the referral", reverse("forensic_hub:referral-overview", args=[reference])),
            Link("Log another referral", self.start_url()),
            Link("Go to My work", reverse("work:my-work")),
        ]
        return Done("Referral logged", reference, list(what_happens_next(referral)), links)


_NAMES = ("first_name", "last_name")


def what_happens_next(referral: Referral):
    by_when = f" by {words.day(referral.due_on)}" if referral.due_on else ""
    if referral.owner:
        yield f"{referral.owner} will triage this{by_when}."
    else:
        yield f"It is unassigned. An officer of the hub takes it and triages it{by_when}."
    if missing := referral.missing_papers:
        papers = words.listed([paper.label.lower() for paper in missing])
        yield f"Not here yet: {papers}. Ask for what is missing from the referral."
    if referral.has_transfer_clock:
        yield "The person is in prison under section 47 or 48. Set day 0 of the transfer from the referral."
    if referral.responsible_trust_id is None:
        yield "Responsibility is to be confirmed: the person's home is in none of the 12 boroughs."


LOG_REFERRAL = LogReferral("forensic_hub")
