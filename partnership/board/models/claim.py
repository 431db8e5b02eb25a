"""What was said in public, next to what the portal works out."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models

from partnership.access.roles import CHOICES, ROLES
from partnership.board.vocabulary import Kind, Method, Precision
from partnership.measures.registry import Unit
from partnership.organisations.models import Dated, no_overlap


def figure(*args, **kwargs) -> models.DecimalField:
    return models.DecimalField(*args, max_digits=16, decimal_places=4, null=True, blank=True, **kwargs)


class Claim(models.Model):
    """One published figure, as it was published: reference data, which is never edited.

    ``number`` is its place in the register of published numbers. ``published`` is None for a milestone, which has no
    number. ``places`` are the decimals that it was published with. ``method`` says how the portal's measure is
    compared: over the months ``first`` to ``last``, for a change or a ratio against ``base_first`` to ``base_last``.
    ``count_now`` and ``count_base`` are counts that were published too, from which the figure can be worked out.
    ``not_comparable`` says why no measure can ever answer it.
    """

    slug = models.SlugField(max_length=60, unique=True)
    number = models.PositiveSmallIntegerField("number in the register")
    position = models.PositiveSmallIntegerField(unique=True)
    says = models.CharField("claim", max_length=200, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    group = models.CharField("programme or service", max_length=60)
    owner = models.CharField(max_length=32, choices=CHOICES)
    source = models.CharField(max_length=200)
    as_at = models.CharField("as at", max_length=60)
    unit = models.CharField(max_length=10, choices=[(unit.value, unit.value) for unit in Unit], blank=True)
    published = figure("published value")
    in_words = models.CharField("published value, as it was printed", max_length=60)
    precision = models.CharField(max_length=10, choices=Precision)
    places = models.SmallIntegerField("decimals, below nought for tens and thousands", default=0)
    measure = models.CharField("code of its measure", max_length=5, blank=True)
    method = models.CharField(max_length=10, choices=Method)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    base_first = models.DateField(null=True, blank=True)
    base_last = models.DateField(null=True, blank=True)
    count_now = figure()
    count_base = figure()
    counts_source = models.CharField(max_length=200, blank=True)
    not_comparable = models.CharField(max_length=300, blank=True)
    remark = models.CharField("what to know about it", max_length=400, blank=True)

    is_reference = True

    class Meta:
        ordering = ["position"]
        triggers = [pgtrigger.Protect(name="stays_as_published", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.says

    @property
    def owner_label(self) -> str:
        return ROLES[self.owner].label


class ClaimNote(models.Model):
    """Why a claim differs, in its owner's words. A later one replaces it on the page; none is ever changed."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="notes")
    text = models.TextField("why they differ", max_length=1000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField("written")

    class Meta:
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["claim", "-written_at"], name="claim_note_latest")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.text


class Tolerance(Dated):
    """How far from a published "around" a value may lie and still match it, in per cent either way."""

    per_cent = models.DecimalField("per cent either way", max_digits=4, decimal_places=1)

    is_reference = True

    class Meta(Dated.Meta):
        abstract = False
        ordering = ["-valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            no_overlap([], name="one_tolerance_at_a_time"),
            models.CheckConstraint(
                condition=models.Q(per_cent__gte=0, per_cent__lte=25), name="tolerance_is_not_everything"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.per_cent.normalize():f}% either way"
