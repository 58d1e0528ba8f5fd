"""Numbers that stand in pairs: "from 50 percent in 1993 to 99 in 2015", "5 mills and 12 shops"."""

import re
from typing import Final

from quizapp.drafting.analysis import Clause, ClauseKind, Sentence
from quizapp.drafting.measure_case import Seen
from quizapp.drafting.measure_words import MASS, is_odd
from quizapp.drafting.spacing import joined
from quizapp.drafting.telling import Telling
from quizapp.drafting.word_sets import word_set

_MOVING: Final = word_set(
    "rise fall grow drop increase decrease decline climb sink shrink jump go come swell dwindle"
)
_FROM_TO: Final = re.compile(
    r"\bfrom (?P<low>[^,;]*?\d[^,;]*?) in (?P<begun>[12]\d{3}) to (?P<high>[^,;]*?\d[^,;]*?)"
    r" in (?P<ended>[12]\d{3})\b"
)
Told = tuple[str, str, str]
"""What the number measures, a statement of it, and the same the other way round."""


def from_to(sentence: Sentence, clause: Clause, telling: Telling, seen: Seen) -> Told | None:
    """Return one of the two of "the share rose from 50 percent in 1993 to 99 percent in 2015"."""
    verb = clause.verb
    found = _FROM_TO.search(sentence.text)
    if found is None or verb is None or verb.lemma not in _MOVING or clause.objects:
        return None
    place = seen.quantity.start - sentence.start
    for part, year in (("low", "begun"), ("high", "ended")):
        if found.start(part) <= place < found.end(part):
            be = "were" if telling.subject.split(" of ")[0].endswith("s") else "was"
            label = f"{seen.quantity.about} {seen.label}".strip()
            when = f"in {found[year]}"
            return (
                joined([telling.subject, when]),
                joined([when, telling.subject, be, label]),
                joined([telling.subject, be, label, when]),
            )
    return None


def one_of_list(clause: Clause, telling: Telling, seen: Seen) -> Told | None:
    """Return one member of "Maravia has 5.6 million inhabitants and 212 water utilities"."""
    verb = clause.verb
    holder = next(
        (each for each in clause.objects if each.members and each.first <= seen.first < each.end),
        None,
    )
    if holder is None or verb is None or verb.passive or clause.kind is not ClauseKind.MAIN:
        return None
    opens = any(first == seen.first for first, _ in holder.members)
    counted = not is_odd(seen.unit) and not MASS.search(seen.unit)
    if not opens or not counted or verb.lemma == "be":
        return None
    label = f"{seen.quantity.about} {seen.label}".strip()
    done = joined([telling.subject, telling.verb])
    noun = re.sub(r"^(?:million|billion|thousand) ", "", seen.unit)
    return f"the number of {noun} that {done}", f"{done} {label}", ""
