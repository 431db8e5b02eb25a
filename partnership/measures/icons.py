"""The icons of Making Data Count: a letter in a round badge, and never without its words."""

from __future__ import annotations

from dataclasses import dataclass

from partnership.arithmetic.xmr import Assurance, Kind, Side, Variation
from partnership.measures import sentences
from partnership.pages import jinja
from partnership.pages.values import Drawn, Missing

LETTER = {Side.HIGH: "H", Side.LOW: "L", None: "–"}
OF_ASSURANCE = {
    Assurance.WILL: ("P", "will"),
    Assurance.MAY: ("?", "may"),
    Assurance.WILL_NOT: ("F", "will-not"),
}
NOT_ENOUGH = Missing("Not enough data for limits")
NOT_TESTED = Missing("Not tested")
NO_TARGET = Missing("No target")


@dataclass(frozen=True)
class Icon(Drawn):
    words: str
    letter: str
    look: str

    def __html__(self) -> str:
        return jinja.component("icon", icon=self)

    def __str__(self) -> str:
        return self.words


def variation_icon(variation: Variation | None) -> Icon | Missing:
    if variation is None:
        return NOT_ENOUGH
    look = "common" if variation.kind is Kind.COMMON else str(variation.kind)
    return Icon(sentences.variation_in_words(variation), LETTER[variation.side], look)


def assurance_icon(assurance: Assurance | None) -> Icon | Missing:
    if assurance is None:
        return NO_TARGET
    letter, look = OF_ASSURANCE[assurance]
    return Icon(sentences.assurance_in_words(assurance), letter, look)
