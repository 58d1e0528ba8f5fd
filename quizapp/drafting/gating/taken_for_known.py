"""A thing that is taken for known though only the text before tells which: "the film"."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.hearsay_words import BODIES
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.lexicon import is_royal, tag_of
from quizapp.drafting.lexis.offices import one_holder
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.proposal import Named

_THE: Final = re.compile(r"\b[Tt]he (?P<noun>[a-z]+)(?P<rest>[^a-zA-Z0-9\"“].*)$")
_NEXT: Final = re.compile(r"^ (?P<word>[\w'\u2019-]+)")
_FRONT: Final = re.compile(r"(?:In|On|From|Between|Since|By|During|Around|At)\b[^,]*, ")
_PLACED: Final = re.compile(r"^ (?:in|at|on|near) (?:(?:the )?[a-z]+ ){0,4}[A-Z]")
_TEAMS: Final = word_set("team organisation organization association club army")
_LASTS: Final = re.compile(r"^ for (?:the (?:next|last|first|rest|final)|an?|\d|several|many) ")
_TELLING_WHICH: Final = word_set(
    "of that who which to where when between called named for against about on over"
)
"""Words behind a noun that may tell which one it is."""
_KIN: Final = word_set(
    "family couple pair household trio duo man woman boy girl child baby youth suspect victim"
)
"""Those who are told apart by names that stand elsewhere."""
_NO_THING: Final = word_set(
    "time year month week day century end beginning rest world country public way same first last"
    " past future present law sea sun moon sky air ground north south east west right left use"
    " majority number most lead role part process internet web press media economy state army war"
)
"""Nouns with "the" that stand alone, or are told by where and when it is."""


def taken_for_known(statement: str, *, before: str, evidence: str) -> str:
    """Return "the film" where which film it is stands before the evidence only, or "".

    A noun alone with "the" is read so when the article has "this film", when it is a family or a
    person without a name, and when the passage spoke of it before. A body that acts ("the team")
    is the one that the article is about.

    Args:
        statement: as the draft words it.
        before: the passage up to the evidence.
        evidence: what the draft is read from.
    """
    plain = re.sub(r"[“\"][^”\"]*[”\"]", "_", statement)
    before, evidence = before.casefold(), evidence.casefold()
    opening = _FRONT.match(plain)
    start = opening.end() if opening else 0
    for at, noun in _bare(plain):
        told = re.compile(rf"\b{noun}s?\b")
        if told.search(plain[:at].casefold()):
            continue
        pointed = re.search(rf"\b(?:this|that|these|those) (?:\w+ )?{noun}\b", evidence)
        if noun == "family" and at != start:
            continue  # "Lind's father left the family": it is Lind's
        if pointed or noun in _KIN:
            return f"the {noun}"
        acting = noun in _NO_THING or noun in BODIES | _TEAMS or _is_somebody(noun)
        written = at == start or told.search(evidence)  # no "it" that stands for the noun
        if written and not acting and told.search(before):
            return f"the {noun}"
    return ""


def called_before(thing: str, *, before: str, named: Iterable[Named]) -> str:
    """Return "the Hotel Astoria" for "the hotel" where it is the one hotel named before, or "".

    Args:
        thing: the noun with "the".
        before: the passage up to the evidence.
        named: the entities of the article.
    """
    noun = thing.removeprefix("the ")
    found = {
        each.phrase
        for each in named
        if each.kind is not EntityKind.PERSON
        and each.name in before
        and noun in each.name.casefold().split()
        and " " in each.name
    }
    return found.pop() if len(found) == 1 else ""


def _bare(statement: str) -> Iterator[tuple[int, str]]:
    """Yield place and noun of each "the" and a noun with nothing that tells which."""
    for at in (each.start() for each in re.finditer(r"\b[Tt]he [a-z]", statement)):
        found = _THE.match(statement, at)
        if found is None or tag_of(found["noun"]) != "NN":
            continue
        following = _NEXT.match(found["rest"])
        word = following["word"] if following else ""
        lasts = _LASTS.match(found["rest"])  # "at the school for the next 12 years"
        if found["rest"][:1] in {"'", "\u2019", "-"} or (word in _TELLING_WHICH and not lasts):
            continue
        placed = _PLACED.match(found["rest"])  # "the dam in the upland valley of Marl"
        named = bool(placed) or word[:1].isupper() or word[:1].isdigit()
        goes_on = word and (tag_of(word)[:2] in {"NN", "JJ"} or tag_of(word) == "VBG")
        if not (named or goes_on):
            yield at, found["noun"]


def _is_somebody(noun: str) -> bool:
    """Return whether it is a person whom an office or a trade tells apart: "the king"."""
    return kind_of_noun(noun) is EntityKind.PERSON or one_holder(noun) or is_royal(noun.title())
