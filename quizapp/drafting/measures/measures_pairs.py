"""Numbers that stand in pairs: "from 50 percent in 1993 to 99 in 2015", "5 mills and 12 shops"."""

import re
from typing import Final

from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.measures.measure_case import Seen
from quizapp.drafting.measures.measure_words import MASS, is_odd, relative
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Sentence
from quizapp.drafting.telling.spacing import joined
from quizapp.drafting.telling.telling import Telling

_MOVING: Final = word_set(
    "rise fall grow drop increase decrease decline climb sink shrink jump go come swell dwindle"
)
_FROM_TO: Final = re.compile(
    r"\bfrom (?P<low>[^,;]*?\d[^,;]*?) in (?P<begun>[12]\d{3}) to (?P<high>[^,;]*?\d[^,;]*?)"
    r" in (?P<ended>[12]\d{3})\b"
)
_WITH: Final = frozenset({"with", "in", "at", "on", "from"})
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


def one_of_list(sentence: Sentence, clause: Clause, telling: Telling, seen: Seen) -> Told | None:
    """Return one member of "Maravia has 5.6 million inhabitants and 212 water utilities"."""
    verb = clause.verb
    phrases = (*clause.objects, *clause.adverbials)
    holder = next((each for each in phrases if each.members and _opens(each, seen)), None)
    if holder is None or verb is None or clause.kind is not ClauseKind.MAIN or verb.lemma == "be":
        return None
    end = next(end for first, end in holder.members if first == seen.first)
    thing = _counted(sentence, seen, end)
    label = f"{seen.quantity.about} {seen.label}".strip()
    told = joined([label, sentence.words(seen.end, end)])
    done = joined([telling.subject, telling.verb])
    if (
        not thing
        or (verb.passive and holder.prep != "by")
        or not _speaks_alone(sentence, seen, end)
    ):
        return None
    if not holder.prep and not verb.passive:
        return f"{thing} that {done}", f"{done} {told}", ""
    who = relative(seen.unit)
    if holder.prep == "by" and verb.passive:
        acted = joined([inflect(verb.lemma, "VBD"), verb.particle, telling.subject])
        return f"{thing} {who} {acted}", f"{done} by {told}", ""
    if holder.prep not in _WITH or holder.prep_first != verb.end:
        return None
    which = "whom" if who == "who" else "which"
    return f"{thing} {holder.prep} {which} {done}", f"{done} {holder.prep} {told}", ""


def _opens(holder: Phrase, seen: Seen) -> bool:
    return any(first == seen.first for first, _ in holder.members)


def _counted(sentence: Sentence, seen: Seen, end: int) -> str:
    """Return "the number of passengers" or "the amount of mail"; "" for a time or a length."""
    noun = re.sub(r"^(?:million|billion|thousand) ", "", seen.unit)
    if MASS.search(noun) and sentence.words(seen.end, end).startswith("of "):
        return f"the amount of {sentence.words(seen.end + 1, end)}"
    return "" if is_odd(noun) or MASS.search(noun) else f"the number of {noun}"


def _speaks_alone(sentence: Sentence, seen: Seen, end: int) -> bool:
    """Return whether nothing behind the number points elsewhere: "12 of them", "9 of its ships"."""
    return not any(each.tag in {"PRP", "PRP$"} for each in sentence.tokens[seen.end : end])
