"""Words of measuring: what can be measured, and what kind of thing a unit counts."""

import re
from dataclasses import dataclass
from typing import Final

from quizapp.drafting.lexis.word_sets import word_set

MEASURES: Final = word_set(
    "population area length height width depth budget cost value price distance speed weight"
    " capacity total average volume salary loan fine debt share turnover revenue profit loss"
    " temperature age output rate sum number staff workforce membership circulation grant award"
    " diameter radius span range yield attendance turnout majority lead deficit surplus reward"
    " income wage rent tax fee toll duration lifespan mass size elevation altitude magnitude"
    " density hardness wingspan flow discharge rainfall precipitation humidity frequency pressure"
    " interval period lifetime throughput consumption thickness girth circumference displacement"
    " gestation incubation"
)
_PEOPLE: Final = re.compile(
    r"(?:people|men|women|children|police|persons|families|households|citizens|residents"
    r"|inhabitants|\w+(?:ers|ors|ists|ants|ents|ees|ians|men|women|iers))$"
)
_NOT_PEOPLE: Final = re.compile(
    r"(?:computers|containers|towers|rivers|numbers|centers|letters|papers|metres|meters|liters"
    r"|members|quarters|trees|degrees|plants|events|elements|patents|events|rifles|orders|motors"
    r"|accidents|incidents|documents|monuments|apartments|sectors|reactors|percent|boulders|doors"
    r"|hangers|boilers|trailers|heaters|freezers|scooters|shelters|barriers|borders|chapters"
    r"|geysers|glaciers|skyscrapers|filters|printers|scanners|tankers|cruisers|pillars|fragments"
    r"|segments|burners|ledgers|charters|steamers|liners|bunkers|craters|corners|timbers|dollars"
    r"|sensors|tractors|mirrors|corridors|harbours|indicators|generators|factors|errors|doctrines"
    r"|covers|layers|chambers|flowers|posters|continents|agreements|payments|investments)$"
)
MONEY: Final = re.compile(
    r"\b(?:dollars|euros|pounds|yen|rupees|francs|marks|crowns|roubles|guilders|shillings|florins|lira"
    r"|kroner|kronor|zlotys?|ducats|talers|thalers|guineas|pesos|reais|cents|pence)$"
)
TIME: Final = re.compile(
    r"(?<!per )"
    r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|centuries|times|nights)$"
)
RATE: Final = re.compile(r" per (?:second|minute|hour|\w+ \w+|litre|kilogram|tonne|hectare|acre)$")
"""What goes to a time or a size: "kilometres per hour", "grams per cubic metre"."""
LENGTHS: Final = re.compile(
    r"(?<!per square )(?<!per cubic )"
    r"(?:metres?|meters?|yards?|km|kilomet\w+|miles?|feet|foot|inches|cm|mm|mph|km/h|°C|°F|degrees?)$"
)

MASS: Final = re.compile(
    r"(?<!per )"
    r"\b(?:tonnes|tons|litres|liters|barrels|hectares|acres|kilograms|grams|milligrams|metres|meters"
    r"|kilomet\w+|miles|feet|yards|gallons|bushels|pounds|ounces|watts|\w+watts|hours)$"
)


WRITINGS: Final = word_set(
    "report letter memorandum memo paper study book pamphlet essay article review dissertation"
    " thesis statement judgment ruling verdict diary notebook manuscript speech"
)
"""What somebody writes: "in a report of 48 pages the bureau describes" is the bureau's report."""


STANDING: Final = frozenset({"stand", "rise", "lie", "tower", "reach"})
RISING: Final = word_set(
    "rise increase grow climb jump soar double triple quadruple expand surge swell recover go"
)
FALLING: Final = word_set("fall drop decline decrease shrink sink plunge slump dwindle slip tumble")


def relative(noun: str) -> str:
    """Return the relative word for a counted noun: "who" for people, else "that"."""
    return "who" if _PEOPLE.search(noun) and not _NOT_PEOPLE.search(noun) else "that"


def is_odd(unit: str) -> bool:
    """Return whether the unit is no counted noun: a time, a length, money, a share."""
    odd = (TIME, LENGTHS, MONEY, RATE)
    return unit == "%" or any(each.search(unit) for each in odd)


@dataclass(frozen=True, slots=True)
class Dimension:
    """What a unit measures of a thing, and how a sentence says so.

    Attributes:
        noun: "length", as in "the length of the cable".
        present: "measures", as in "the cable measures 9 kilometres".
        past: the same verb in the past.
    """

    noun: str
    present: str
    past: str


_DIMENSIONS: Final = (
    (re.compile(r"^(?:[a-z]+ )?square \w+$|\b(?:hectares|acres)$"), "area", "covers", "covered"),
    (
        re.compile(r"^(?:[a-z]+ )?cubic \w+$|\b(?:litres|liters|barrels|gallons|bushels)$"),
        "volume",
        "comes to",
        "came to",
    ),
    (
        re.compile(r"\b(?:tonnes|tons|kilograms|grams|milligrams|ounces)$"),
        "weight",
        "weighs",
        "weighed",
    ),
    (LENGTHS, "length", "measures", "measured"),
    (MONEY, "amount", "comes to", "came to"),
    (re.compile(r"^%$"), "size", "comes to", "came to"),
    (re.compile(r"\b(?:watts|\w+watts)$"), "output", "comes to", "came to"),
    (
        re.compile(r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?)$"),
        "length",
        "lasts",
        "lasted",
    ),
)


def dimension_of(unit: str) -> Dimension | None:
    """Return what a unit measures: metres a length; None where it counts things."""
    if "degree" in unit or RATE.search(unit) or unit.endswith(("mph", "times")):
        return None
    for pattern, noun, present, past in _DIMENSIONS:
        if pattern.search(unit):
            return Dimension(noun, present, past)
    return None
