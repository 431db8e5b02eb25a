from partnership.people.models.correction import PersonCorrection
from partnership.people.models.person import Person

__all__ = ["Person", "PersonCorrection"]
