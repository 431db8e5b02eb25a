"""How to read the charts."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from partnership.arithmetic.small_numbers import THRESHOLD
from partnership.arithmetic.xmr import FEWEST_POINTS, Assurance, Kind, Side, Variation
from partnership.measures.icons import assurance_icon, variation_icon
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link
from partnership.pages.views import Page

VARIATIONS = (
    (Variation(Kind.COMMON), "The latest month is within what is to be expected. Nothing in particular has changed."),
    (Variation(Kind.IMPROVING, Side.HIGH), "Higher is better, and it is higher than chance explains."),
    (Variation(Kind.IMPROVING, Side.LOW), "Lower is better, and it is lower than chance explains."),
    (Variation(Kind.CONCERNING, Side.HIGH), "Lower is better, and it is higher than chance explains."),
    (Variation(Kind.CONCERNING, Side.LOW), "Higher is better, and it is lower than chance explains."),
    (Variation(Kind.NEUTRAL, Side.HIGH), "It is higher than chance explains, which is neither better nor worse."),
    (Variation(Kind.NEUTRAL, Side.LOW), "It is lower than chance explains, which is neither better nor worse."),
)
ASSURANCES = (
    (Assurance.WILL, "The whole range to be expected meets the target."),
    (
        Assurance.MAY,
        "The target lies within the range to be expected: it will be met in some months only.",
    ),
    (Assurance.WILL_NOT, "None of the range to be expected meets the target. Something has to change."),
)


class ChartKey(Page):
    template_name = "measures/key.html"
    title = "How to read these charts"
    section = "Measures"

    def breadcrumbs(self) -> list[Link]:
        return [Link("Home", "/"), Link("Measures", reverse("measures:measure-list"))]

    def get_context_data(self, **kwargs):
        variations = [{"icon": variation_icon(variation), "means": means} for variation, means in VARIATIONS]
        assurances = [{"icon": assurance_icon(assurance), "means": means} for assurance, means in ASSURANCES]
        columns = (Column("icon", "Icon"), Column("means", "What it means"))
        return super().get_context_data(
            variations=Table("Variation: has the measure changed?", columns, variations, id="variation"),
            assurances=Table("Assurance: will the target be met?", columns, assurances, id="assurance"),
            run=settings.SPC_RUN_LENGTH,
            steps=settings.SPC_RUN_LENGTH - 1,
            fewest=FEWEST_POINTS,
            threshold=THRESHOLD,
            most_hidden=THRESHOLD - 1,
            **kwargs,
        )
