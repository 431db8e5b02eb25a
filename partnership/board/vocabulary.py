"""The words of the board's pages: how a claim is compared, and the states of a pack."""

from django.db.models import TextChoices


class Kind(TextChoices):
    CLAIM = "claim", "Published result"
    BASELINE = "baseline", "Published baseline"
    TARGET = "target", "Commitment or plan"
    FACT = "fact", "Published fact"


class Precision(TextChoices):
    """How exactly a figure was published: "around 150", "70+", "under 50"."""

    EXACT = "exact", "As printed, rounded"
    AROUND = "around", "Around"
    AT_LEAST = "at_least", "At least"
    FEWER = "fewer", "Fewer than"


class Method(TextChoices):
    """How the months of a measure become one value."""

    AT = "at", "The value of one month"
    TOTAL = "total", "The sum of the months"
    MEAN = "mean", "The mean over the months"
    FALL = "fall", "The fall since the earlier months, in per cent"
    TIMES = "times", "So many times the earlier months"
    NONE = "none", "Not worked out from a measure"


class Outcome(TextChoices):
    MATCHES = "Matches"
    DIFFERS = "Differs"
    CANNOT = "Cannot be calculated yet"


class Audience(TextChoices):
    INTERNAL = "internal", "Internal"
    PUBLIC = "public", "Public"


class PackState(TextChoices):
    DRAFT = "draft", "Draft"
    ISSUED = "issued", "Issued"
