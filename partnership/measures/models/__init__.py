from partnership.measures.models.annotation import Annotation
from partnership.measures.models.baseline import Baseline
from partnership.measures.models.commentary import Commentary
from partnership.measures.models.definition import Definition
from partnership.measures.models.target import Target
from partnership.measures.models.value import Value

__all__ = ["Annotation", "Baseline", "Commentary", "Definition", "Target", "Value"]
