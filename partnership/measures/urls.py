"""The addresses of measures, under /board/."""

from __future__ import annotations

from partnership.access.policy import Action
from partnership.access.routes import page
from partnership.measures.policy import MEASURE
from partnership.measures.views import baselines, keeping
from partnership.measures.views.key import ChartKey
from partnership.measures.views.measure import MeasureDownload, MeasurePage
from partnership.measures.views.measure_list import MeasureList

app_name = "measures"

LIST, VIEW, EXPORT, EDIT, DECIDE = (
    MEASURE[action] for action in (Action.LIST, Action.VIEW, Action.EXPORT, Action.EDIT, Action.DECIDE)
)
ONE = "measures/<slug:slug>/"

urlpatterns = [
    page("key/", ChartKey, needs=LIST, name="key"),
    page("measures/", MeasureList, needs=LIST, name="measure-list"),
    page(ONE, MeasurePage, needs=VIEW, name="measure"),
    page(f"{ONE}download/", MeasureDownload, needs=EXPORT, name="measure-download"),
    # What its keeper writes
    page(f"{ONE}values/", keeping.MeasureValues, needs=EDIT, name="values"),
    page(f"{ONE}commentary/", keeping.MeasureCommentary, needs=EDIT, name="commentary"),
    page(f"{ONE}targets/", keeping.MeasureTargets, needs=EDIT, name="targets"),
    page(f"{ONE}annotations/", keeping.MeasureAnnotations, needs=EDIT, name="annotations"),
    page(f"{ONE}annotations/<int:pk>/take-off/", keeping.AnnotationTakeOff, needs=EDIT, name="annotation-take-off"),
    page(f"{ONE}annotations/<int:pk>/put-back/", keeping.AnnotationPutBack, needs=EDIT, name="annotation-put-back"),
    # New limits
    page(f"{ONE}recalculate/", baselines.MeasureRecalculate, needs=EDIT, name="recalculate"),
    page(f"{ONE}recalculate/<int:pk>/", baselines.BaselineSettle, needs=DECIDE, name="baseline-settle"),
    page(f"{ONE}recalculate/<int:pk>/undo/", baselines.BaselineUndo, needs=DECIDE, name="baseline-undo"),
]
