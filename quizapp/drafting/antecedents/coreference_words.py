"""Words that stand for something named elsewhere, and the kinds of things they can stand for."""

import re
from collections.abc import Mapping
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.word_sets import word_set

MALE: Final = frozenset({"he", "him", "his", "himself"})
FEMALE: Final = frozenset({"she", "her", "hers", "herself"})
NEUTER: Final = frozenset({"it", "its", "itself"})
NOUNS: Final[Mapping[str, frozenset[EntityKind]]] = {
    **dict.fromkeys(
        word_set(
            "company firm agency organisation organization bank party ministry university museum"
            " association alliance club council court commission committee institute airline"
            " newspaper society union group corporation manufacturer foundation charity school"
            " academy department orchestra band team regiment institution bloc network"
            " federation trust fund league authority board service brewery publisher shipyard"
        ),
        frozenset({EntityKind.ORGANISATION}),
    ),
    **dict.fromkeys(word_set("country nation republic kingdom"), frozenset({EntityKind.COUNTRY})),
    **dict.fromkeys(
        word_set(
            "city town village place island river lake mountain region province port capital"
            " valley bridge harbour canal building tower cathedral station"
        ),
        frozenset({EntityKind.PLACE}),
    ),
    **dict.fromkeys(
        word_set("treaty agreement accord pact convention act law charter protocol deal"),
        frozenset({EntityKind.AGREEMENT}),
    ),
    **dict.fromkeys(
        word_set("war battle revolution uprising festival"), frozenset({EntityKind.EVENT})
    ),
    **dict.fromkeys(word_set("book novel film poem play painting"), frozenset({EntityKind.WORK})),
}
"""Nouns that, with "the" and nothing else, can stand for an entity of these kinds."""
BODIES: Final = word_set(
    "charity trust society association club foundation institute museum university school college"
    " bank union party ministry agency council network federation league fund orchestra choir team"
    " newspaper publisher brewery shipyard airline manufacturer"
)
"""Nouns that can take up a body whose name says something else."""
GENERAL: Final = word_set(
    "company firm agency organisation organization group body country nation city town village"
    " place"
    " building"
)
"""Nouns that stand for an entity whose name does not hold them; others have to be in its name."""
FIRM: Final = re.compile(
    r"\b(?:Holdings?|Ltd|Limited|Inc|Corp|Corporation|Company|Co|plc|PLC|GmbH|AG|SA|Group|Brothers"
    r"|Instruments|Electric|Electronics|Foods|Chemicals|Energy|Steel|Oil|Mills|Shipping|Studios"
    r"|Software|Technologies|Pharmaceuticals|Breweries|Publishing|Shipyards?"
    r"|Sons|Industries|Motors|Airlines|Airways|Works|Brewery|Press|Records|Labs|Systems)\b"
)
NO_FIRM: Final = re.compile(
    r"\b(?:Authority|Agency|Ministry|Department|Council|Court|Commission|Committee|University|Union"
    r"|Society|Association|Party|Board|Bank|Museum|Institute|School|College|Office|Service|Army"
    r"|Parliament|Congress|Senate|Church|Nations|Trust|Foundation|Club)\b"
)


THE_NOUN: Final = 2
"""Words of "the town"."""
OF_NOTHING: Final = frozenset({"no", "neither", "hardly", "any", "every", "each", "few"})
"""First words of what no pronoun can be put into words by: "no quay since it was dredged"."""
