"""What a statement counts or makes an owner though the words say of nothing that it can be."""

import re
from typing import Final

from quizapp.drafting.lexis.hearsay_words import BODIES, PARTIES, PEOPLE
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.lexicon import tag_of
from quizapp.drafting.lexis.words import lemma_of

_COUNTED: Final = re.compile(
    r"\b(?P<verb>[a-z]+(?:ed|t|d|w|ght|lled)) (?P<number>\d{1,3}(?:,\d{3})*|\d+)"
    r"(?: (?:for|in|by|at|on|from|with|after|before|during|and)\b|\.$)"
)
"""A verb right before a number that nothing follows: "followed 32 for two years"."""
_YEAR: Final = re.compile(r"1\d{3}|20\d\d")
_NUMBERED: Final = frozenset({"aged", "numbered", "totalled", "totaled", "reached", "measured"})
"""Verbs after which a number needs no noun."""
_OWNED: Final = re.compile(
    r"\b(?P<owner>[a-z]+)['\u2019]s? (?P<thing>successors?|predecessors?|heirs?|chair\w*|director"
    r"|leaders?|president|members?|founders?|spokes\w+|employees|headquarters)\b"
)
"""What only somebody or a body has: a successor, a chairman, members."""


def loose_object(statement: str) -> str:
    """Return the words that count nothing told or give an office to no body, or "".

    What it reads as a body or a person is any noun whose kind is known; "anger's successor" has
    lost the government that it is the successor of.
    """
    plain = re.sub(r"[“\"][^”\"]*[”\"]", "_", statement)
    for found in _COUNTED.finditer(plain):
        verb = found["verb"]
        told = tag_of(verb) in {"VBD", "VBN"} and verb not in _NUMBERED
        if told and not _YEAR.fullmatch(found["number"]):
            return f"{verb} {found['number']}"
    for found in _OWNED.finditer(plain):
        owner = found["owner"]
        body = owner in BODIES | PARTIES or lemma_of(owner, "NNS") in BODIES | PEOPLE
        if (
            not body
            and kind_of_noun(owner) is None
            and kind_of_noun(lemma_of(owner, "NNS")) is None
        ):
            return found.group()
    return ""
