"""What kind of thing a name stands for, from its words and what stands around it."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.data import table, words
from quizapp.drafting.lexis.gazetteer import is_demonym, is_listed
from quizapp.drafting.lexis.lexicon import given_names, is_common, is_royal
from quizapp.drafting.lexis.offices import is_person

_CONCEPTS: Final = frozenset({"Prize", "Award", "Awards", "Medal", "Medals", "Act"})
_LISTS: Final = (
    (EntityKind.AGREEMENT, "agreement_words"),
    (EntityKind.EVENT, "event_words"),
    (EntityKind.ORGANISATION, "organisation_words"),
    (EntityKind.MOVEMENT, "movement_words"),
    (EntityKind.WORK, "work_words"),
    (EntityKind.PLACE, "place_words"),
    (EntityKind.CONCEPT, "concept_words"),
)
_FIRST_PLACE: Final = frozenset(
    {
        "Lake",
        "Mount",
        "Mt",
        "Mt.",
        "Fort",
        "Cape",
        "Port",
        "San",
        "Santa",
        "Saint",
        "River",
        "Bay",
        "Gulf",
    }
    | {"Strait", "Isle", "Point", "Loch", "Camp", "Castle"}
)
_PERSON_AFTER: Final = re.compile(
    r"^(?:,? who\b|, \d\d,|"
    r" (?:said|says|argued|argues|told|wrote|writes|claimed|warned|was born|died|explained|added|"
    r"recalls|recalled|believes|believed|thinks|insists|notes|noted|grew up|married|studied|"
    r"retired|resigned)\b)"
)
_BRACKET: Final = re.compile(r"^\s\([^)]{1,50}\)")
_SAID: Final = re.compile(
    r"^(?:\s?[,(–—]\s?| is | was | are | were )(?:(?:then|now|once|also) )?"
    r"(?:a|an|the|one of the|its|his|her|their)\s((?:[\w’'-]+[ ,]+){0,6}[\w’'-]+)"
)
_LEADING: Final = re.compile(r"^(?:[a-z-]+(?:ed|ing) )+(?=[a-z])")
"""Participles before a noun: "a leading local statesman"."""
_PLACE_BEFORE: Final = re.compile(
    r"\b(?:in|at|near|outside|across|throughout|inland from|north of|south of|east of|west of|"
    r"council of|valley of|villages? of|people of|residents of|mayor of|streets of|city of|town of|village of|port of|island of|province of|region of|capital,?)\s$"  # noqa: E501 - a pattern reads best whole
)
_WHERE_BEFORE: Final = re.compile(r"\b[a-z]+s? (?:in|at|near|from|outside) $")
_WORD_BEFORE: Final = re.compile(r"([a-z][a-z-]+)\s$")
_TITLE_BEFORE: Final = re.compile(r"([a-z][a-z-]+)(?: of (?:the|a|an|its|this) [a-z -]{3,24})?, $")
"""The office before a name in apposition: "its director, " and "author of the study, "."""
_KIN_BEFORE: Final = re.compile(
    r"\b(?:husband|wife|son|daughter|brother|sister|mother|father|friend|colleague|partner|cousin|"
    r"uncle|aunt|grandfather|grandmother|nephew|niece),?\s$"
)
_OFFICE_BEFORE: Final = re.compile(r"\b([a-z][a-z-]+),\s$")
_CLOSED: Final = re.compile(r"^(?:[,.;:)]| who\b|\s[(\u2013\u2014]|$)")
_WORK_BEFORE: Final = re.compile(
    r"\b(?:book|novel|report|paper|essay|film|movie|play|memoir|article|study|pamphlet|poem|"
    r"treatise|painting|album|song|magazine|newspaper|journal|entitled|titled),?\s[\"“‘']?$"
)


def _of_list(word: str) -> EntityKind | None:
    if word in _CONCEPTS - {"Act"}:
        return EntityKind.CONCEPT
    return next((kind for kind, name in _LISTS if word in words(name)), None)


def kind_of_name(name: str) -> EntityKind | None:
    """Return the kind that the words of the name themselves show, or None."""
    tokens = name.split()
    lowered = [index for index, each in enumerate(tokens) if index and not each[0].isupper()]
    head = tokens[lowered[0] - 1] if lowered and not tokens[lowered[0]][0].isdigit() else tokens[-1]
    if len(tokens) > 1 and (is_royal(tokens[0]) or _is_personal(tokens)):
        return EntityKind.PERSON
    if tokens[0] in _FIRST_PLACE and len(tokens) > 1:
        return EntityKind.PLACE
    if name.startswith(("World War", "Operation ")) or name.endswith(" Open"):
        return EntityKind.EVENT
    if len(tokens) > 1 or not is_common(tokens[0]):
        kind = _of_list(head) or (_of_list(tokens[-1]) if not lowered else None)
        if kind is not None:
            return kind
    if len(tokens) == 1 and _is_acronym(name):
        return EntityKind.ORGANISATION
    return None


def _is_personal(tokens: list[str]) -> bool:
    """Return whether a given name is followed by a surname and not by a head word."""
    last = tokens[-1]
    if tokens[0] not in given_names() and not re.fullmatch(r"(?:[A-Z]\.)+", tokens[0]):
        return False
    if len(tokens) > 5 or "of" in tokens or "for" in tokens:  # noqa: PLR2004 - names have five words at most
        return False
    if is_demonym(tokens[0]) and (is_demonym(last) or is_listed(last)):
        return False  # "Roman Catholic", "Roman Asia"
    return _of_list(last) is None


def _is_acronym(text: str) -> bool:
    letters = text.replace(".", "").replace("-", "")
    return len(letters) > 1 and sum(each.isupper() for each in letters) > len(letters) / 2


@cache
def _nouns() -> Mapping[str, EntityKind]:
    found = {
        noun.strip(): EntityKind(row[0])
        for row in table("nouns_of_kinds")
        for noun in row[1].split(",")
    }
    found.update(dict.fromkeys(words("offices"), EntityKind.PERSON))
    return found


def kind_of_noun(noun: str) -> EntityKind | None:
    """Return the kind of what a common noun in small letters names, or None."""
    return _nouns().get(noun) or _nouns().get(noun.removesuffix("s"))


def kind_said(after: str) -> EntityKind | None:
    """Return the kind that an apposition shows: ", a charity that ..."."""
    match = _SAID.match(_BRACKET.sub("", after))
    if match is None:
        return None
    nouns = _nouns_said(match[1])
    return next((kind for kind in map(kind_of_noun, reversed(nouns)) if kind is not None), None)


def _nouns_said(words_said: str) -> list[str]:
    """Return the words of a description up to its noun: "local statesman" of "a leading ..."."""
    said = _LEADING.sub("", words_said)
    return re.split(
        r"\b(?:that|which|who|of|in|for|at|from|with|on|and|to|by|[a-z]+(?:ed|ing))\b|[,.;–—(]",
        said,
        maxsplit=1,
    )[0].split()


def _person_said(after: str, name: str) -> bool:
    """Return whether an apposition can be said of a person alone: ", a local statesman"."""
    match = _SAID.match(_BRACKET.sub("", after))
    nouns = _nouns_said(match[1]) if match is not None else []
    return " " in name and bool(nouns) and is_person(nouns[-1])


def kind_by_context(text: str, start: int, end: int) -> EntityKind | None:
    """Return the kind that the words around a name show, or None."""
    before, after = text[max(0, start - 40) : start], text[end : end + 120]
    said = kind_said(after)
    if said is not None:
        return said
    name = text[start:end]
    titled = _TITLE_BEFORE.search(before)
    held = titled is not None and " " in name and titled[1] in words("offices")
    if held or _WORK_BEFORE.search(before):
        return EntityKind.PERSON if held else EntityKind.WORK
    # "A farmer in Elvdal who printed": it is the farmer who did.
    told = after.startswith(" who") and _WHERE_BEFORE.search(before)
    if _PERSON_AFTER.search(after) and not told and not before.endswith(("the ", "The ")):
        return EntityKind.PERSON
    if _PLACE_BEFORE.search(before):
        return EntityKind.PLACE
    return EntityKind.PERSON if _person_before(before, name, after) else None


def _person_before(before: str, name: str, after: str) -> bool:
    """Return whether an office or kin stands before a name: "its director, Eluned Price,"."""
    word = _WORD_BEFORE.search(before)
    if (word is not None and " " in name and word[1] in words("offices")) or (
        _KIN_BEFORE.search(before)
    ):
        return True
    office = _OFFICE_BEFORE.search(before)
    apposed = office is not None and " " in name and is_person(office[1])
    return apposed and _CLOSED.search(after) is not None
