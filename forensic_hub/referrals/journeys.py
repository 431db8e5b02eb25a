"""Logging a referral: find the person, then page by page what is asked, check, and send."""

from __future__ import annotations

import uuid
from typing import Any

from django.urls import reverse

from forensic_hub.referrals.actions import documents, referrals
from forensic_hub.referrals.forms.new_referral import LegalForm, NeedForm, PapersForm, ReferrerForm
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.policy import REFERRAL
from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.arithmetic import words
from partnership.pages.values import Link
from partnership.people.models import Person
from partnership.work.person_journey import PERSON_STEPS, AboutAPerson
from partnership.work.steps import Answers, Done, Step


class LogReferral(AboutAPerson):
    slug = "referral-new"
    name = "Log a referral"
    section = "Forensic"
    noun = "referral"
    match_template = "forensic_hub/referral_match.html"
    needs = REFERRAL[Action.NEW]
    steps = (
        *PERSON_STEPS,
        Step("referrer", "Who is referring", ReferrerForm),
        Step("need", "What is being asked for", NeedForm),
        Step("legal", "Legal status", LegalForm),
        Step(
            "documents", "Documents", PapersForm, hint="Ask for missing documents later. The clock pauses then.",
        ),
    )  # fmt: skip

    def open_for(self, by: Principal, people: set[Person]) -> list[Referral]:
        mine = permitted(by, REFERRAL[Action.LIST], Referral).open()
        return list(mine.filter(person__in=people).select_related("owner"))

    def form_kwargs(self, step: Step, answers: Answers) -> dict[str, Any]:
        if step.slug == "need":
            return {"received_on": answers["referrer"].get("received_on")}
        return super().form_kwargs(step, answers)

    def start_url(self) -> str:
        return reverse("forensic_hub:referral-find")

    def keep_file(self, *, by: Principal, upload: Any, step: Step) -> dict[str, str]:
        kept = documents.store_upload(file=upload, paper=upload.paper, by=by)
        return {"key": str(kept.key), "name": kept.name}

    def discard_file(self, *, by: Principal, key: str) -> None:
        documents.discard_upload(key=uuid.UUID(key), by=by)

    def finish(self, *, by: Principal, answers: Answers) -> Referral:
        answers = self.one_at_a_time(by, answers)
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

    def asked(self, answers: Answers) -> dict[str, Any]:
        """The fields of ``forensic_hub.referrals.models.ASKED``, but the person."""
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
