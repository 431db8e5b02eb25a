"""The words of employment: NHS Employment Check Standards, staff groups, Agenda for Change bands."""

from __future__ import annotations

from django.db.models import TextChoices


class Kind(TextChoices):
    """What a role can ask for: one of the six NHS employment checks, or training in a subject."""

    IDENTITY = "identity", "Identity"
    RIGHT_TO_WORK = "right-to-work", "Right to work"
    REGISTRATION = "registration", "Registration and qualifications"
    REFERENCES = "references", "History and references"
    CRIMINAL_RECORD = "criminal-record", "Criminal record"
    WORK_HEALTH = "work-health", "Work health"
    TRAINING = "training", "Training"


CHECKS = [kind for kind in Kind if kind != Kind.TRAINING]


class CriminalRecordLevel(TextChoices):
    """From the weakest to the strongest; the place in this list is the level that is compared."""

    BASIC = "basic", "Basic"
    STANDARD = "standard", "Standard"
    ENHANCED = "enhanced", "Enhanced"
    ENHANCED_BARRED = "enhanced_barred", "Enhanced with barred lists"

    @property
    def rank(self) -> int:
        return list(CriminalRecordLevel).index(self) + 1


class StaffGroup(TextChoices):
    DOCTORS = "doctors", "HCHS doctors"
    NURSES = "nurses", "Nurses and health visitors"
    SCIENTIFIC = "scientific", "Scientific, therapeutic and technical staff"
    CLINICAL_SUPPORT = "clinical_support", "Support to doctors and nurses"
    SCIENTIFIC_SUPPORT = "scientific_support", "Support to scientific and therapeutic staff"
    CENTRAL = "central", "Central functions"
    ESTATES = "estates", "Hotel, property and estates"
    MANAGERS = "managers", "Managers and senior managers"


class Band(TextChoices):
    """Agenda for Change. Band 1 is closed to new starters."""

    BAND_2 = "2", "Band 2"
    BAND_3 = "3", "Band 3"
    BAND_4 = "4", "Band 4"
    BAND_5 = "5", "Band 5"
    BAND_6 = "6", "Band 6"
    BAND_7 = "7", "Band 7"
    BAND_8A = "8a", "Band 8a"
    BAND_8B = "8b", "Band 8b"
    BAND_8C = "8c", "Band 8c"
    BAND_8D = "8d", "Band 8d"
    BAND_9 = "9", "Band 9"
    MEDICAL = "medical", "Medical"


class Contract(TextChoices):
    PERMANENT = "permanent", "Permanent"
    FIXED_TERM = "fixed_term", "Fixed term"
    BANK = "bank", "Bank"
