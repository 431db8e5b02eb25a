"""The field's own words, each in a sentence or two: ``glossary.txt``, a word a line, in the order of the alphabet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.utils.text import slugify


@dataclass(frozen=True)
class Entry:
    term: str
    meaning: str

    @property
    def anchor(self) -> str:
        """``/help/glossary/#day-0``"""
        return slugify(self.term)


def _read() -> tuple[Entry, ...]:
    lines = Path(__file__).with_name("glossary.txt").read_text(encoding="utf-8").splitlines()
    return tuple(Entry(*line.split(": ", 1)) for line in lines)


GLOSSARY = _read()
