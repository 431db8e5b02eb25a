from partnership.records.models.form_token import FormToken
from partnership.records.models.read import Read
from partnership.records.models.record import Record, Versioned
from partnership.records.models.sequence import Sequence

__all__ = ["FormToken", "Read", "Record", "Sequence", "Versioned"]
