"""How far a place is from another, told beside its name: "in Marl, 55 km east of Lindau"."""

import re
from typing import Final

from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.measures.measure_case import Seen, quantity_of
from quizapp.drafting.measures.measure_words import LENGTHS
from quizapp.drafting.shapes.analysis import Sentence
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.telling import capital

_BEFORE: Final = re.compile(r"(?:,| \(|, (?:located|situated|lying|which (?:is|lies)))\s$")
_BEHIND: Final = re.compile(
    r"(?: \([^)]{1,24}\))? (?P<where>(?:to the )?(?:north|south|east|west)"
    r"(?:-?(?:north|south))?(?:-?(?:east|west))? of|(?:away )?from|off|upstream of|downstream of)"
    r" (?:modern |present-day |modern-day )?(?P<the>the )?",
    re.IGNORECASE,
)
_UNFIT: Final = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.MOVEMENT})


def find_apart(page: Page, sentence: Sentence, seen: Seen) -> Proposal | None:
    """Return the distance of the place before the number from the one behind it."""
    quantity = seen.quantity
    if not LENGTHS.search(seen.unit) or "degree" in seen.unit or "per hour" in seen.unit:
        return None
    before = _BEFORE.search(page.text[sentence.start : quantity.start])
    behind = _BEHIND.match(page.text[quantity.end : sentence.end])
    if before is None or behind is None:
        return None
    here = _named(page, end=sentence.start + before.start())
    there = _named(page, start=quantity.end + behind.end())
    if here is None or there is None or here[0].key == there[0].key:
        return None
    stated = all(
        page.framing(sentence, each).status is Status.STATED
        for each in sentence.clauses
        if each.verb is not None and each.first <= seen.first < each.end
    )
    if not stated:
        return None
    about = f"{quantity.about} " if quantity.about else ""
    where = re.sub(r"^away ", "", behind["where"].lower())
    one, other = here[0].phrase, there[0].phrase
    return quantity_of(
        seen,
        f"the distance of {one} from {other}",
        trimmed(page, here[1], there[2]),
        passage=page.number,
        statement=f"{capital(one)} lies {about}{seen.label} {where} {other}.",
        confidence=0.75,
    )


def _named(page: Page, *, start: int = -1, end: int = -1) -> tuple[Named, int, int] | None:
    """Return the place whose name begins or ends at a character, with its ends."""
    for each in page.mentions:
        named = page.entities.get(each.entity)
        if named is not None and (each.start == start or each.end == end):
            return None if named.kind in _UNFIT else (named, each.start, each.end)
    return None
