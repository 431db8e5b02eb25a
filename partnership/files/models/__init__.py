from partnership.files.models.exports import Export
from partnership.files.models.imports import Import, ImportRow

__all__ = ["Export", "Import", "ImportRow"]
